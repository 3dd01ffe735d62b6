"""The light markup of the demonstration's texts: easy to write in any editor, and close to the blocks of a page.

    ## A heading (in an interview: a question)      ### A smaller heading       # In an interview: a heading
    Text with **bold**, *italic*, [links](https://…) and a footnote.[^key]
    - a list                                        1. a numbered list
    [^key]: What the footnote says.
    @slug-of-a-speaker                              what follows is said by them
    :::callout note A title … :::                   :::quote, :::highlight, :::code, :::picture, :::gallery, :::table,
                                                    :::embed, :::document; in an interview :::pull and :::interlude

Inside a text, the end of a line is the end of a line; an empty line begins a paragraph.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

FENCE = ":::"
HEADING = re.compile(r"(#{1,3}) (.+)")
NOTE = re.compile(r"\[\^([\w-]+)\]: (.+)")
SPEAKER = re.compile(r"@([\w-]+)")
REFERENCE = re.compile(r"\[\^([\w-]+)\]")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"\*(.+?)\*")
ITEM = re.compile(r"(-|\d+\.) (.+)")

References = Callable[[str], str]


@dataclass
class Piece:
    """A part of a text: its kind, what stands after its name, its text, and what its settings say."""

    kind: str
    argument: str = ""
    text: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass
class Document:
    """A text read: its pieces in order, and its footnotes by key."""

    pieces: list[Piece]
    notes: dict[str, str]


class MarkupError(ValueError):
    """The text cannot be read."""


def parse(source: str) -> Document:
    """Read a text.

    Raises:
        MarkupError: a fence is not closed, or its settings are not TOML.
    """
    document = Document([], {})
    lines = iter(source.splitlines())
    prose: list[str] = []

    def flush() -> None:
        if text := "\n".join(prose).strip():
            document.pieces.append(Piece("prose", text=text))
        prose.clear()

    for line in lines:
        if note := NOTE.fullmatch(line):
            document.notes[note[1]] = note[2]
        elif piece := _opening(line, lines):
            flush()
            document.pieces.append(piece)
        else:
            prose.append(line)
    flush()
    return document


def _opening(line: str, following: Iterator[str]) -> Piece | None:
    """The piece that a line begins, if it begins one."""
    if heading := HEADING.fullmatch(line):
        return Piece(f"h{len(heading[1])}", text=heading[2])
    if speaker := SPEAKER.fullmatch(line):
        return Piece("speaker", speaker[1])
    if line.startswith(FENCE):
        return _fenced(line.removeprefix(FENCE), following)
    return None


# Pieces that hold text; the others hold settings.
TEXTUAL = {"callout", "highlight", "quote", "pull", "interlude"}
SETTING = re.compile(r"\w+ = ")


def _fenced(opening: str, following: Iterator[str]) -> Piece:
    kind, _, argument = opening.partition(" ")
    inside: list[str] = []
    for line in following:
        if line == FENCE:
            break
        inside.append(line)
    else:
        raise MarkupError(f"“{FENCE}{opening}” is not closed")
    if kind in TEXTUAL:
        # A quotation's source stands above its words.
        head = [line for line in inside if SETTING.match(line)]
        inside = [line for line in inside if line not in head]
    else:
        head, inside = inside, []
    try:
        settings = tomllib.loads("\n".join(head))
    except tomllib.TOMLDecodeError as error:
        raise MarkupError(f"“{FENCE}{opening}”: {error}") from error
    return Piece(kind, argument, "\n".join(inside).strip(), settings)


def rich_text(text: str, references: References | None = None) -> str:
    """A text as the HTML that a rich text field stores; `references` turns a footnote's key into its reference."""
    return "".join(_chunk(chunk.strip(), references) for chunk in re.split(r"\n\s*\n", text) if chunk.strip())


def _chunk(chunk: str, references: References | None) -> str:
    lines = chunk.splitlines()
    items = [ITEM.fullmatch(line) for line in lines]
    if all(items):
        tag = "ul" if items[0] and items[0][1] == "-" else "ol"
        inside = "".join(f"<li>{inline(item[2], references)}</li>" for item in items if item)
        return f"<{tag}>{inside}</{tag}>"
    return f"<p>{'<br/>'.join(inline(line, references) for line in lines)}</p>"


def inline(text: str, references: References | None = None) -> str:
    """A line as HTML, without a paragraph around it."""
    line = html.escape(text, quote=False)
    line = REFERENCE.sub(lambda match: references(match[1]) if references else "", line)
    line = LINK.sub(r'<a href="\2">\1</a>', line)
    return ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", line))
