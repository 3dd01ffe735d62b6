"""A transcript under review as the screen shows it: pieces, each with the source's paragraphs that it is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from almacms.publications.cards import colour_for

from .corrections import Review
from .transcripts.assemble import said
from .transcripts.paragraphs import UNREADABLE, markup
from .transcripts.transcript import (
    Doubt,
    Exchange,
    Heading,
    Interlude,
    Part,
    PlacedPicture,
    Reading,
    Transcript,
    TranscriptWarning,
    Turn,
    Why,
)

SENTENCE_END = re.compile(r"[.!?…:;»][\s\u00a0\u202f]+(?=[\w«“\"'’(—–-])")
CAPTIONABLE = {Part.PICTURE, Part.CAPTION}


@dataclass(frozen=True)
class Sentence:
    """Where a paragraph may be cut: before this sentence."""

    text: str
    at: int


@dataclass(frozen=True)
class Row:
    """A paragraph of the source, and what can be done with it."""

    id: str
    html: str
    part: Part
    speaker: str
    warnings: tuple[TranscriptWarning, ...]
    picture: str = ""
    why: Why | None = None
    can_join: bool = False
    can_split: bool = False
    can_caption: bool = False
    sentences: tuple[Sentence, ...] = ()
    """Not empty while somebody chooses where to cut it."""
    is_long: bool = False

    @property
    def shows_picture(self) -> bool:
        return self.picture not in {"", UNREADABLE}

    @property
    def number(self) -> str:
        return self.id.removeprefix("p")


@dataclass(frozen=True)
class Piece:
    """What some paragraphs in a row became."""

    kind: str
    rows: tuple[Row, ...]
    text: str = ""
    html: str = ""
    speaker: str = ""
    color: int = 0
    picture: str = ""
    goes_on: bool = False
    """The rest of a piece that something set aside has interrupted; it is shown whole above."""
    cast: tuple[str, ...] = ()
    """The speakers among whom each paragraph's is chosen."""


@dataclass(frozen=True)
class Owner:
    """What a paragraph belongs to, whatever it is made of."""

    kind: str
    order: int
    text: str = ""
    html: str = ""
    speaker: str = ""
    picture: str = ""


def pieces_of(review: Review, *, cutting: str = "") -> list[Piece]:
    """The pieces, in the source's order.

    Args:
        review: the transcript under review.
        cutting: the paragraph that somebody is about to cut.
    """
    names = tuple(speaker.name for speaker in review.speakers)
    owners = owners_of(review.transcript)
    shown: set[int] = set()
    pieces = []
    for owner, rows in groupby(rows_of(review, cutting), key=lambda row: owners.get(row.id) or alone(row, review)):
        color = colour_for(names.index(owner.speaker)) if owner.speaker in names else 0
        pieces.append(
            Piece(
                kind=owner.kind,
                rows=tuple(rows),
                text=owner.text,
                html=owner.html,
                speaker=owner.speaker,
                color=color,
                picture=owner.picture,
                goes_on=owner.order in shown,
                cast=names,
            )
        )
        shown.add(owner.order)
    return pieces


def owners_of(transcript: Transcript) -> dict[str, Owner]:
    owners: dict[str, Owner] = {}
    for order, (kind, part) in enumerate(parts_of(transcript), start=1):
        match part:
            case Exchange(question=text):
                owner = Owner(kind, order, text=text)
            case Turn(speaker=speaker, html=html):
                owner = Owner(kind, order, html=html, speaker=speaker)
            case Interlude(html=html):
                owner = Owner(kind, order, html=html)
            case Heading(text=text):
                owner = Owner(kind, order, text=text)
            case PlacedPicture(picture=picture, caption=caption):
                owner = Owner(kind, order, text=caption, picture=picture)
        owners |= dict.fromkeys(part.paragraphs, owner)
    return owners


def parts_of(
    transcript: Transcript,
) -> Iterator[tuple[str, Exchange | Turn | Interlude | Heading | PlacedPicture]]:
    for part in transcript.body:
        match part:
            case Exchange(replies=replies):
                yield "question", part
                for reply in replies:
                    yield ("answer" if isinstance(reply, Turn) else "picture"), reply
            case Interlude():
                yield "interlude", part
            case Heading():
                yield "heading", part
            case PlacedPicture():
                yield "picture", part


def alone(row: Row, review: Review) -> Owner:
    """A paragraph that is in no exchange: in the front, or set aside."""
    place = next(n for n, paragraph in enumerate(review.understanding.paragraphs) if paragraph.id == row.id)
    text = said(review.understanding.reading(row.id), review.understanding.paragraphs[place])
    kind = row.part.value if row.part in {Part.TITLE, Part.LEAD} else Part.SET_ASIDE.value
    return Owner(kind, -1 - place, text=text)


def rows_of(review: Review, cutting: str) -> Iterator[Row]:
    understanding = review.understanding
    doubts: dict[str, list[TranscriptWarning]] = {}
    for warning in understanding.warnings:
        doubts.setdefault(warning.paragraph, []).append(warning)
    last: Reading | None = None
    for paragraph, reading in zip(understanding.paragraphs, understanding.readings, strict=True):
        is_same = last is not None and last.part is reading.part and reading.part in {Part.ANSWER, Part.QUESTION}
        goes_on = is_same and reading.joined and last is not None and last.speaker == reading.speaker
        text = "".join(run.text for run in paragraph.runs)
        sentences = tuple(sentences_of(text, reading.label))
        yield Row(
            id=paragraph.id,
            html=markup(paragraph.runs),
            part=reading.part,
            speaker=reading.speaker,
            warnings=tuple(doubts.get(paragraph.id, ())),
            picture=paragraph.picture,
            why=Why(reading.why or Why.BY_HAND) if reading.part is Part.SET_ASIDE else None,
            can_join=is_same and not goes_on,
            can_split=goes_on,
            can_caption=last is not None and last.part in CAPTIONABLE,
            sentences=sentences if paragraph.id == cutting else (),
            is_long=len(sentences) > 1,
        )
        if reading.part is not Part.SET_ASIDE:
            last = reading


def sentences_of(text: str, label: int) -> Iterator[Sentence]:
    """The sentences of a text, each with its place; the first begins at 0, and a label is no sentence."""
    ends = (match.end() for match in SENTENCE_END.finditer(text, label))
    places = [0, *(end for end in ends if end > label + 1), len(text)]
    for start, end in pairwise(places):
        yield Sentence(text[start:end].strip(), start)


def changed_part(before: list[Piece], after: list[Piece]) -> tuple[int, int, int]:
    """Where two lists of pieces differ.

    Returns:
        How many are alike at the beginning; then, in each list, where those alike at the end begin.
    """
    shortest = min(len(before), len(after))
    start = next((n for n in range(shortest) if before[n] != after[n]), shortest)
    alike = 0
    while alike < shortest - start and before[-1 - alike] == after[-1 - alike]:
        alike += 1
    return start, len(before) - alike, len(after) - alike


def open_doubts(review: Review) -> list[TranscriptWarning]:
    """What is still to be looked at."""
    transcript = review.transcript
    answered = {Doubt.NO_TITLE: bool(transcript.title), Doubt.NO_SPEAKER: bool(transcript.speakers)}
    return [doubt for doubt in review.understanding.warnings if not answered.get(doubt.code)]
