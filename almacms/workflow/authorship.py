"""Who wrote what waits for approval, for many pages in a fixed number of queries (`authors.py` has the rule)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Page, PageLogEntry, Revision, WorkflowState
from wagtail.models.content_types import get_default_page_content_type

from .authors import Written, changes
from .digests import revision_digest

WENT_LIVE = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True)
class Authorship:
    """What a page's draft says, as a digest, and the accounts that wrote part of it with their last change."""

    digest: str = ""
    authors: Mapping[int, datetime] = field(default_factory=dict)


def authorships(states: Iterable[WorkflowState], pages: Mapping[int, Page]) -> dict[int, Authorship]:
    """The authorship of every page, by its number.

    Args:
        states: the running moderation of each; who asked for it counts as an author.
        pages: the same pages, by number.
    """
    published = _published(pages.values())
    revisions = _revisions(pages, published)
    found = {}
    for state in states:
        number = int(state.object_id)
        if number not in pages:
            continue
        latest, live = pages[number].latest_revision_id, published.get(number)
        written = [
            Written(revision.user_id, revision.created_at, revision_digest(revision))
            for revision in revisions[number]
            if live is None or revision.pk > live
        ]
        digests = {revision.pk: revision_digest(revision) for revision in revisions[number]}
        authors = {change.author: change.at for change in changes(written, digests.get(live)) if change.author}
        if state.requested_by_id:
            authors.setdefault(state.requested_by_id, state.created_at)
        found[number] = Authorship(digests.get(latest, ""), authors)
    return found


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
