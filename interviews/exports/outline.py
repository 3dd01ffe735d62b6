"""An interview as the flat list of what a document says of it, each part under a mark that outlives its text."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue

from almacms.publications.typography import french

from ..models import InterviewPage
from .lines import Line, Links, plain_line, read_html

MARK = "_alma_"
"""Begins the name of a bookmark of ours; Word hides those that begin with an underscore, and keeps 40 characters."""


class Kind(StrEnum):
    TITLE = "title"
    LEAD = "lead"
    QUESTION = "question"
    TURN = "turn"
    QUOTE = "quote"
    INTERLUDE = "interlude"
    HEADING = "heading"
    ASIDE = "aside"
    """A picture or a film: a document only says that it is there."""


RICH = {Kind.TURN, Kind.INTERLUDE}
REPLIES = {"turn": Kind.TURN, "pull_quote": Kind.QUOTE}


@dataclass(frozen=True)
class Unit:
    """A part of the interview: what is corrected, moved or deleted at one go."""

    mark: str
    kind: Kind
    lines: tuple[Line, ...]
    speaker: int | None = None
    name: str = ""
    """Who says it, as the page calls them."""
    is_reply: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def mark_of(block_id: str) -> str:
    return MARK + re.sub(r"[^0-9A-Za-z]", "", block_id)[:32]


TITLE_MARK, LEAD_MARK = mark_of("title"), mark_of("lead")


def links_of(page: InterviewPage) -> Links:
    site = page.get_site()
    return Links(site.root_url if site else "")


def raw_body(page: InterviewPage) -> list[dict]:
    """The body as it is stored: plain lists and dictionaries, each block with its identity."""
    return page.body.stream_block.get_prep_value(page.body)


def set_raw_body(page: InterviewPage, raw: list[dict]) -> None:
    page.body = StreamValue(page.body.stream_block, raw, is_lazy=True)


def content_digest(page: InterviewPage) -> str:
    """Tells two states of a draft apart; a revision's number does not, as autosave writes over it."""
    content = json.dumps([page.title, page.lead, raw_body(page)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def names_of(page: InterviewPage, units: Iterable[Unit]) -> dict[str, int | None]:
    """The identifiers of the declared speakers by name; None for a name that two of them share."""
    spoken = [(unit.name, unit.speaker) for unit in units if unit.name]
    silent = [(french(speaker.name), speaker.person.pk) for speaker in page.cast if speaker.person]
    names: dict[str, int | None] = {}
    for name, pk in [*spoken, *silent]:
        names[name] = pk if names.get(name, pk) == pk else None
    return names


def outline(page: InterviewPage, links: Links) -> list[Unit]:
    """Everything a document says of an interview, in order."""
    units = [Unit(TITLE_MARK, Kind.TITLE, (plain_line(page.title),))]
    if page.lead.strip():
        lead = tuple(plain_line(text) for text in page.lead.splitlines() if text.strip())
        units.append(Unit(LEAD_MARK, Kind.LEAD, lead))
    for block in raw_body(page):
        units.extend(_units(page, block, links))
    return units


def _units(page: InterviewPage, block: dict, links: Links) -> Iterator[Unit]:
    kind, value, mark = block["type"], block["value"], mark_of(block["id"])
    if kind == "exchange":
        yield Unit(mark, Kind.QUESTION, (plain_line(value["question"]),))
        for reply in value["replies"]:
            yield _reply(page, reply, links)
    elif kind == "interlude":
        yield Unit(mark, Kind.INTERLUDE, tuple(read_html(value, links)))
    elif kind == "heading":
        yield Unit(mark, Kind.HEADING, (plain_line(value["text"]),))
    else:
        yield Unit(mark, Kind.ASIDE, (plain_line(_aside(block)),))


def _reply(page: InterviewPage, reply: dict, links: Links) -> Unit:
    kind, value, mark = REPLIES.get(reply["type"], Kind.ASIDE), reply["value"], mark_of(reply["id"])
    if kind is Kind.ASIDE:
        return Unit(mark, kind, (plain_line(_aside(reply)),), is_reply=True)
    lines = read_html(value["text"], links) if kind is Kind.TURN else [plain_line(value["text"])]
    speaker = page.speaker(value["speaker"])
    name = french(speaker.name) if speaker else ""
    return Unit(mark, kind, tuple(lines), value["speaker"], name, is_reply=True)


def _aside(block: dict) -> str:
    caption = (block["value"] or {}).get("caption") or ""
    name = _("Picture") if block["type"] == "picture" else _("Embedded content")
    return f"[{name}\u00a0: {caption}]" if caption else f"[{name}]"
