"""A conversation as readers see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from almacms.publications.models import Publication

from .models import Comment, Thread
from .services import state_of

ON_THE_PAGE = 20
"""Comments shown under a publication; the others are on the conversation's own pages."""

PER_PAGE = 50


@dataclass(frozen=True)
class Conversation:
    """What is shown of a conversation, and whether it goes on."""

    publication: Publication
    state: Thread.State
    comments: list[Comment]
    count: int
    page: Page | None = None

    @property
    def is_open(self) -> bool:
        return self.state == Thread.State.OPEN

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to tell readers about it."""
        return self.state != Thread.State.HIDDEN and (self.is_open or bool(self.count))

    @property
    def has_more(self) -> bool:
        return self.count > len(self.comments)

    @property
    def address(self) -> str:
        return f"{self.publication.url}conversation/"


def under(publication: Publication) -> Conversation:
    """The beginning of the conversation, as the publication's own page shows it."""
    thread = Thread.objects.filter(publication=publication).first()
    state = state_of(publication, thread)
    if thread is None or state == Thread.State.HIDDEN:
        return Conversation(publication, state, [], 0)
    shown = thread.comments.shown().select_related("parent")
    comments = list(shown[: ON_THE_PAGE + 1])
    count = shown.count() if len(comments) > ON_THE_PAGE else len(comments)
    return Conversation(publication, state, comments[:ON_THE_PAGE], count)


def whole(publication: Publication, number: str | int = 1) -> Conversation:
    """One page of the whole conversation.

    Raises:
        InvalidPage: there is no such page.
    """
    thread = Thread.objects.filter(publication=publication).first()
    state = state_of(publication, thread)
    shown = thread.comments.shown().select_related("parent") if thread else Comment.objects.none()
    page = Paginator(shown, PER_PAGE).page(number)
    return Conversation(publication, state, list(page.object_list), page.paginator.count, page)
