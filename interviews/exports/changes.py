"""What a corrected document proposes to change on its page: found by comparing them, applied only where accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten

from .differences import Difference, differences, told
from .document import Corrected
from .lines import Line, plain_line, same
from .outline import RICH, Kind, Unit
from .segments import Found, Names, Segment, is_named, order_kept, segments

ORDER = "order"
NOTHING_IN_COMMON = 0.3
"""Fewer parts recognised than this: the document is another interview's."""


class Action(StrEnum):
    EDIT = "edit"
    SPEAKER = "speaker"
    ADD = "add"
    DELETE = "delete"
    MOVE = "move"


class Doubt(StrEnum):
    """Why a change should be read twice."""

    FOUND_BY_TEXT = "found_by_text"
    FOUND_BY_PLACE = "found_by_place"
    CHANGED_MEANWHILE = "changed_meanwhile"


class Reason(StrEnum):
    """Why a text of the document is not taken up."""

    NOT_RECOGNISED = "not_recognised"
    GONE = "gone"
    READ_ONLY = "read_only"
    UNKNOWN_NAME = "unknown_name"
    AROUND = "around"


@dataclass(frozen=True)
class Change:
    """A change that is taken or left."""

    action: Action
    unit: Unit
    """What it is about, as the page has it; for an addition, what would be added."""
    lines: tuple[Line, ...] = ()
    """Its text in the document."""
    speaker: int | None = None
    name: str = ""
    """For a change of speaker, the one the document names."""
    after: str = ""
    """For an addition, the mark of what it comes after."""
    ticked: bool = True
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.action}:{self.unit.mark}"

    @property
    def differences(self) -> list[Difference]:
        return differences(told(self.unit.lines), told(self.lines))

    @property
    def is_about_form_only(self) -> bool:
        """Whether the words are the same: bold, italics, links or lists changed."""
        return all(not (part.added or part.deleted) for part in self.differences)


@dataclass(frozen=True)
class SetAside:
    """A text of the document that is not on the page and will not be."""

    text: str
    reason: Reason


@dataclass
class Proposal:
    """Everything a document proposes."""

    changes: list[Change] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    """The marks of the page's parts, in the order of the document."""
    moved: list[Unit] = field(default_factory=list)
    recognised: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.moved or self.set_aside)


def propose(corrected: Corrected, units: Sequence[Unit], base: Sequence[Unit] | None, names: Names) -> Proposal:
    """Compare a document with its page.

    Args:
        corrected: the document.
        units: the page's latest draft.
        base: the page as it was when the document was made; None when that state is no longer known.
        names: the page's speakers.
    """
    return Comparison(corrected, units, base, names).propose()


class Comparison:
    """Compares one document with one page."""

    def __init__(self, corrected: Corrected, units: Sequence[Unit], base: Sequence[Unit] | None, names: Names) -> None:
        self.units = {unit.mark: unit for unit in units}
        self.base = {unit.mark: unit for unit in base} if base is not None else None
        gone = [unit for mark, unit in (self.base or {}).items() if mark not in self.units]
        self.gone = {unit.mark: unit for unit in gone}
        self.names = {pk: name for name, pk in names.items() if pk is not None}
        self.segments = segments(corrected.pieces, [*units, *gone], names)
        self.proposal = Proposal(set_aside=[SetAside(text, Reason.AROUND) for text in corrected.around])
        self.last = ""
        """The mark of the part of the page's body that was read last."""
        self.lost = False
        """Whether what is read comes under a question that the page does not have."""

    def propose(self) -> Proposal:
        for segment in self.segments:
            self._read(segment)
        self._deletions()
        self._moves()
        position = {mark: place for place, mark in enumerate(self.units)}
        self.proposal.changes.sort(key=lambda change: position.get(change.after or change.unit.mark, len(position)))
        return self.proposal

    def _read(self, segment: Segment) -> None:
        unit = self.units.get(segment.mark) if segment.found is not Found.NOT else None
        if unit is None:
            self._read_stranger(segment)
            return
        self.proposal.recognised += 1
        self.lost = False
        if unit.kind not in {Kind.TITLE, Kind.LEAD}:
            self.last = unit.mark
        self.proposal.order.append(unit.mark)
        if not segment.text:
            # Emptied but for its mark: deleted.
            return
        if unit.kind is Kind.ASIDE:
            if not same(segment.lines, unit.lines):
                self._set_aside(segment, Reason.READ_ONLY)
            return
        self._compare(segment, unit)
        self._compare_speaker(segment, unit)

    def _compare(self, segment: Segment, unit: Unit) -> None:
        lines = as_kind(segment.lines, unit.kind)
        if same(lines, unit.lines):
            return
        base = self.base.get(unit.mark) if self.base is not None else None
        if base is not None and same(lines, base.lines):
            # Only the page changed: what the document has is what it was given.
            return
        doubts = doubts_of(segment)
        meanwhile = base is not None and not same(base.lines, unit.lines)
        if meanwhile:
            doubts = (*doubts, Doubt.CHANGED_MEANWHILE)
        self.proposal.changes.append(Change(Action.EDIT, unit, lines, ticked=not meanwhile, doubts=doubts))

    def _compare_speaker(self, segment: Segment, unit: Unit) -> None:
        if not segment.label or is_named(segment, unit):
            return
        if segment.speaker is None:
            beginning = shorten(segment.text, 80, placeholder="…")
            self.proposal.set_aside.append(SetAside(f"{segment.label}\u00a0: {beginning}", Reason.UNKNOWN_NAME))
        elif segment.speaker != unit.speaker:
            base = self.base.get(unit.mark) if self.base is not None else None
            if base is None or base.speaker != segment.speaker:
                name = self.names[segment.speaker]
                self.proposal.changes.append(Change(Action.SPEAKER, unit, speaker=segment.speaker, name=name))

    def _read_stranger(self, segment: Segment) -> None:
        if segment.kind in {Kind.QUESTION, Kind.HEADING, Kind.TITLE}:
            self.lost = True
        if not segment.text:
            return
        gone = self.gone.get(segment.mark)
        if gone is not None and same(as_kind(segment.lines, gone.kind), gone.lines):
            self._set_aside(segment, Reason.GONE)
        elif segment.kind is Kind.TURN and segment.speaker is not None and self.last and not self.lost:
            unit = Unit(f"new{len(self.proposal.changes)}", Kind.TURN, (), segment.speaker, self.names[segment.speaker])
            self.proposal.changes.append(
                Change(Action.ADD, unit, tuple(segment.lines), segment.speaker, unit.name, after=self.last)
            )
        else:
            self._set_aside(segment, Reason.NOT_RECOGNISED)

    def _set_aside(self, segment: Segment, reason: Reason) -> None:
        label = f"{segment.label}\u00a0: " if segment.label else ""
        self.proposal.set_aside.append(SetAside(label + segment.text, reason))

    def _deletions(self) -> None:
        kept = {segment.mark for segment in self.segments if segment.found is not Found.NOT and segment.text}
        known = self.units if self.base is None else self.base
        for mark, unit in self.units.items():
            # What was written since the document was made could not be in it.
            if mark not in kept and mark in known and unit.text and unit.kind not in {Kind.TITLE, Kind.ASIDE}:
                self.proposal.changes.append(Change(Action.DELETE, unit, ticked=False))

    def _moves(self) -> None:
        order = self.proposal.order
        was = [mark for mark in (self.units if self.base is None else self.base) if mark in order]
        if [mark for mark in order if mark in was] != was:
            kept = order_kept([mark for mark in self.units if mark in order], order)
            self.proposal.moved = [self.units[mark] for mark in order if mark not in kept]


def as_kind(lines: Sequence[Line], kind: Kind) -> tuple[Line, ...]:
    """Lines as this kind of part can hold them: most hold plain text, some only one line of it."""
    if kind in RICH:
        return tuple(lines)
    if kind is Kind.LEAD:
        return tuple(plain_line(line.text) for line in lines)
    return (plain_line(" ".join(line.text for line in lines)),)


def doubts_of(segment: Segment) -> tuple[Doubt, ...]:
    how = {Found.BY_TEXT: Doubt.FOUND_BY_TEXT, Found.BY_PLACE: Doubt.FOUND_BY_PLACE}
    return (how[segment.found],) if segment.found in how else ()
