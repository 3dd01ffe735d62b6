"""Who must agree to an interview before readers see it, and to what; plain functions, without a database.

They read an interview as a revision keeps it: `Revision.content`, where the body is JSON in a text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
SPOKEN = ("turn", "pull_quote")

Turns = Mapping[str, str]
"""What one person says: the source of each turn, by the identity of its block, in the order of the page."""


@dataclass(frozen=True)
class Answer:
    """What a speaker last answered, or what was decided for them."""

    agreed: bool = False
    turns: Turns = field(default_factory=dict)
    """Their turns as they were when they answered."""
    set_aside: bool = False
    """Whether somebody of the newsroom said that they need not be asked."""


@dataclass(frozen=True)
class Place:
    """A turn or a pull quote, where it stands."""

    block: str
    exchange: str
    kind: str
    speaker: int | None
    source: str


def places(body: str) -> Iterator[Place]:
    """Everything that somebody says in a body, in order."""
    for block in json.loads(body or "[]"):
        if block["type"] != "exchange":
            continue
        for reply in block["value"]["replies"]:
            if reply["type"] in SPOKEN:
                value = reply["value"]
                source = BLOCK_KEY.sub("", value["text"] or "").strip()
                yield Place(reply["id"], block["id"], reply["type"], value["speaker"], source)


def turns_of(person: int, content: Mapping[str, Any]) -> dict[str, str]:
    """What a person says in an interview, pull quotes included.

    The names that the text editor gives to paragraphs are left out: they change without a word having changed.
    """
    return {place.block: place.source for place in places(content["body"]) if place.speaker == person}


def declared(content: Mapping[str, Any]) -> list[int]:
    """The declared speakers, in order."""
    rows = sorted(content.get("speakers", []), key=lambda row: row.get("sort_order") or 0)
    return [row["person"] for row in rows]


def concerned(content: Mapping[str, Any]) -> dict[int, dict[str, str]]:
    """The declared speakers who say something, in order, with what they say."""
    said = {person: turns_of(person, content) for person in declared(content)}
    return {person: turns for person, turns in said.items() if turns}


def stands(answer: Answer | None, turns: Turns) -> bool:
    """Whether nothing is to be asked of a speaker who says this."""
    if answer is None:
        return False
    return answer.set_aside or (answer.agreed and dict(answer.turns) == dict(turns))


def awaited(content: Mapping[str, Any], answers: Mapping[int, Answer]) -> list[int]:
    """Those whose agreement is missing, in the order of the page; the step is over when there is nobody."""
    return [person for person, turns in concerned(content).items() if not stands(answers.get(person), turns)]


def changed(before: Turns, now: Turns) -> list[str]:
    """The turns that are not what they were, and those that are new; the ones that went are told by `removed`."""
    return [block for block, source in now.items() if before.get(block) != source]


def removed(before: Turns, now: Turns) -> list[str]:
    """The turns that are no longer there."""
    return [block for block in before if block not in now]


def turns_digest(turns: Turns) -> str:
    """What a form carries of the turns that it shows, as 64 hexadecimal digits (SHA-256)."""
    canonical = json.dumps(sorted(turns.items()), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def contentpath(block: str, body: str) -> str:
    """Where Wagtail anchors a comment about a turn: the text field of its block; the body when the turn is gone."""
    for place in places(body):
        if place.block == block:
            return f"body.{place.exchange}.replies.{place.block}.text"
    return "body"
