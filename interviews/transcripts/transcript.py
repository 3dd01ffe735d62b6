"""What was understood of a source: a reading of each paragraph, and the transcript they make together.

A `Reading` says what one paragraph became; there is exactly one for each, so that nothing can be lost between them.
The transcript is worked out from the readings and never stored beside them: change a reading, and it follows.
"""

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from .paragraphs import Paragraph


class Part(StrEnum):
    """What a paragraph became."""

    TITLE = "title"
    LEAD = "lead"
    QUESTION = "question"
    ANSWER = "answer"
    HEADING = "heading"
    INTERLUDE = "interlude"
    PICTURE = "picture"
    CAPTION = "caption"
    SET_ASIDE = "set_aside"


class Why(StrEnum):
    """Why a paragraph was set aside."""

    DATE = "date"
    FURNITURE = "furniture"
    CAPTION = "caption"
    BYLINE = "byline"
    CLOSING = "closing"
    NOTE = "note"
    BY_HAND = "by_hand"


class Doubt(StrEnum):
    """What a person should look at."""

    NO_TITLE = "no_title"
    NO_SPEAKER = "no_speaker"
    NO_QUESTION = "no_question"
    UNKNOWN_SPEAKER = "unknown_speaker"
    AMBIGUOUS_NAME = "ambiguous_name"
    NAME_COMPLETED = "name_completed"
    NAME_FROM_INTRODUCTION = "name_from_introduction"
    INTERVIEWER_GUESSED = "interviewer_guessed"
    LABEL_ONCE = "label_once"
    LABEL_REFUSED = "label_refused"
    QUESTION_WITHOUT_MARK = "question_without_mark"
    QUESTION_IN_ANSWER = "question_in_answer"
    NO_REPLY = "no_reply"
    INTERLUDE = "interlude"
    CAPTION = "caption"
    CLOSING = "closing"
    COMMENTS = "comments"
    NOTE = "note"
    ALT_TEXT = "alt_text"
    PICTURE_LEFT_OUT = "picture_left_out"
    TOO_LONG = "too_long"
    HOMONYMS = "homonyms"


@dataclass(frozen=True)
class TranscriptWarning:
    """A doubt, and the paragraph it is about; none for the whole source."""

    paragraph: str
    code: Doubt
    detail: str = ""


@dataclass(frozen=True)
class Speaker:
    """Somebody who answers, named as their turns name them."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Reading:
    """What a paragraph became."""

    paragraph: str
    part: Part
    speaker: str = ""
    """Who says an answer; empty when nobody knows."""
    label: int = 0
    """Characters at its head that only say who speaks."""
    joined: bool = False
    """Goes on with the question or the turn before, rather than beginning one."""
    direction: str = ""
    """What the label adds about the manner: « en riant »."""
    why: str = ""
    """Why it was set aside, a `Why`."""


@dataclass(frozen=True)
class Turn:
    """What one speaker says at one go, and the paragraphs it was made from."""

    speaker: str
    html: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlacedPicture:
    """A picture of the source in its place."""

    picture: str
    caption: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """A question and its replies. The question is empty where the source asks none."""

    question: str
    replies: tuple[Turn | PlacedPicture, ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def turns(self) -> list[Turn]:
        return [reply for reply in self.replies if isinstance(reply, Turn)]


@dataclass(frozen=True)
class Interlude:
    """A text of nobody's between two exchanges."""

    html: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading above several exchanges."""

    text: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """A paragraph that is in none of these."""

    paragraph: str
    text: str
    why: Why


@dataclass(frozen=True)
class Transcript:
    """An interview, as it was understood."""

    title: str
    date: str | None
    """In ISO form."""
    lead: str
    speakers: tuple[Speaker, ...]
    body: tuple[Exchange | Interlude | Heading | PlacedPicture, ...]
    set_aside: tuple[SetAside, ...]
    warnings: tuple[TranscriptWarning, ...]

    @property
    def exchanges(self) -> list[Exchange]:
        return [part for part in self.body if isinstance(part, Exchange)]


@dataclass(frozen=True)
class Understanding:
    """The source's paragraphs and what each became: all that a review needs, and all that it changes."""

    paragraphs: tuple[Paragraph, ...]
    readings: tuple[Reading, ...]
    speakers: tuple[Speaker, ...] = ()
    title: str = ""
    """A title from outside the text, used when no paragraph is one."""
    date: str | None = None
    warnings: tuple[TranscriptWarning, ...] = field(default_factory=tuple)

    def paragraph(self, identifier: str) -> Paragraph:
        return next(paragraph for paragraph in self.paragraphs if paragraph.id == identifier)

    def reading(self, identifier: str) -> Reading:
        return next(reading for reading in self.readings if reading.paragraph == identifier)

    def warnings_of(self, identifier: str) -> list[TranscriptWarning]:
        return [warning for warning in self.warnings if warning.paragraph == identifier]

    def with_reading(self, changed: Reading) -> "Understanding":
        return replace(
            self,
            readings=tuple(changed if old.paragraph == changed.paragraph else old for old in self.readings),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "paragraphs": [paragraph.to_json() for paragraph in self.paragraphs],
            "readings": [asdict(reading) for reading in self.readings],
            "speakers": [asdict(speaker) for speaker in self.speakers],
            "title": self.title,
            "date": self.date,
            "warnings": [asdict(warning) for warning in self.warnings],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Understanding":
        return cls(
            paragraphs=tuple(Paragraph.from_json(item) for item in data["paragraphs"]),
            readings=tuple(Reading(**{**item, "part": Part(item["part"])}) for item in data["readings"]),
            speakers=tuple(Speaker(**item) for item in data["speakers"]),
            title=data["title"],
            date=data["date"],
            warnings=tuple(TranscriptWarning(**{**item, "code": Doubt(item["code"])}) for item in data["warnings"]),
        )
