"""Who is concerned by what happens to a page under review: whom it waits for, who took part, who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from .authors import WENT_LIVE, Written, changes
from .digests import revision_digest
from .models import Approval, ReviewTaskState

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet
    from wagtail.models import Revision


def page_of(workflow_state: WorkflowState) -> Page | None:
    """The page under review, as it is now; None for anything but a page, or when it is gone."""
    reviewed = workflow_state.content_object
    return Page.objects.filter(pk=reviewed.pk).first() if isinstance(reviewed, Page) else None


def accounts(numbers: Iterable[int | None]) -> QuerySet[AbstractUser]:
    """The accounts of these numbers that are still in use."""
    return get_user_model().objects.filter(pk__in={number for number in numbers if number}, is_active=True)


def awaited(state: TaskState, page: Page) -> list[AbstractUser]:
    """Whose decision this review asks for: those it was given to, or else anybody able; but who gave it already.

    As `Standing.expected` says of a running review; here the step may be over, or not yet be the current one.
    """
    if not isinstance(state, ReviewTaskState):
        return []
    task, given = state.task.specific, set(state.standing_approvals().values_list("user_id", flat=True))
    able = task.able_reviewers(page).exclude(pk__in=given)
    assigned = list(able.filter(pk__in=state.assignments.values("user")))
    return assigned if assigned and len(assigned) + len(given) >= task.required_approvals else list(able)


def earlier_approvers(state: TaskState) -> set[int]:
    """The accounts that approved another text in an earlier round of the same step."""
    rounds = Approval.objects.filter(
        task_state__workflow_state_id=state.workflow_state_id, task_state__task_id=state.task_id
    )
    return set(rounds.exclude(task_state=state.pk).values_list("user_id", flat=True))


def participants(workflow_state: WorkflowState) -> set[int]:
    """The accounts that decided something since the page was submitted."""
    approvals = Approval.objects.filter(task_state__workflow_state=workflow_state)
    states = workflow_state.task_states.exclude(status=TaskState.STATUS_CANCELLED).exclude(finished_by=None)
    return {
        *approvals.values_list("user_id", flat=True),
        *states.values_list("finished_by_id", flat=True),
    }


def writers(workflow_state: WorkflowState, page: Page) -> set[int]:
    """The accounts that wrote part of what was submitted, and the one that submitted it.

    `authors` says who wrote what waits: once the page is online, nobody. Here what counts is what readers saw before
    the page was submitted.
    """
    before = _seen_before(workflow_state, page)
    revisions = page.revisions.order_by("created_at", "pk")
    if before:
        revisions = revisions.filter(pk__gt=before.pk)
    written = [Written(revision.user_id, revision.created_at, revision_digest(revision)) for revision in revisions]
    changed = changes(written, revision_digest(before) if before else None)
    return {change.author for change in changed if change.author} | {workflow_state.requested_by_id or 0} - {0}


def _seen_before(workflow_state: WorkflowState, page: Page) -> Revision | None:
    entries = PageLogEntry.objects.filter(
        page=page,
        action__in=WENT_LIVE,
        timestamp__lt=workflow_state.created_at,
        revision__isnull=False,
    )
    entry = entries.select_related("revision").order_by("-timestamp", "-pk").first()
    return entry.revision if entry else None
