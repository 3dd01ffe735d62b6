"""Bodies of made-up publications, as the database keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from .writing import Draft

Block = dict[str, Any]
TEXT_FIELDS = ("title", "text", "caption", "source")
TURNS = 2
"""Answers to each question."""


def block_id(number: int, position: int) -> str:
    """The identity of a block: its first letters, which make addresses, are unlike any other's in its page."""
    return str(UUID(int=(position + 1) << 96 | number + 1, version=4))


def _block(kind: str, value: Any, identity: str) -> Block:
    return {"type": kind, "value": value, "id": identity}


def article_blocks(draft: Draft, image: int | None = None) -> list[Block]:
    """Paragraphs under headings, a picture, a quotation, a note.

    Args:
        draft: what is said.
        image: the identifier of the picture shown in it.
    """
    blocks: list[Block] = []

    def add(kind: str, value: Any) -> None:
        blocks.append(_block(kind, value, block_id(draft.number, len(blocks))))

    for position, paragraph in enumerate(draft.paragraphs):
        if position % 4 == 3:
            add("heading", {"text": " ".join(paragraph.split()[:5]), "level": "2" if position % 8 == 3 else "3"})
        add("paragraph", f"<p>{paragraph}</p>")
        if position == 2 and image is not None:
            add(
                "picture",
                {"image": {"image": image, "alt_text": "Un jardin", "decorative": False}, "caption": "Le jardin."},
            )
        if position == 5:
            add(
                "quotation",
                {"text": f"<p>{paragraph[:120].strip()}</p>", "source": "Livret d’accueil", "source_url": ""},
            )
        if position == 8:
            add("callout", {"kind": "note", "title": "Pour mémoire", "text": f"<p>{paragraph[:160]}</p>"})
    return blocks


def interview_blocks(draft: Draft, speakers: list[int]) -> list[Block]:
    """Questions, each answered by the speakers in turn, as far as the paragraphs go.

    Args:
        draft: what is said; a paragraph is an answer.
        speakers: the identifiers of those who speak.
    """
    blocks: list[Block] = []
    for position, start in enumerate(range(0, len(draft.paragraphs), TURNS)):
        answers = draft.paragraphs[start : start + TURNS]
        turns = [
            _block(
                "turn",
                {"speaker": speakers[place % len(speakers)], "text": f"<p>{answer}</p>"},
                block_id(draft.number, 10_000 + start + place),
            )
            for place, answer in enumerate(answers)
        ]
        value = {"question": f"{' '.join(answers[0].split()[:9]).rstrip('.')} ?", "replies": turns}
        blocks.append(_block("exchange", value, block_id(draft.number, position)))
    return blocks


def texts(blocks: list[Block]) -> Iterator[str]:
    """What readers see of these blocks, text by text, in order: what search reads."""
    for block in blocks:
        value = block["value"]
        if block["type"] == "exchange":
            yield value["question"]
            yield from texts(value["replies"])
        else:
            shown = value.get("image", {}) if block["type"] == "picture" else {}
            said = (
                [value]
                if isinstance(value, str)
                else [shown.get("alt_text", ""), *(value.get(name, "") for name in TEXT_FIELDS)]
            )
            yield from (text.removeprefix("<p>").removesuffix("</p>") for text in said if text)


def stored(blocks: list[Block]) -> str:
    return json.dumps(blocks, ensure_ascii=False)
