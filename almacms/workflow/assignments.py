"""Who is expected to decide, and going back on it: reassigning, taking an approval back, withdrawing from review."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, TaskState, Workflow, WorkflowState

from . import roles
from .decisions import Refused
from .locks import hold
from .models import Approval, Assignment, ReviewTask, ReviewTaskState
from .signals import reassigned

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

    from .standing import Standing

ASSIGNED = "almacms.review.assigned"
TAKEN_BACK = "almacms.review.approval_withdrawn"
WITHDRAWN = "almacms.review.withdrawn"


def may_organise(user: AbstractUser, standing: Standing) -> bool:
    """Whether they choose who is expected, and by when: who asked for the review, who gives it, and Administration."""
    return (
        may_withdraw(user, standing)
        or reviewed_by(standing.workflow_state.workflow).filter(groups__in=user.groups.all()).exists()
    )


def reviewed_by(workflow: Workflow) -> QuerySet[ReviewTask]:
    """The steps of a workflow at which people of the newsroom decide, whichever of them is running."""
    return ReviewTask.objects.filter(workflow_tasks__workflow=workflow)


def may_withdraw(user: AbstractUser, standing: Standing) -> bool:
    """Whether the page is theirs to take out of review: they asked for it, own the page, or administer the site.

    Somebody must always be able to: those who asked may have left.
    """
    if user.is_superuser or user.groups.filter(name=roles.ADMINISTRATORS).exists():
        return True
    return user.pk in {standing.workflow_state.requested_by_id, standing.page.owner_id} - {None}


@transaction.atomic
def assign(*, standing: Standing, people: Collection[AbstractUser], user: AbstractUser) -> None:
    """Say who is expected; nobody in particular means anybody of the groups.

    Raises:
        Refused: the step is over, or they are too few for it to end.
    """
    state = _running(standing.state)
    wanted = {one.pk: one for one in people}
    done = {one.user.pk for one in standing.given}
    if wanted and len(wanted.keys() | done) < standing.needed:
        raise Refused(_("Choose as many people as the step needs approvals, or nobody in particular."))
    before = {one.user_id: one.user for one in state.assignments.select_related("user")}
    added = [wanted[pk] for pk in wanted.keys() - before.keys()]
    removed = [before[pk] for pk in before.keys() - wanted.keys()]
    if not added and not removed:
        return
    state.assignments.filter(user__in=removed).delete()
    Assignment.objects.bulk_create(
        Assignment(task_state=state, user_id=one.pk, assigned_by_id=user.pk) for one in added
    )
    names = sorted(get_user_display_name(one) for one in wanted.values())
    log(instance=standing.page, action=ASSIGNED, user=user, data={**_step(state), "people": names})
    reassigned.send(sender=ReviewTaskState, task_state=state, user=user, added=added, removed=removed)


def carry_over(*, instance: TaskState, **_signal: Any) -> None:
    """When a step is asked again, it asks those it was given to the last time (`task_submitted`)."""
    earlier = ReviewTaskState.objects.filter(workflow_state_id=instance.workflow_state_id, task_id=instance.task_id)
    last = earlier.filter(pk__lt=instance.pk).order_by("pk").last()
    if last and isinstance(instance, ReviewTaskState):
        Assignment.objects.bulk_create(
            Assignment(task_state=instance, user_id=one.user_id, assigned_by_id=one.assigned_by_id)
            for one in last.assignments.all()
        )


@transaction.atomic
def take_back(*, standing: Standing, user: AbstractUser) -> None:
    """Take back one's own approval.

    Raises:
        Refused: the step is over, or they gave none.
    """
    state = _running(standing.state)
    if not Approval.objects.filter(task_state=state, user_id=user.pk).delete()[0]:
        raise Refused(_("You have no approval to take back here: nothing was changed."))
    log(instance=standing.page, action=TAKEN_BACK, user=user, data=_step(state))


@transaction.atomic
def withdraw(*, standing: Standing, user: AbstractUser, reason: str) -> None:
    """Take the page out of review; it stays a draft.

    `workflow_cancelled` tells of it, with the reason as `instance.withdrawal_reason`.

    Raises:
        Refused: the review is over already.
    """
    hold(standing.page.pk)
    running = WorkflowState.objects.select_for_update().active().filter(pk=standing.workflow_state.pk).first()
    if running is None:
        raise Refused(_("This review is already over: nothing was changed."))
    running.withdrawal_reason = reason
    running.cancel(user=user)
    # Wagtail has just written a line that knows no reason: it becomes ours, rather than being said twice.
    line = PageLogEntry.objects.filter(page=standing.page, action="wagtail.workflow.cancel").latest("pk")
    line.action, line.data = WITHDRAWN, {**line.data, **_step(standing.state), "comment": reason}
    line.save(update_fields=["action", "data"])


def _running(state: TaskState) -> ReviewTaskState:
    """The step, held until the end of the transaction: a decision taken at the same instant waits.

    Raises:
        Refused: it is over.
    """
    hold(state.workflow_state.object_id)
    held = ReviewTaskState.objects.select_for_update().filter(pk=state.pk).first()
    if held is None or held.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(_("This step is already over: nothing was changed."))
    return held


def _step(state: TaskState) -> dict[str, dict[str, object]]:
    return {"task": {"id": state.task_id, "title": state.task.name}}
