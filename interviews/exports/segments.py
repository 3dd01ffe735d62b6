"""A document cut in the parts that correspond to those of the page, and which part of the page each one is.

Marks say it first. Where a mark was lost, a name at the head of a paragraph or its style tells where a part begins, and
its text, then its place, which one it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from ..rules import SPACES
from ..transcripts.paragraphs import cut
from .document import Piece
from .lines import Line, line
from .outline import Kind, Unit

STARTING = {Kind.TITLE, Kind.LEAD, Kind.QUESTION, Kind.HEADING}
"""The styles that begin a part even in the middle of a turn; others are pasted into one with what they came with."""
ONE_LINE = {Kind.TITLE, Kind.QUESTION, Kind.QUOTE, Kind.HEADING, Kind.ASIDE}
SIMILAR = 0.55
"""Half of the words and a little more: a turn that was corrected, not another one."""
NEARLY_THE_SAME = 0.8
UNKNOWN_LABEL = re.compile(rf"[^:\n]{{1,60}}?{SPACES}:{SPACES}")


Names = dict[str, int | None]
"""The identifiers of a page's speakers by name; None for a name that two of them share."""


class Found(StrEnum):
    """How a part of the document was recognised."""

    BY_MARK = "mark"
    BY_TEXT = "text"
    BY_PLACE = "place"
    NOT = "not"


@dataclass
class Segment:
    """A part of the document."""

    lines: list[Line] = field(default_factory=list)
    mark: str = ""
    kind: Kind | None = None
    """What it is, from its unit or from its style; None for a paragraph that could be anything."""
    label: str = ""
    """The name it begins with."""
    speaker: int | None = None
    found: Found = Found.NOT

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def segments(pieces: Sequence[Piece], units: Sequence[Unit], names: Names) -> list[Segment]:
    """Cut a document and recognise its parts.

    Args:
        pieces: the document.
        units: the page as it is now, or as it was when the document was made.
        names: the page's speakers.
    """
    found = Cutter(pieces, units, names).cut()
    _match_by_text(found, units)
    _match_by_place(found, units)
    return found


class Cutter:
    """Cuts one document."""

    def __init__(self, pieces: Sequence[Piece], units: Sequence[Unit], names: Names) -> None:
        self.pieces = pieces
        self.units = {unit.mark: unit for unit in units}
        self.names = names
        present = {piece.mark for piece in pieces}
        beginnings = [unit.text.split("\n")[0] for unit in units if unit.mark not in present and unit.text]
        self.missing = {text: words(text) for text in beginnings}
        self.label = re.compile(
            rf"({'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))}){SPACES}:{SPACES}",
            re.IGNORECASE,
        )
        self.done: list[Segment] = []
        self.used: set[str] = set()

    def cut(self) -> list[Segment]:
        for piece in self.pieces:
            self._take(piece)
        return self.done

    def _take(self, piece: Piece) -> None:
        unit = self.units.get(piece.mark)
        if piece.mark in self.used:
            # A part that was copied: its mark names the first.
            unit = None
        label, speaker, rest = self._label(piece, unit)
        if unit is not None:
            self.used.add(unit.mark)
            self.done.append(Segment([], unit.mark, unit.kind, label, speaker, Found.BY_MARK))
        elif self._begins(piece, label):
            kind = Kind(piece.style) if piece.style else Kind.TURN if label else None
            self.done.append(Segment([], piece.mark, kind, label, speaker))
        if rest.text:
            self.done[-1].lines.append(rest)

    def _begins(self, piece: Piece, label: str) -> bool:
        """Whether a paragraph without a mark of the page begins a part of its own."""
        if not self.done or label or piece.mark:
            return True
        before = self.done[-1]
        if self._is_missing(piece):
            return True
        if piece.style and piece.style == before.kind:
            # A question or a lead cut in two.
            return False
        return piece.style in STARTING or before.kind in ONE_LINE

    def _is_missing(self, piece: Piece) -> bool:
        """Whether it reads as the beginning of a part whose mark is nowhere."""
        text = piece.line.text
        if text in self.missing:
            return True
        said = words(text) if self.missing else Counter()
        return any(alike(said, known) > NEARLY_THE_SAME for known in self.missing.values())

    def _label(self, piece: Piece, unit: Unit | None) -> tuple[str, int | None, Line]:
        """The name a paragraph begins with, whose it is, and the rest of the paragraph."""
        if piece.style or (unit is not None and unit.kind is not Kind.TURN) or piece.line.item:
            return "", None, piece.line
        text = piece.line.text
        known = self.label.match(text) if self.names else None
        if known:
            return known[1], self._speaker(known[1]), self._without(piece.line, known.end())
        if unit is not None and piece.line.runs and piece.line.runs[0].bold:
            unknown = UNKNOWN_LABEL.match(text)
            if unknown and unknown.end() >= len(piece.line.runs[0].text.rstrip()):
                return unknown[0].rstrip(" :\u00a0\u202f"), None, self._without(piece.line, unknown.end())
        return "", None, piece.line

    def _speaker(self, label: str) -> int | None:
        return next((pk for name, pk in self.names.items() if name.casefold() == label.casefold()), None)

    @staticmethod
    def _without(whole: Line, length: int) -> Line:
        return line(cut(whole.runs, length), item=whole.item, level=whole.level)


def words(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def alike(first: Counter[str], second: Counter[str]) -> float:
    """How many words two texts share, from 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _match_by_text(found: list[Segment], units: Sequence[Unit]) -> None:
    """Recognise, best first, the parts that have lost their mark."""
    missing = [(position, unit, words(unit.text)) for position, unit in enumerate(_missing(found, units))]
    lost = [segment for segment in found if segment.found is Found.NOT and segment.text]
    pairs = []
    for place, segment in enumerate(lost):
        said = words(segment.text)
        for position, unit, known in missing:
            likeness = alike(said, known) if may_be(segment, unit) else 0
            if likeness >= SIMILAR:
                pairs.append((likeness, -abs(place - position), segment, unit))
    taken: set[str] = set()
    for _likeness, _distance, segment, unit in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if segment.found is Found.NOT and unit.mark not in taken:
            taken.add(unit.mark)
            _recognise(segment, unit, Found.BY_TEXT)


def _match_by_place(found: list[Segment], units: Sequence[Unit]) -> None:
    """Recognise what stands alone between the same two neighbours, in the document and on the page."""
    order = [unit.mark for unit in units]
    missing = {unit.mark: unit for unit in _missing(found, units)}
    for position, segment in enumerate(found):
        if segment.found is not Found.NOT or segment.kind is None:
            continue
        before = found[position - 1].mark if position else ""
        after = found[position + 1].mark if position + 1 < len(found) else ""
        start = order.index(before) + 1 if before in order else 0
        between = order[start : order.index(after, start)] if after in order[start:] else order[start : start + 1]
        if len(between) == 1 and between[0] in missing and may_be(segment, missing[between[0]]):
            _recognise(segment, missing.pop(between[0]), Found.BY_PLACE)


def _missing(found: Iterable[Segment], units: Sequence[Unit]) -> list[Unit]:
    present = {segment.mark for segment in found if segment.found is not Found.NOT}
    return [unit for unit in units if unit.mark not in present]


def may_be(segment: Segment, unit: Unit) -> bool:
    """Whether a part of the document has the form of a part of the page."""
    if segment.kind is None:
        return unit.kind in {Kind.TURN, Kind.INTERLUDE, Kind.LEAD}
    return segment.kind is unit.kind and (not segment.label or is_named(segment, unit))


def is_named(segment: Segment, unit: Unit) -> bool:
    """Whether the name at its head is the one the page shows there."""
    return segment.label.casefold() == unit.name.casefold()


def _recognise(segment: Segment, unit: Unit, how: Found) -> None:
    segment.mark, segment.kind, segment.found = unit.mark, unit.kind, how


def order_kept(first: Sequence[str], second: Sequence[str]) -> set[str]:
    """The marks that stand in the same order in both lists; the others have moved."""
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return {mark for block in blocks for mark in first[block.a : block.a + block.size]}
