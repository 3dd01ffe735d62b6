"""From readings to a transcript: no guess is made here, each reading is obeyed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from .paragraphs import Paragraph, Run, cut, markup, trimmed
from .transcript import (
    Exchange,
    Heading,
    Interlude,
    Part,
    PlacedPicture,
    Reading,
    SetAside,
    Speaker,
    Transcript,
    Turn,
    Understanding,
    Why,
)

Piece = tuple[Reading, Paragraph]


def transcript_of(understanding: Understanding) -> Transcript:
    """The transcript that the readings make."""
    by_id = {paragraph.id: paragraph for paragraph in understanding.paragraphs}
    pieces = [(reading, by_id[reading.paragraph]) for reading in understanding.readings]
    assembly = Assembly()
    for piece in pieces:
        assembly.take(*piece)
    heard = list(dict.fromkeys(r.speaker for r, _ in pieces if r.part is Part.ANSWER and r.speaker))
    known = {speaker.name: speaker for speaker in understanding.speakers}
    return Transcript(
        title=joined(pieces, Part.TITLE) or understanding.title,
        date=understanding.date,
        lead=joined(pieces, Part.LEAD),
        speakers=tuple(known.get(name, Speaker(name)) for name in heard),
        body=tuple(assembly.finish()),
        set_aside=tuple(assembly.set_aside),
        warnings=understanding.warnings,
    )


def joined(pieces: Iterable[Piece], part: Part) -> str:
    return " ".join(said(reading, paragraph) for reading, paragraph in pieces if reading.part is part)


def said(reading: Reading, paragraph: Paragraph) -> str:
    """A paragraph's words, without the label."""
    return replace(paragraph, runs=cut(paragraph.runs, reading.label)).text


class Assembly:
    """Takes the paragraphs one by one, and closes what the next one ends."""

    def __init__(self) -> None:
        self.body: list[Exchange | Interlude | Heading | PlacedPicture] = []
        self.set_aside: list[SetAside] = []
        self.turn: list[Piece] = []
        self.interlude: list[Piece] = []

    def take(self, reading: Reading, paragraph: Paragraph) -> None:
        if reading.part is not Part.ANSWER and reading.part is not Part.SET_ASIDE:
            self._end_turn()
        if reading.part is not Part.INTERLUDE and reading.part is not Part.SET_ASIDE:
            self._end_interlude()
        getattr(self, f"_{reading.part.value}")(reading, paragraph)

    def finish(self) -> list[Exchange | Interlude | Heading | PlacedPicture]:
        self._end_turn()
        self._end_interlude()
        return self.body

    def _title(self, reading: Reading, paragraph: Paragraph) -> None:
        """Taken with the rest of the front."""

    _lead = _title

    def _question(self, reading: Reading, paragraph: Paragraph) -> None:
        text = said(reading, paragraph)
        if reading.direction:
            text = f"({reading.direction}) {text}"
        last = self.body[-1] if self.body else None
        if reading.joined and isinstance(last, Exchange) and not last.replies:
            question = f"{last.question} {text}".strip()
            self.body[-1] = replace(last, question=question, paragraphs=(*last.paragraphs, paragraph.id))
        else:
            self.body.append(Exchange(text, paragraphs=(paragraph.id,)))

    def _answer(self, reading: Reading, paragraph: Paragraph) -> None:
        if self.turn and not (reading.joined and reading.speaker == self.turn[-1][0].speaker):
            self._end_turn()
        self.turn.append((reading, paragraph))

    def _heading(self, reading: Reading, paragraph: Paragraph) -> None:
        self.body.append(Heading(said(reading, paragraph), (paragraph.id,)))

    def _interlude(self, reading: Reading, paragraph: Paragraph) -> None:
        self.interlude.append((reading, paragraph))

    def _picture(self, reading: Reading, paragraph: Paragraph) -> None:
        if not paragraph.picture:
            self._set_aside(reading, paragraph)
            return
        placed = PlacedPicture(paragraph.picture, paragraphs=(paragraph.id,))
        last = self.body[-1] if self.body else None
        if isinstance(last, Exchange):
            self.body[-1] = replace(last, replies=(*last.replies, placed))
        else:
            self.body.append(placed)

    def _caption(self, reading: Reading, paragraph: Paragraph) -> None:
        last = self.body[-1] if self.body else None
        if isinstance(last, PlacedPicture):
            self.body[-1] = captioned(last, reading, paragraph)
        elif isinstance(last, Exchange) and last.replies and isinstance(last.replies[-1], PlacedPicture):
            shown = captioned(last.replies[-1], reading, paragraph)
            self.body[-1] = replace(last, replies=(*last.replies[:-1], shown))
        else:
            self.set_aside.append(SetAside(paragraph.id, paragraph.text, Why.CAPTION))

    def _set_aside(self, reading: Reading, paragraph: Paragraph) -> None:
        self.set_aside.append(SetAside(paragraph.id, paragraph.text, Why(reading.why or Why.BY_HAND)))

    def _end_turn(self) -> None:
        if not self.turn:
            return
        last = self.body[-1] if self.body else None
        exchange = last if isinstance(last, Exchange) else Exchange("")
        if exchange is not last:
            self.body.append(exchange)
        identifiers = tuple(paragraph.id for _, paragraph in self.turn)
        turn = Turn(self.turn[0][0].speaker, flow(self.turn, unquote=True), identifiers)
        self.body[-1] = replace(exchange, replies=(*exchange.replies, turn))
        self.turn = []

    def _end_interlude(self) -> None:
        if self.interlude:
            identifiers = tuple(paragraph.id for _, paragraph in self.interlude)
            self.body.append(Interlude(flow(self.interlude), identifiers))
            self.interlude = []


def captioned(picture: PlacedPicture, reading: Reading, paragraph: Paragraph) -> PlacedPicture:
    caption = f"{picture.caption} {said(reading, paragraph)}".strip()
    return replace(picture, caption=caption, paragraphs=(*picture.paragraphs, paragraph.id))


def flow(pieces: list[Piece], *, unquote: bool = False) -> str:
    """Paragraphs and lists as HTML; lines parted by a line break only stay in one paragraph."""
    lines = [(paragraph, body_of(reading, paragraph)) for reading, paragraph in pieces]
    lines = [(paragraph, runs) for paragraph, runs in lines if runs]
    if unquote:
        lines = without_guillemets(lines)
    markups: list[str] = []
    for item, group in groupby(lines, key=lambda line: line[0].item):
        if item:
            tag = "ol" if item == "number" else "ul"
            markups.append(f"<{tag}>{''.join(f'<li>{markup(runs)}</li>' for _, runs in group)}</{tag}>")
        else:
            for number, (paragraph, runs) in enumerate(group):
                if number and paragraph.soft:
                    markups[-1] = f"{markups[-1].removesuffix('</p>')}<br/>{markup(runs)}</p>"
                else:
                    markups.append(f"<p>{markup(runs)}</p>")
    return "".join(markups)


def body_of(reading: Reading, paragraph: Paragraph) -> tuple[Run, ...]:
    """What remains of a paragraph once its label is taken off, the manner put back in italics."""
    runs = cut(paragraph.runs, reading.label)
    if reading.direction:
        gap = [Run(" ")] if runs else []
        return (Run(f"({reading.direction})", italic=True), *gap, *runs)
    return runs


def without_guillemets(lines: list[tuple[Paragraph, tuple[Run, ...]]]) -> list[tuple[Paragraph, tuple[Run, ...]]]:
    """A turn without the guillemets that enclose all of it: the page already shows that somebody speaks."""
    whole = "\n".join("".join(run.text for run in runs) for _, runs in lines)
    if not encloses(whole):
        return lines
    first, last = lines[0], lines[-1]
    lines[0] = (first[0], cut(first[1], 1))
    last = lines[-1]
    lines[-1] = (last[0], cut(last[1], 0, sum(len(run.text) for run in last[1]) - 1))
    return [(paragraph, trimmed(runs)) for paragraph, runs in lines if runs]


def encloses(text: str) -> bool:
    """Whether the first guillemet opens what the last one closes."""
    if not re.fullmatch(r"«.*\w.*»", text, re.DOTALL):
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += {"«": 1, "»": -1}.get(character, 0)
        if depth == 0:
            return place == len(text) - 1
    return False
