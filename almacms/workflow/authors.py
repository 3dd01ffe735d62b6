"""Who wrote what waits for approval: one rule, for a page or for many in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import ProtectedError, QuerySet
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState
from wagtail.models.content_types import get_default_page_content_type

from .digests import revision_digest

WENT_LIVE = ("wagtail.publish", "wagtail.publish.scheduled")
SUBMITTED_AGAIN = "wagtail.workflow.resume"


@dataclass(frozen=True)
class Written:
    """One revision: whose, when, and the digest of what it says. `author` is None when the account is gone."""

    author: int | None
    at: datetime
    digest: str


@dataclass(frozen=True)
class Authorship:
    """What a page's draft says, as a digest, and the accounts that wrote part of it with their last change."""

    digest: str = ""
    authors: Mapping[int, datetime] = field(default_factory=dict)


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


def authors(page: Page) -> Mapping[int, datetime]:
    """The accounts that wrote part of what waits, each with the time of their last change.

    Whoever asked for the review, or asked again after it was sent back, is one of them, whatever they wrote.
    """
    state = page.current_workflow_state
    return authorships({page.pk: page}, [state] if state else [])[page.pk].authors


def authorships(pages: Mapping[int, Page], states: Iterable[WorkflowState]) -> dict[int, Authorship]:
    """The authorship of every page, by its number.

    Args:
        pages: the pages, by number.
        states: the running moderation of those that have one.
    """
    published = _published(pages.values())
    revisions = _revisions(pages, published)
    submitters = _submitters(states)
    return {
        number: _authorship(page, revisions[number], published.get(number), submitters[number])
        for number, page in pages.items()
    }


def _authorship(
    page: Page, revisions: Iterable[Revision], published: int | None, submitters: Mapping[int, datetime]
) -> Authorship:
    digests = {revision.pk: revision_digest(revision) for revision in revisions}
    written = [
        Written(revision.user_id, revision.created_at, digests[revision.pk])
        for revision in revisions
        if published is None or revision.pk > published
    ]
    wrote = {
        change.author: change.at
        for change in changes(written, digests.get(published) if published else None)
        if change.author
    }
    return Authorship(digests.get(page.latest_revision_id, ""), {**submitters, **wrote})


def _published(pages: Collection[Page]) -> dict[int, int]:
    """The revision that readers saw last, of each page that they ever saw."""
    found = {page.pk: page.live_revision_id for page in pages if page.live_revision_id}
    offline = [page.pk for page in pages if page.pk not in found]
    entries = PageLogEntry.objects.filter(page__in=offline, action__in=WENT_LIVE, revision__isnull=False)
    return found | dict(entries.order_by("timestamp", "pk").values_list("page_id", "revision_id"))


def _revisions(pages: Mapping[int, Page], published: Mapping[int, int]) -> dict[int, list[Revision]]:
    """What was written since, and the two ends of it: what readers saw last and the draft; oldest first."""
    every = Revision.objects.filter(
        base_content_type=get_default_page_content_type(), object_id__in=[str(number) for number in pages]
    )
    wanted = {
        pk
        for pk, number in every.values_list("pk", "object_id")
        if pk >= published.get(int(number), 0) or pk == pages[int(number)].latest_revision_id
    }
    found = defaultdict(list)
    for revision in Revision.objects.filter(pk__in=wanted).order_by("created_at", "pk"):
        found[int(revision.object_id)].append(revision)
    return found


def _submitters(states: Iterable[WorkflowState]) -> Mapping[int, dict[int, datetime]]:
    """Who submitted each page, or submitted it again."""
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    began = {}
    for state in states:
        began[int(state.object_id)] = state.created_at
        if state.requested_by_id:
            found[int(state.object_id)][state.requested_by_id] = state.created_at
    again = PageLogEntry.objects.filter(page__in=began, action=SUBMITTED_AGAIN, user__isnull=False)
    for number, user, at in again.order_by("timestamp").values_list("page_id", "user_id", "timestamp"):
        if at >= began[number]:
            found[number][user] = at
    return found


def keep_what_tells_authors(instance: Revision, origin: object, **_signal: object) -> None:
    """Let nobody purge the revisions that say who wrote what waits (receiver of `pre_delete`).

    Deleting the page deletes them all.

    Raises:
        ProtectedError: which Wagtail's `purge_revisions` counts and passes over.
    """
    asked_for = origin.model if isinstance(origin, QuerySet) else type(origin)
    page = instance.content_object if asked_for is Revision else None
    if isinstance(page, Page) and page.has_unpublished_changes and instance.pk > (page.live_revision_id or 0):
        raise ProtectedError("This revision tells who wrote what waits for its review.", {instance})
