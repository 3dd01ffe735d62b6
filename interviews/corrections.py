"""What an editor corrects in a transcript, one click at a time, and how the corrections are replayed.

A correction is a short list of words, which a button carries as it is: `["part", "p12", "question"]`. What was
understood is never changed: the corrections are applied to it again, so that the last one can be taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from .transcripts import edits
from .transcripts.assemble import transcript_of
from .transcripts.dates import date_in
from .transcripts.transcript import Doubt, Part, Reading, Speaker, Transcript, Understanding, Why

Correction = Sequence[str]
NEW = "new"
"""In place of a person's key: somebody whom the library does not have."""
LASTING = {Doubt.ALT_TEXT, Doubt.PICTURE_LEFT_OUT}
"""What looking at a paragraph does not settle."""


class Impossible(Exception):  # noqa: N818 (it says what happened to the correction)
    """A correction that means nothing here, for instance the date of a paragraph that has none."""


@dataclass(frozen=True)
class Review:
    """A transcript under review."""

    understanding: Understanding
    people: dict[str, str] = field(default_factory=dict)
    """Who each speaker's name means, where somebody said so: a person's key, or `NEW`."""

    @cached_property
    def transcript(self) -> Transcript:
        return transcript_of(self.understanding)

    @property
    def speakers(self) -> list[Speaker]:
        """Everybody who may be given a paragraph, in an order that no correction of a paragraph changes."""
        return list(self.understanding.speakers)

    @property
    def names(self) -> list[str]:
        return [speaker.name for speaker in self.speakers]


def reviewed(understanding: Understanding, corrections: Iterable[Correction]) -> Review:
    """What was understood, corrected."""
    review = Review(understanding)
    for correction in corrections:
        review = corrected(review, correction)
    return review


def corrected(review: Review, correction: Correction) -> Review:
    """Apply one correction.

    Raises:
        Impossible: it means nothing here; nothing was changed.
    """
    try:
        verb, *words = correction
        return VERBS[verb](review, *words)
    except (KeyError, StopIteration, TypeError, ValueError) as error:
        raise Impossible from error


def _part(review: Review, identifier: str, part: str) -> Review:
    changed = edits.turn_into(review.understanding, identifier, Part(part))
    return replace(review, understanding=settled(changed, identifier))


def _voice(review: Review, identifier: str, speaker: str = "") -> Review:
    """Make a paragraph an answer, and say whose."""
    before = review.understanding
    if speaker and speaker not in review.names:
        raise Impossible
    if before.reading(identifier).part is Part.ANSWER:
        changed = edits.give_to(before, identifier, speaker)
    else:
        changed = edits.turn_into(before, identifier, Part.ANSWER, speaker=speaker)
    # The same person goes on, before or after: two turns in a row would say that they were asked again.
    for place in (identifier, after_turn(changed, identifier)):
        last = previous(changed, place)
        if last and last.part is Part.ANSWER and last.speaker == speaker == changed.reading(place).speaker:
            changed = edits.join_to_previous(changed, place)
    return replace(review, understanding=settled(changed, identifier))


def _join(review: Review, identifier: str) -> Review:
    return replace(review, understanding=settled(edits.join_to_previous(review.understanding, identifier), identifier))


def _split(review: Review, identifier: str) -> Review:
    return replace(review, understanding=settled(edits.split_before(review.understanding, identifier), identifier))


def _cut(review: Review, identifier: str, at: str) -> Review:
    """Cut a paragraph in two; the second half begins a turn, or a question, of its own."""
    changed = edits.cut_paragraph(review.understanding, identifier, int(at))
    known = {paragraph.id for paragraph in review.understanding.paragraphs}
    half = next(paragraph.id for paragraph in changed.paragraphs if paragraph.id not in known)
    return replace(review, understanding=edits.split_before(changed, half))


def _date(review: Review, identifier: str) -> Review:
    """Take the date that a paragraph says."""
    day = date_in(review.understanding.paragraph(identifier).text)
    if day is None:
        raise Impossible
    aside = Reading(identifier, Part.SET_ASIDE, why=Why.DATE.value)
    changed = replace(review.understanding.with_reading(aside), date=day.isoformat())
    return replace(review, understanding=settled(changed, identifier))


def _day(review: Review, day: str = "") -> Review:
    """A date that no paragraph says; none when it is empty."""
    iso = date.fromisoformat(day).isoformat() if day else None
    return replace(review, understanding=replace(review.understanding, date=iso))


def _rename(review: Review, old: str, new: str) -> Review:
    people = {name: key for name, key in review.people.items() if name != old}
    if old in review.people:
        people.setdefault(new, review.people[old])
    changed = edits.rename_speaker(review.understanding, old, new)
    return Review(in_place(changed, [new if name == old else name for name in review.names]), people)


def _role(review: Review, name: str, role: str = "") -> Review:
    changed = edits.rename_speaker(review.understanding, name, name, role=role)
    return replace(review, understanding=in_place(changed, review.names))


def _add(review: Review, name: str) -> Review:
    known = review.understanding.speakers
    if not name or name in {speaker.name for speaker in known}:
        raise Impossible
    return replace(review, understanding=replace(review.understanding, speakers=(*known, Speaker(name))))


def _person(review: Review, name: str, key: str) -> Review:
    return replace(review, people={**review.people, name: key})


VERBS: dict[str, Callable[..., Review]] = {
    "part": _part,
    "voice": _voice,
    "join": _join,
    "split": _split,
    "cut": _cut,
    "date": _date,
    "day": _day,
    "rename": _rename,
    "role": _role,
    "add": _add,
    "person": _person,
}


def in_place(understanding: Understanding, names: list[str]) -> Understanding:
    """The speakers in the order of these names: buttons do not trade places under the hand."""
    ordered = sorted(understanding.speakers, key=lambda speaker: names.index(speaker.name))
    return replace(understanding, speakers=tuple(ordered))


def previous(understanding: Understanding, identifier: str) -> Reading | None:
    """The reading before this one, of what was not set aside."""
    last = None
    for reading in understanding.readings:
        if reading.paragraph == identifier:
            return last
        if reading.part is not Part.SET_ASIDE:
            last = reading
    return None


def after_turn(understanding: Understanding, identifier: str) -> str:
    """What comes after the turn that a paragraph is in; the paragraph itself when nothing does."""
    kept = [reading for reading in understanding.readings if reading.part is not Part.SET_ASIDE]
    place = next(number for number, reading in enumerate(kept) if reading.paragraph == identifier)
    following = (reading.paragraph for reading in kept[place + 1 :] if not reading.joined)
    return next(following, identifier)


def settled(understanding: Understanding, identifier: str) -> Understanding:
    """Without the doubts about a paragraph that somebody has just looked at."""
    kept = tuple(doubt for doubt in understanding.warnings if doubt.paragraph != identifier or doubt.code in LASTING)
    return replace(understanding, warnings=kept)
