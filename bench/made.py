"""A made-up publication with what it is made of, for those who write its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from almacms.people.models import Person
from almacms.publications.models import Contribution, Topic
from articles.models import ArticlePage
from interviews.models import InterviewPage

from .bodies import Block
from .writing import Draft


@dataclass(frozen=True)
class Answer:
    """What somebody says in an interview."""

    position: int
    """Of the question, from 0."""
    exchange: str
    """The identity of its block."""
    question: str
    speaker: int
    text: str


@dataclass(frozen=True)
class Made:
    """A publication with what it is made of."""

    draft: Draft
    page: ArticlePage | InterviewPage
    blocks: list[Block]
    people: list[Person]
    topics: list[Topic]

    @property
    def role(self) -> str:
        return Contribution.Role.SPEAKER if self.draft.is_interview else Contribution.Role.AUTHOR

    @cached_property
    def answers(self) -> list[Answer]:
        """Those of an interview, in order; none of an article."""
        return [
            Answer(
                position,
                exchange["id"],
                exchange["value"]["question"],
                turn["value"]["speaker"],
                turn["value"]["text"].removeprefix("<p>").removesuffix("</p>"),
            )
            for position, exchange in enumerate(self.blocks)
            if exchange["type"] == "exchange"
            for turn in exchange["value"]["replies"]
        ]
