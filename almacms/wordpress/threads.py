"""From the comments of an item of the blog to the conversation about its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from almacms.conversation.models import Comment as Kept
from almacms.conversation.models import Thread
from almacms.conversation.services import Imported, store_imported
from almacms.publications.models import Publication

from .comments import PINGS, ReaderComment, arranged, digest
from .desk import Desk, about
from .models import Origin
from .reasons import Reason
from .tally import Outcome
from .wxr import Comment, Item
from .wxr.records import EARLIEST

STATUSES = {
    "approved": Kept.Status.APPROVED,
    "pending": Kept.Status.PENDING,
    "spam": Kept.Status.SPAM,
    "trash": Kept.Status.REJECTED,
}
KINDS = {"comments": Kept.Kind.COMMENT, "pingbacks": Kept.Kind.PINGBACK}
ASKED_AT_ONCE = 1_000


@dataclass(frozen=True)
class Conversation:
    """What the blog has under one item: comments, pingbacks apart, and whether it takes more."""

    comments: dict[str, list[ReaderComment]]
    """By kind, as the report has it; what is answered before its answers."""
    is_closed: bool

    def digest(self) -> str:
        return digest([each for given in self.comments.values() for each in given], is_closed=self.is_closed)


def _read(rank: int, desk: Desk) -> dict[str, list[Comment]]:
    found: dict[str, list[Comment]] = {kind: [] for kind in KINDS}
    for comment in desk.spool.comments(rank):
        found["pingbacks" if comment.kind in PINGS else "comments"].append(comment)
    return found


def leave_comments(rank: int, desk: Desk, outcome: Outcome, reason: Reason) -> None:
    """Count the comments of an item that has no conversation here."""
    for kind, given in _read(rank, desk).items():
        outcome.skip(kind, reason, f"#{rank}", number=len(given))


def import_comments(item: Item, rank: int, page: Page | None, desk: Desk, outcome: Outcome) -> None:
    """Keep what was said about an item, if anything changed in the blog since the last time.

    Args:
        page: where it is said here; None in a rehearsal that would make it.
    """
    if item.type == "page":
        leave_comments(rank, desk, outcome, Reason.NO_CONVERSATION)
        return
    said = _conversation(item, rank, desk, outcome)
    origin = Origin.objects.filter(site=desk.site, source="item", key=str(item.number)).first()
    if origin is not None and origin.comments_digest == said.digest():
        _count(said, "unchanged", outcome)
    elif page is None or origin is None:
        _count(said, "created", outcome)
    else:
        with transaction.atomic():
            _store(said, item, Publication.objects.get(pk=page.pk), desk, outcome)
            Origin.objects.filter(pk=origin.pk).update(comments_digest=said.digest())
            # A rehearsal counts what would become of each, and leaves no trace.
            transaction.set_rollback(desk.is_dry)


def _conversation(item: Item, rank: int, desk: Desk, outcome: Outcome) -> Conversation:
    comments = {}
    for kind, given in _read(rank, desk).items():
        comments[kind], said = arranged(given, team=desk.team)
        outcome.skip(kind, Reason.TWICE, about(item), number=len(given) - len(comments[kind]))
        for reason, detail in said:
            outcome.warn(kind, reason, about(item), detail)
    return Conversation(comments, is_closed=not item.comments_open)


def _count(said: Conversation, fate: str, outcome: Outcome) -> None:
    for kind, comments in said.comments.items():
        outcome.count(kind, fate, len(comments))


def _store(said: Conversation, item: Item, publication: Publication, desk: Desk, outcome: Outcome) -> None:
    state = _state(said, publication)
    for kind, comments in said.comments.items():
        elsewhere = _elsewhere(comments, publication, desk.site)
        outcome.skip(kind, Reason.TWICE, about(item), number=len(elsewhere))
        here = [each for each in comments if each.number not in elsewhere]
        if not here and state is None:
            continue
        given = _imported(here, KINDS[kind], publication, desk.site)
        stored = store_imported(publication=publication, comments=given, state=state)
        for fate in ("created", "updated", "unchanged"):
            outcome.count(kind, fate, getattr(stored, fate))
        outcome.skip(kind, Reason.EDITED_HERE, about(item), number=stored.kept)


def _state(said: Conversation, publication: Publication) -> Thread.State | None:
    """How the conversation stands, where that is not what it would be anyway."""
    is_heard = any(each.status == "approved" for each in said.comments["comments"])
    if publication.kind != Publication.Kind.ARTICLE and not is_heard:
        # Interviews have a conversation when their editor says so, or when they bring one.
        return None
    wanted = Thread.State.CLOSED if said.is_closed else Thread.State.OPEN
    return None if wanted == Thread.default_state(publication.kind) else wanted


def source_of(site: str, number: int) -> str:
    """What names a comment among those of every blog."""
    return f"wordpress:{site}#{number}"


def _elsewhere(comments: Iterable[ReaderComment], publication: Publication, site: str) -> set[int]:
    """The numbers that are those of comments of other pages: a file that is not sound."""
    numbers = {source_of(site, each.number): each.number for each in comments}
    found: set[int] = set()
    sources = list(numbers)
    for start in range(0, len(sources), ASKED_AT_ONCE):
        taken = Kept.objects.filter(source__in=sources[start : start + ASKED_AT_ONCE]).exclude(
            thread__publication=publication
        )
        found |= {numbers[source] for source in taken.values_list("source", flat=True)}
    return found


def _imported(
    comments: Iterable[ReaderComment], kind: Kept.Kind, publication: Publication, site: str
) -> Iterator[Imported]:
    latest = publication.publication_date or EARLIEST
    for each in comments:
        # One whose date cannot be believed was written after the one before it.
        latest = each.written_at or latest
        yield Imported(
            source=source_of(site, each.number),
            parent=source_of(site, each.parent) if each.parent else "",
            created_at=latest,
            text=each.text,
            status=STATUSES[each.status],
            name=each.author,
            email=each.email,
            website=each.url,
            kind=kind,
            is_team=each.is_team,
        )
