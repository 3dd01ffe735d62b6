"""A conversation as readers see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from almacms.publications.models import Publication

from .freshness import depends_on_conversation
from .models import Comment, Thread
from .states import closing_of, state_of

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

    @cached_property
    def numbers(self) -> set[int]:
        """Those that are shown here: what answers another one leads to it."""
        return {comment.pk for comment in self.comments}


def thread_about(publication: Publication) -> tuple[Thread | None, Thread.State]:
    """The conversation about a publication, if there is one, and how it stands now; noted by the page cache."""
    thread = Thread.objects.filter(publication=publication).first()
    state = state_of(publication, thread)
    closes_at = closing_of(publication) if state == Thread.State.OPEN else None
    depends_on_conversation(publication, closes_at=closes_at)
    return thread, state


def under(publication: Publication) -> Conversation:
    """The beginning of the conversation, as the publication's own page shows it."""
    thread, state = thread_about(publication)
    if thread is None or state == Thread.State.HIDDEN:
        return Conversation(publication, state, [], 0)
    shown = _shown_of(thread)
    comments = list(shown[: ON_THE_PAGE + 1])
    count = shown.count() if len(comments) > ON_THE_PAGE else len(comments)
    return Conversation(publication, state, comments[:ON_THE_PAGE], count)


def whole(publication: Publication, number: str | int = 1) -> Conversation:
    """One page of the whole conversation.

    Raises:
        InvalidPage: there is no such page.
    """
    thread, state = thread_about(publication)
    shown = _shown_of(thread) if thread else Comment.objects.none()
    page = Paginator(shown, PER_PAGE).page(number)
    return Conversation(publication, state, list(page.object_list), page.paginator.count, page)


def address_of(comment: Comment) -> str:
    """The whole address where a comment is read: under the publication, or on a page of the conversation."""
    thread = comment.thread
    before = thread.comments.shown().filter(path__lt=comment.path).count()
    url, place = thread.publication.full_url, f"#commentaire-{comment.pk}"
    if before < ON_THE_PAGE:
        return f"{url}{place}"
    number = before // PER_PAGE + 1
    return f"{url}conversation/{f'?page={number}' if number > 1 else ''}{place}"


def _shown_of(thread: Thread) -> QuerySet[Comment]:
    return thread.comments.shown().select_related("parent")
