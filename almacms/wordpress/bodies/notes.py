"""Footnotes: those that were typed by hand, `[1]` in the text and `[1] …` below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby

from .inline import trimmed, words
from .pieces import Piece

MARK = r"\[(\d{1,3}|\*{1,3})\]"
OPENED = rf"(?:<(?:b|i|sup)>)*\s*{MARK}"
OPENING = re.compile(rf"^<p>{OPENED}(?:</(?:b|i|sup)>)*(?:[\s\u00a0:.)]|[–—-](?=[\s\u00a0]))*")
SPACES = r"(?<![ \u00a0\u202f])[ \u00a0\u202f]*+"
REFERENCE = re.compile(rf"<code>.*?</code>|{SPACES}(?:<(sup|b|i)>\s*{MARK}\s*</\1>|{MARK}(?!</a>))")
"""A call of a note with the spaces before it; or a piece of program, in which brackets call nothing."""
NEXT_LINE = re.compile(rf"<br/>\s*(?={OPENED})")
ON_THE_SAME_LINE = re.compile(r"(?:(?<=[.;»)])|(?<!\s)(?=\s))\s*+(?=\[(\d{1,3})\][ \u00a0]?[^\W\d])")
NUMBERED = re.compile(r"^(\d{1,3})[.)][ \u00a0]+")
LONE_LIST = re.compile(r"<(?P<kind>[uo]l)>(?P<items>(?:<li>(?:(?!</?(?:li|ul|ol)>).)*</li>)+)</(?P=kind)>", re.DOTALL)
TITLES = {"note", "notes", "notes de bas de page", "note de bas de page", "références"}
RULE = re.compile(r"[-–—_=*•·.\s]{3,}")
MOST_CONTINUED = 3
"""Paragraphs of one note."""


@dataclass
class Typed:
    """What was typed: where each text calls which note."""

    notes: dict[int, str] = field(default_factory=dict)
    """The key of each note, by its place."""
    calls: dict[tuple[int, int], int] = field(default_factory=dict)
    """The place of the note that is called, by the place of the text and the rank of the call in it."""


def take_hand_notes(pieces: list[Piece], note: Callable[[str, str], str]) -> list[Piece]:
    """The pieces with footnotes in the place of what was typed.

    A note is a paragraph that begins with its mark, after a text that calls it; whatever is not both stays as typed.

    Args:
        note: keeps the text of a note (its key, its HTML) and gives its mark.
    """
    pieces = split_lines(pieces)
    typed = _typed(pieces)
    if not typed.notes:
        return pieces
    more = _continued(pieces, typed)
    texts = {place: _text(pieces, [place, *more.get(place, [])]) for place in typed.notes}
    gone = {*typed.notes, *(each for places in more.values() for each in places)}
    marks: dict[int, str] = {}
    # In the order of the text, so that notes are numbered as they are read.
    kept = [_marked(piece, place, typed, texts, marks, note) for place, piece in enumerate(pieces) if place not in gone]
    places = [place for place in range(len(pieces)) if place not in gone]
    last = len(pieces) - 1
    return [
        piece
        for piece, place in zip(kept, places, strict=True)
        if not (_is_title(piece) and (place + 1 in gone or place == last))
    ]


def _marked(
    piece: Piece,
    place: int,
    typed: Typed,
    texts: dict[int, str],
    marks: dict[int, str],
    note: Callable[[str, str], str],
) -> Piece:
    if piece.kind != "prose":
        return piece
    ranks = iter(range(len(piece.html)))

    def replaced(match: re.Match[str]) -> str:
        called = typed.calls.get((place, next(ranks))) if key_of(match) else None
        if called is None:
            return match.group(0)
        if called not in marks:
            key = typed.notes[called]
            same = sum(typed.notes[other] == key for other in marks)
            marks[called] = note(f"{key}/{same + 1}" if same else key, texts[called])
        return marks[called]

    start = _body_at(piece)
    return replace(piece, html=piece.html[:start] + REFERENCE.sub(replaced, piece.html[start:]))


# What was typed, line by line


def split_lines(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, each note a paragraph: they are often lines of one, items of a list, or all on one line."""
    called = {key for piece in pieces if piece.kind == "prose" for key in _keys(piece.html)}
    lines = [line for piece in pieces for line in _lines(piece, called)]
    opened = {match.group(1) for line in lines if (match := OPENING.match(line.html))}
    if not opened & called:
        return _numbered(lines)
    return [each for line in lines for each in _same_line(line, called - opened)]


def key_of(match: re.Match[str]) -> str:
    """The number or the stars that a call is made of; empty for a piece of program."""
    return match.group(2) or match.group(3) or ""


def _keys(html: str) -> list[str]:
    return [key for match in REFERENCE.finditer(html) if (key := key_of(match))]


def _lines(piece: Piece, called: set[str]) -> list[Piece]:
    items = _items(piece)
    if items and all((match := OPENING.match(f"<p>{item}")) and match.group(1) in called for item in items):
        return [Piece("prose", f"<p>{item}</p>") for item in items]
    if not piece.html.startswith("<p>") or not NEXT_LINE.search(piece.html):
        return [piece]
    lines = NEXT_LINE.sub("\0", piece.html.removeprefix("<p>").removesuffix("</p>")).split("\0")
    return [Piece("prose", f"<p>{trimmed(line)}</p>") for line in lines if trimmed(line)]


def _items(piece: Piece) -> list[str]:
    """The items of a list that holds no other."""
    match = LONE_LIST.fullmatch(piece.html)
    return re.findall(r"<li>(.*?)</li>", match["items"], re.DOTALL) if match else []


def _same_line(piece: Piece, elsewhere: set[str]) -> list[Piece]:
    """A note, and those that follow it on its line: the next numbers, when no line of their own begins with them."""
    opening = OPENING.match(piece.html)
    if opening is None or not opening.group(1).isdecimal():
        return [piece]
    found, at, number = [], 0, int(opening.group(1))
    for match in ON_THE_SAME_LINE.finditer(piece.html, opening.end()):
        if int(match.group(1)) == number + 1 and match.group(1) in elsewhere:
            found.append(piece.html[at : match.start()])
            at, number = match.end(), number + 1
    found.append(piece.html[at:])
    return [Piece("prose", f"<p>{trimmed(re.sub(r'^<p>|</p>$', '', html))}</p>") for html in found]


def _numbered(pieces: list[Piece]) -> list[Piece]:
    """The same, when the text ends with as many numbered lines as it calls notes: « 1. … », or a list."""
    keys = list(dict.fromkeys(key for piece in pieces if piece.kind == "prose" for key in _keys(piece.html)))
    wanted = [str(number) for number in range(1, len(keys) + 1)]
    if not keys or sorted(keys, key=lambda key: (len(key), key)) != wanted:
        return pieces
    texts: list[str] = []
    at = len(pieces)
    while at and len(texts) < len(wanted) and (found := _numbered_texts(pieces[at - 1])):
        texts, at = [*found, *texts], at - 1
    given = [match.group(1) if (match := NUMBERED.match(text)) else "" for text in texts]
    if given != wanted:
        return pieces
    notes = [
        Piece("prose", f"<p>[{key}] {NUMBERED.sub('', text)}</p>") for key, text in zip(wanted, texts, strict=True)
    ]
    return [*pieces[:at], *notes]


def _numbered_texts(piece: Piece) -> list[str]:
    """The numbered lines of a piece that is nothing else."""
    if piece.html.startswith("<ol>"):
        return [f"{place}. {item}" for place, item in enumerate(_items(piece), start=1)]
    lines = piece.html.removeprefix("<p>").removesuffix("</p>").split("<br/>") if piece.kind == "prose" else []
    lines = [line.strip() for line in lines]
    return lines if all(map(NUMBERED.match, lines)) else []


# Which call is of which note


def _body_at(piece: Piece) -> int:
    """Where the text of a piece begins, after the mark that it opens with."""
    opening = OPENING.match(piece.html)
    return opening.end() if opening else 0


def _typed(pieces: list[Piece]) -> Typed:
    events: dict[str, list[tuple[int, int | None]]] = {}
    for place, piece in enumerate(pieces):
        if piece.kind != "prose":
            continue
        opening = OPENING.match(piece.html)
        if opening and opening.group(1) in events:
            events[opening.group(1)].append((place, None))
            continue
        for rank, key in enumerate(_keys(piece.html[_body_at(piece) :])):
            events.setdefault(key, []).append((place, rank))
    typed = Typed()
    for key, found in events.items():
        _pair(key, found, typed)
    return typed


def _pair(key: str, events: list[tuple[int, int | None]], typed: Typed) -> None:
    """Give each call the note that follows it: each part of a long text may count its own from one."""
    waiting: list[tuple[int, int]] = []
    latest: int | None = None
    for is_note, group in groupby(events, key=lambda event: event[1] is None):
        if not is_note:
            waiting = [(place, rank) for place, rank in group if rank is not None]
            continue
        places = [place for place, _none in group]
        # As many notes as calls, one after the other: a number that was typed twice.
        called = places if len(places) == len(waiting) else places[:1] * len(waiting)
        typed.calls |= dict(zip(waiting, called, strict=True))
        typed.notes |= dict.fromkeys(called, key)
        waiting, latest = [], called[-1]
    if latest is not None:
        typed.calls |= dict.fromkeys(waiting, latest)


def _continued(pieces: list[Piece], typed: Typed) -> dict[int, list[int]]:
    """The further paragraphs of each note: those between two notes at the end of the text, which call nothing."""
    calling = {place for place, _rank in typed.calls}
    found: dict[int, list[int]] = {}
    below = len(pieces) - 1
    for place in sorted(typed.notes, reverse=True):
        between = list(range(place + 1, below))
        if place == below:
            continue
        is_text = all(pieces[each].html.startswith("<p>") and not _is_title(pieces[each]) for each in between)
        if below not in typed.notes or not is_text or calling & {*between} or len(between) >= MOST_CONTINUED:
            break
        if between:
            found[place] = between
        below = place
    return found


def _text(pieces: list[Piece], places: list[int]) -> str:
    first, *others = (pieces[place].html for place in places)
    opening = OPENING.match(first)
    inside = first[opening.end() :] if opening else first
    return f"<p>{trimmed(inside.removesuffix('</p>'))}</p>{''.join(others)}"


def _is_title(piece: Piece) -> bool:
    """Whether this only says that notes follow."""
    text = piece.value.get("text", "") if piece.kind == "heading" else words(piece.html)
    if piece.kind == "prose" and RULE.fullmatch(text):
        return True
    return piece.kind in {"heading", "prose"} and text.rstrip(" \u00a0:").lower() in TITLES
