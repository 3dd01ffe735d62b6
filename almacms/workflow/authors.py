"""Who wrote what waits for approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wagtail.models import PageLogEntry

from .digests import revision_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wagtail.models import Page, Revision


@dataclass(frozen=True)
class Written:
    """One revision: whose, when, and the digest of what it says. `author` is None when the account is gone."""

    author: int | None
    at: datetime
    digest: str


def changes(revisions: Iterable[Written], published: str | None) -> Sequence[Written]:
    """The revisions that changed a word, oldest first.

    A reviewer who only leaves a comment saves a revision too; it says what the one before said, and makes them nobody's
    co-author.

    Args:
        revisions: those since the page was last live, oldest first.
        published: the digest of what was last live; None when nothing was.
    """
    found, before = [], published
    for revision in revisions:
        if revision.digest != before:
            found.append(revision)
        before = revision.digest
    return found


def changes_since_live(page: Page) -> Sequence[Written]:
    """What was written since readers last saw the page."""
    published = page.live_revision or _last_live(page)
    revisions = page.revisions.order_by("created_at", "pk")
    if published:
        revisions = revisions.filter(pk__gt=published.pk)
    written = [Written(revision.user_id, revision.created_at, revision_digest(revision)) for revision in revisions]
    return changes(written, revision_digest(published) if published else None)


def authors(page: Page) -> dict[int, datetime]:
    """The accounts that wrote part of what waits, each with the time of their last change.

    Whoever asked for the review, or asked again after it was sent back, is one of them, whatever they wrote.
    """
    found = {change.author: change.at for change in changes_since_live(page) if change.author}
    state = page.current_workflow_state
    if state:
        if state.requested_by_id:
            found.setdefault(state.requested_by_id, state.created_at)
        again = PageLogEntry.objects.filter(
            page=page, action="wagtail.workflow.resume", timestamp__gte=state.created_at, user__isnull=False
        )
        for user_id, asked_at in again.values_list("user_id", "timestamp"):
            found.setdefault(user_id, asked_at)
    return found


def _last_live(page: Page) -> Revision | None:
    """The revision that a page taken offline showed last; None when it never was online."""
    online = ("wagtail.publish", "wagtail.publish.scheduled")
    entries = PageLogEntry.objects.filter(page=page, action__in=online, revision__isnull=False)
    entry = entries.select_related("revision").order_by("-timestamp", "-pk").first()
    return entry.revision if entry else None
