"""Footnotes: those that were typed by hand, `[1]` in the text and `[1] …` below it."""

from __future__ import annotations

import re
from collections.abc import Callable

from .inline import trimmed, words
from .pieces import Piece

MARK = r"\[(\d{1,3}|\*{1,3})\]"
OPENING = re.compile(rf"^<(p|li)>(?:<(?:b|i|sup)>)*\s*{MARK}(?:</(?:b|i|sup)>)*[\s\u00a0:.]*", re.IGNORECASE)
REFERENCE = re.compile(rf"[ \u00a0\u202f]*(?:<(sup|b|i)>\s*)?{MARK}(?:\s*</\1>)?")
NEXT_LINE = re.compile(rf"<br/>\s*(?=(?:<(?:b|i|sup)>)*\s*{MARK})")
TITLES = {"note", "notes", "notes de bas de page", "note de bas de page", "références"}


def split_lines(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, each note a paragraph: in the classic editor, they are often lines of one."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind == "prose" and OPENING.match(piece.html) and NEXT_LINE.search(piece.html):
            lines = NEXT_LINE.sub("\0", piece.html.removeprefix("<p>").removesuffix("</p>")).split("\0")
            found += [Piece("prose", f"<p>{trimmed(line)}</p>") for line in lines]
        else:
            found.append(piece)
    return found


def take_hand_notes(pieces: list[Piece], note: Callable[[str, str], str]) -> list[Piece]:
    """The pieces with footnotes in the place of what was typed.

    A note is a paragraph that begins with its mark, after a text that calls it; whatever is not both stays as typed.

    Args:
        note: keeps the text of a note (its key, its HTML) and gives its mark.
    """
    pieces = split_lines(pieces)
    called: set[str] = set()
    notes: dict[int, str] = {}
    for place, piece in enumerate(pieces):
        if piece.kind != "prose":
            continue
        opening = OPENING.match(piece.html) if piece.html.startswith("<p>") else None
        if opening and opening.group(2) in called and opening.group(2) not in notes.values():
            notes[place] = opening.group(2)
        body = piece.html[opening.end() :] if opening else piece.html
        called |= {match.group(2) for match in REFERENCE.finditer(body)}
    if not notes:
        return pieces
    # In the order of the text, so that notes are numbered as they are read.
    marks: dict[str, str] = {}
    texts = {key: _text(pieces[place].html) for place, key in notes.items()}

    def replaced(match: re.Match[str]) -> str:
        key = match.group(2)
        if key not in texts:
            return match.group(0)
        if key not in marks:
            marks[key] = note(key, f"<p>{texts[key]}</p>")
        return marks[key]

    kept = [
        Piece(piece.kind, REFERENCE.sub(replaced, piece.html), piece.value) if piece.kind == "prose" else piece
        for place, piece in enumerate(pieces)
        if place not in notes
    ]
    return [piece for place, piece in enumerate(kept) if not _is_empty_title(kept, place)]


def _text(html: str) -> str:
    opening = OPENING.match(html)
    inside = html[opening.end() :] if opening else html
    return trimmed(inside.removesuffix("</p>"))


def _is_empty_title(pieces: list[Piece], place: int) -> bool:
    """Whether this is the title of notes that are no longer below it."""
    piece = pieces[place]
    if place < len(pieces) - 1:
        return False
    text = piece.value.get("text", "") if piece.kind == "heading" else words(piece.html)
    return piece.kind in {"heading", "prose"} and text.rstrip(" \u00a0:").lower() in TITLES
