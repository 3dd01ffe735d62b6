"""One body, from WordPress's text to our blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_lowercase
from typing import Any
from uuid import UUID, uuid5

import nh3
from bs4 import BeautifulSoup

from almacms.publications.blocks.kept import harmless
from almacms.publications.blocks.text import TEXT_FEATURES

from ..reasons import Reason
from .inline import Inline, rich_text, text_html, trimmed, words
from .notes import REFERENCE, key_of, take_hand_notes
from .pieces import Body, Log, Piece, Source, Surroundings, Target
from .prepare import prepared
from .walk import Walk

NAMESPACE = UUID("0f4a2f0e-6a0b-4c55-8a55-51ab0c1d7b9e")
LONGEST_BODY = 3_000_000
"""Characters; the longest book that somebody may have pasted."""
HEADING, CAPTION, TITLE, SOURCE = 160, 255, 160, 255
QUOTATION_FEATURES = ["bold", "italic", "link", "code", "english"]
NOTE_FEATURES = ["bold", "italic", "link"]
NOTE_MARK = re.compile(r"\s*(?:<footnote[^>]*>)?\[([0-9a-f]{6})\](?:</footnote>)?")
SHORT_KEY = 6


def convert(source: Source, around: Surroundings, target: Target) -> Body:
    """A body as blocks, the same each time it is made of the same source and surroundings.

    Raises:
        ValueError: it is longer than any text is meant to be.
    """
    if len(source.content) > LONGEST_BODY:
        raise ValueError(f"{len(source.content)} characters")
    return _Conversion(source, around, target).run()


class _Conversion:
    def __init__(self, source: Source, around: Surroundings, target: Target) -> None:
        self.source, self.around, self.target = source, around, target
        self.log = Log()
        self.given = dict(source.notes)
        self.notes: dict[str, str] = {}
        self.count = 0

    def run(self) -> Body:
        markup, is_blocks = prepared(self.source.content)
        walk = Walk(self.around, self.log, self.source.number, self.block_note)
        pieces = walk.walk(markup, classic=not is_blocks)
        teaser = self.teaser(pieces[: walk.teaser_at]) if walk.teaser_at is not None else ""
        if self.target.has_footnotes:
            pieces = take_hand_notes(pieces, self.hand_note)
        elif self.notes:
            pieces += self.plain_notes()
        blocks = self.blocks(self.levelled(pieces))
        called = "".join(block["value"] for block in blocks if block["type"] == "paragraph")
        notes = [(self.identity(key), html) for key, html in self.notes.items() if self.identity(key) in called]
        return Body(blocks, notes, teaser, self.log.warnings, self.log.is_resolved)

    @staticmethod
    def teaser(pieces: list[Piece]) -> str:
        texts = (piece.html for piece in pieces if piece.kind == "prose")
        prose = (REFERENCE.sub(lambda match: "" if key_of(match) else match[0], html) for html in texts)
        return " ".join(words(re.sub(r"<footnote.*?</footnote>", "", html)) for html in prose)

    # Footnotes

    def identity(self, key: str) -> str:
        return str(uuid5(NAMESPACE, f"{self.source.origin}/note/{key}"))

    def mark(self, key: str) -> str:
        identity = self.identity(key)
        return f'<footnote id="{identity}">[{identity[:SHORT_KEY]}]</footnote>'

    def hand_note(self, key: str, html: str) -> str:
        self.notes[f"hand/{key}"] = rich_text(html, NOTE_FEATURES)
        return self.mark(f"hand/{key}")

    def block_note(self, key: str) -> str:
        """The mark of a footnote of the block editor."""
        if key not in self.given:
            self.log.tell(Reason.NOTE_MISSING, key)
            return ""
        if key not in self.notes:
            self.notes[key] = ""
            soup = BeautifulSoup(self.given[key], "html.parser")
            inline = Inline(self.around, self.log, lambda _key: "")
            text = trimmed(inline.write(soup.children))
            self.notes[key] = rich_text(f"<p>{text}</p>", NOTE_FEATURES)
        if self.target.has_footnotes:
            return self.mark(key)
        return f"<sup>[{list(self.notes).index(key) + 1}]</sup>"

    def plain_notes(self) -> list[Piece]:
        """For a page that has no footnotes of its own: a list at its end."""
        items = "".join(f"<li>{re.sub(r'</?p>', '', html)}</li>" for html in self.notes.values())
        return [Piece("heading", value={"text": "Notes", "level": 2}), Piece("prose", f"<ol>{items}</ol>")]

    def noted_below(self, piece: Piece) -> list[str]:
        """The notes that a block calls which has no footnotes: lettered, and written just below it."""
        keys = {self.identity(key)[:SHORT_KEY]: key for key in self.notes}
        letters: dict[str, str] = {}

        def lettered(match: re.Match[str]) -> str:
            key = match.group(1)
            if key not in keys:
                return match.group(0)
            return f"\u00a0[{letters.setdefault(key, ascii_lowercase[len(letters) % 26])}]"

        if keys:
            piece.value = _everywhere(piece.value, lambda text: NOTE_MARK.sub(lettered, text))
        return [f"<p>[{letter}] {self.notes[keys[key]].removeprefix('<p>')}" for key, letter in letters.items()]

    # Blocks

    @staticmethod
    def levelled(pieces: list[Piece]) -> list[Piece]:
        """The same headings on two levels, the highest of the text being the first."""
        levels = sorted({piece.value["level"] for piece in pieces if piece.kind == "heading"})
        for piece in pieces:
            if piece.kind == "heading":
                piece.value["level"] = "2" if piece.value["level"] == levels[0] else "3"
        return pieces

    def blocks(self, pieces: list[Piece]) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        prose: list[str] = []

        def flush() -> None:
            if prose:
                features = [*TEXT_FEATURES, "footnotes"] if self.target.has_footnotes else TEXT_FEATURES
                made.append(self.block("paragraph", rich_text("".join(prose), features)))
                prose.clear()

        for piece in pieces:
            if piece.kind == "prose":
                prose.append(piece.html)
                continue
            flush()
            below = self.noted_below(piece)
            value, rest = self.fitted(piece)
            if value is not None:
                made.append(self.block(piece.kind, value))
            prose += [f"<p>{text_html(text, breaks=False)}</p>" for text in rest if text]
            prose += below
        flush()
        return made

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        """A block whose identity, and so its anchor, depends only on its page and its place."""
        self.count += 1
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, f"{self.source.origin}/{self.count}"))}

    def fitted(self, piece: Piece) -> tuple[Any, list[str]]:
        """A block's value within what its fields hold, and the texts that they had no room for."""
        value, rest = dict(piece.value), []
        lengths = {"heading": ("text", HEADING), "picture": ("caption", CAPTION), "gallery": ("caption", CAPTION)}
        lengths |= {"embed": ("caption", CAPTION), "quotation": ("source", SOURCE), "highlight": ("source", SOURCE)}
        lengths |= {"document": ("title", TITLE)}
        if piece.kind == "heading" and len(value["text"]) > HEADING:
            return None, [value["text"]]
        if piece.kind in lengths:
            name, length = lengths[piece.kind]
            value[name], over = cut(value[name], length)
            rest.append(over)
        if piece.kind == "embed":
            value["title"] = cut(value["title"], TITLE)[0]
        if piece.kind == "gallery":
            value["pictures"] = [self._gallery_item(item, rest) for item in value["pictures"]]
        elif piece.kind in {"quotation", "highlight"}:
            value["text"] = rich_text(value["text"], QUOTATION_FEATURES)
        elif piece.kind == "table":
            value["rows"] = [
                {"values": [rich_text(cell, QUOTATION_FEATURES) if cell else "" for cell in row["values"]]}
                for row in value["rows"]
            ]
        elif piece.kind == "kept_html":
            value["html"] = harmless(value["html"])
            if not nh3.clean(value["html"], tags=set()).strip() and "<img" not in value["html"]:
                return None, []
        return value, rest

    def _gallery_item(self, item: dict[str, Any], rest: list[str]) -> dict[str, Any]:
        caption, over = cut(item["caption"], CAPTION)
        rest.append(over)
        return self.block("item", {**item, "caption": caption})


def _everywhere(value: Any, change: Callable[[str], str]) -> Any:
    """A value with this change of each text that it holds."""
    if isinstance(value, dict):
        return {name: _everywhere(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_everywhere(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def cut(text: str, length: int) -> tuple[str, str]:
    """A text whole and nothing, when it fits; else nothing and the text."""
    return (text, "") if len(text) <= length else ("", text)
