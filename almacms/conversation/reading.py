"""A conversation as readers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from almacms.publications.models import Publication

from .freshness import depends_on_conversation
from .models import Comment, ConversationSettings, Thread
from .reading_along import NAME, Beginning
from .states import state_of

ON_THE_PAGE = 20
ON_THE_PAGE_TEXT = 6000
"""Comments, and characters of them, shown under a publication, which must stay light; the others are on the
conversation's own pages."""

PER_PAGE = 30


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
    """The conversation about a publication, if there is one, and how it stands now."""
    thread = Thread.objects.filter(publication=publication).first()
    return thread, _state(publication, thread, ConversationSettings.current())


def under(publication: Publication) -> Conversation:
    """The beginning of the conversation, as the publication's own page shows it."""
    begins = Beginning(getattr(publication, NAME))
    state = _state(publication, begins.thread, begins.settings)
    if state == Thread.State.HIDDEN:
        return Conversation(publication, state, [], 0)
    return Conversation(publication, state, light(begins.comments), begins.count)


def light(comments: Sequence[Comment]) -> list[Comment]:
    """The first of these that a page may bear under its own text."""
    sizes = accumulate(len(comment.text) for comment in comments)
    return [comment for comment, size in zip(comments[:ON_THE_PAGE], sizes, strict=False) if size <= ON_THE_PAGE_TEXT]


def _state(publication: Publication, thread: Thread | None, settings: ConversationSettings) -> Thread.State:
    """How a conversation stands, noted by the page cache with the moment when that changes by itself."""
    state = state_of(publication, thread, settings)
    depends_on_conversation(
        publication, closes_at=settings.closing_of(publication) if state == Thread.State.OPEN else None
    )
    return state


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
    url, place = thread.publication.full_url, f"#commentaire-{comment.pk}"
    if comment.pk in {each.pk for each in light(list(thread.comments.shown()[:ON_THE_PAGE]))}:
        return f"{url}{place}"
    number = thread.comments.shown().filter(path__lt=comment.path).count() // PER_PAGE + 1
    return f"{url}conversation/{f'?page={number}' if number > 1 else ''}{place}"


def _shown_of(thread: Thread) -> QuerySet[Comment]:
    return thread.comments.shown().select_related("parent")
