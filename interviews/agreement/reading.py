"""A draft as one of its speakers reads it: the public page's pieces, with a question under each of their turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail.models import Revision

from ..cast import Speaker
from ..exports.differences import Difference, differences, told
from ..exports.lines import read_html
from ..exports.outline import links_of
from .models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTaskState
from .rules import changed, removed, turns_digest, turns_of

if TYPE_CHECKING:
    from ..exports.lines import Links
    from ..models import InterviewPage


class Reader(Speaker):
    """A speaker whose name leads nowhere: a draft must not send its readers to pages that the site does not have."""

    @property
    def url(self) -> str:
        return ""


@dataclass
class Question:
    """What is asked under one turn."""

    block: str
    source: str
    number: int
    answer: str = ""
    """“right”, “wrong”, or nothing yet."""
    remark: str = ""
    error: str = ""
    differences: list[Difference] = field(default_factory=list)
    """Since they last answered; empty when nothing changed, or they were never asked."""
    is_new: bool = False
    asked_for: str = ""
    """What they last wanted corrected here."""
    changed_meanwhile: bool = False
    """Whether it is no longer what the form they sent showed."""

    @property
    def digest(self) -> str:
        """Tells this turn from what it may become while they read."""
        return turns_digest({self.block: self.source})[:16]


@dataclass(frozen=True)
class Part:
    """A block of the interview, its replies each with what is asked under it."""

    block: Any
    replies: list[tuple[Any, Question | None]] = field(default_factory=list)


class Reading:
    """One draft, read by one of its speakers."""

    def __init__(self, letter: AgreementLetter, state: SpeakersAgreementTaskState, revision: Revision) -> None:
        self.letter, self.state, self.revision = letter, state, revision
        self.agreement = letter.agreement
        self.person = self.agreement.person_id
        self.turns = turns_of(self.person, revision.content)
        self.digest = turns_digest(self.turns)

    @cached_property
    def page(self) -> InterviewPage:
        return self.revision.as_object()

    @cached_property
    def cast(self) -> list[Speaker]:
        return [
            Reader(speaker.person, speaker.role, speaker.organisation, speaker.position, speaker.display_name)
            for speaker in self.page.cast
        ]

    @cached_property
    def links(self) -> Links:
        return links_of(self.page)

    @property
    def is_again(self) -> bool:
        """Whether they have answered about an earlier state of the text."""
        return bool(self.agreement.decision)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """What is asked, by the identity of the turn's block."""
        found = {}
        before: Mapping[str, str] = self.agreement.turns
        new = set(changed(before, self.turns)) if self.is_again else set()
        for number, (block, source) in enumerate(self.turns.items(), start=1):
            question = found[block] = Question(block, source, number)
            question.asked_for = self.agreement.remarks.get(block, "")
            if block in new:
                question.is_new = block not in before
                question.differences = [] if question.is_new else self.compare(before[block], source)
            elif self.agreement.decision == SpeakerAgreement.Decision.AGREED:
                # They said that it was right, and it is what it was. With changes asked for, silence said nothing.
                question.answer = "right"
        return found

    def compare(self, before: str, now: str) -> list[Difference]:
        return differences(told(read_html(before, self.links)), told(read_html(now, self.links)))

    @cached_property
    def removed(self) -> list[str]:
        """Their turns that are no longer in the interview since they answered."""
        gone = removed(self.agreement.turns, self.turns) if self.is_again else []
        return [self.agreement.turns[block] for block in gone]

    @cached_property
    def changes(self) -> int:
        """How many of their turns changed since they answered."""
        return sum(bool(question.differences or question.is_new) for question in self.questions.values())

    def parts(self) -> Iterator[Part]:
        for block in self.page.body:
            if block.block_type == "exchange":
                yield Part(block, [(reply, self.questions.get(reply.id)) for reply in block.value["replies"]])
            else:
                yield Part(block)


@dataclass(frozen=True)
class Answered:
    """A turn, and what its speaker answered about it."""

    source: str
    remark: str


def answered(agreement: SpeakerAgreement) -> list[Answered]:
    """What a speaker last answered, turn by turn."""
    return [Answered(source, agreement.remarks.get(block, "")) for block, source in agreement.turns.items()]
