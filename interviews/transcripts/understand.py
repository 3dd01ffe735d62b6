"""The one set of rules: from a source to what each of its paragraphs became."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from .classify import Classifier
from .dates import date_in, date_line
from .paragraphs import Paragraph, Source
from .phrases import is_furniture, opens_comments
from .survey import survey
from .transcript import Doubt, Part, Reading, TranscriptWarning, Understanding

MOST_OF_THE_PAGE = 0.5


def understand(source: Source, *, interviewers: Collection[str] = ()) -> Understanding:
    """Say what each paragraph became.

    Args:
        source: what a reader gave.
        interviewers: names known to be those who ask, such as the site's own.
    """
    paragraphs, doubts = without_furniture(source.paragraphs)
    found = survey(paragraphs, interviewers=interviewers)
    classifier = Classifier(paragraphs, found)
    readings = classifier.classify()
    title = source.title if all(reading.part is not Part.TITLE for reading in readings) else ""
    names = dict.fromkeys(reading.speaker for reading in readings if reading.speaker)
    doubts += [*found.warnings, *classifier.warnings]
    if not names:
        doubts.append(TranscriptWarning("", Doubt.NO_SPEAKER))
    if title:
        doubts = [doubt for doubt in doubts if doubt.code is not Doubt.NO_TITLE]
    order = {paragraph.id: place for place, paragraph in enumerate(paragraphs)}
    return Understanding(
        paragraphs=tuple(paragraphs),
        readings=tuple(readings),
        speakers=tuple(found.speaker(name) for name in names),
        title=title,
        date=date_of(paragraphs, readings) or (date_iso(source.date)),
        warnings=tuple(sorted(dict.fromkeys(doubts), key=lambda doubt: order.get(doubt.paragraph, -1))),
    )


def without_furniture(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[TranscriptWarning]]:
    """The paragraphs, with what surrounds a web page marked: menus, buttons, and readers' comments to the end."""
    marked: list[Paragraph] = []
    doubts: list[TranscriptWarning] = []
    comments = next(
        (
            place
            for place, paragraph in enumerate(paragraphs)
            if opens_comments(paragraph) and place > MOST_OF_THE_PAGE * len(paragraphs)
        ),
        len(paragraphs),
    )
    for place, paragraph in enumerate(paragraphs):
        is_outside = place >= comments or (not paragraph.item and not paragraph.soft and is_furniture(paragraph))
        if is_outside and not paragraph.aside and not paragraph.picture:
            paragraph = replace(paragraph, aside="furniture")
        marked.append(paragraph)
    if comments < len(paragraphs):
        doubts.append(TranscriptWarning(paragraphs[comments].id, Doubt.COMMENTS))
    return marked, doubts


def date_of(paragraphs: Sequence[Paragraph], readings: Sequence[Reading]) -> str | None:
    """The date of the first line outside the exchanges that gives one; it may share its line with a name."""
    outside = [p for p, r in zip(paragraphs, readings, strict=True) if r.part is Part.SET_ASIDE]
    for tell in (date_line, date_in):
        for paragraph in outside:
            day = tell(paragraph.text)
            if day and len(paragraph.text) < 200:
                return day.isoformat()
    return None


def date_iso(text: str) -> str | None:
    day = date_line(text)
    return day.isoformat() if day else None
