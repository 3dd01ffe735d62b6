"""The rules of a decision: four eyes, and exactly what was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from .authors import authors

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page, Revision, Workflow, WorkflowState

    from .models import ReviewTask, ReviewTaskState


APPROVAL, OUTDATED = "almacms.review.approval", "almacms.review.outdated"
"""What the page's history is told: an approval that is not the last, and one that no longer counts."""


class Refused(Exception):  # noqa: N818 (a decision is refused; nothing has gone wrong)
    """A decision that does not count; the text says why, to the one who took it."""


def objection(task: ReviewTask, page: Page, user: AbstractBaseUser) -> str:
    """Why this person may not decide about this page, in a sentence to them; empty when they may."""
    if not (user.is_active and task._user_in_groups(user)):
        return _("This step is decided by: %(groups)s.") % {
            "groups": ", ".join(task.groups.order_by("name").values_list("name", flat=True))
        }
    wrote_at = authors(page).get(user.pk)
    if wrote_at:
        return _("You wrote part of this text (%(day)s): somebody else must approve it or send it back.") % {
            "day": date_format(localtime(wrote_at), "SHORT_DATETIME_FORMAT")
        }
    return ""


def check(
    task: ReviewTask, state: ReviewTaskState, page: Page, user: AbstractBaseUser, *, shown: str, current: str
) -> None:
    """Let a decision through.

    Args:
        shown: the digest of what this person was shown.
        current: the digest of what the page says now.

    Raises:
        Refused: the step is over, they may not decide, or the text has changed since.
    """
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(_("This step is already over: nothing was changed."))
    if reason := objection(task, page, user):
        raise Refused(reason)
    check_shown(shown, current)


def check_shown(shown: str, current: str) -> None:
    """Let through a decision about the text as it stands.

    Raises:
        Refused: it is no longer the text that was shown.
    """
    if shown != current:
        raise Refused(_("The text has changed since you opened it: nothing was decided. Read it again, then decide."))


def check_publishable(revision: Revision) -> None:
    """Let through what readers may see.

    Raises:
        Refused: the page breaks a rule of its type.
    """
    if problems := revision.as_object().publication_problems():
        raise Refused(_("This page cannot go live as it is: %(problems)s") % {"problems": " ".join(problems)})


def somebody_reads(workflow: Workflow) -> bool:
    """Whether one of the steps of a workflow is a review."""
    from .models import ReviewTask

    return ReviewTask.objects.filter(active=True, workflow_tasks__workflow=workflow).exists()


def check_somebody_reads(workflow: Workflow) -> None:
    """Let a submission through to a workflow in which somebody will read the page.

    Raises:
        Refused: none of its steps is a review.
    """
    if not somebody_reads(workflow):
        raise Refused(
            _("The workflow “%(workflow)s” has no review step: ask an administrator to add one.")
            % {"workflow": workflow.name}
        )


def withdraw_outdated(workflow_state: WorkflowState, revision: Revision) -> None:
    """Ask again for the approvals of earlier steps that were given to another text than this revision's."""
    for earlier in workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).specific():
        if not earlier.covers(revision):
            earlier.status = TaskState.STATUS_CANCELLED
            earlier.save(update_fields=["status"])
            log(
                instance=revision.as_object(),
                action=OUTDATED,
                revision=revision,
                data={"task": {"id": earlier.task_id, "title": earlier.task.name}},
            )


def record_approval(state: ReviewTaskState, user: AbstractBaseUser, comment: str) -> None:
    """Tell the page's history of an approval that does not end the step."""
    standing = state.standing_approvals().count()
    log(
        instance=state.revision.as_object(),
        action=APPROVAL,
        user=user,
        revision=state.revision,
        data={
            "task": {"id": state.task_id, "title": state.task.name},
            "approvals": standing,
            "needed": state.task.specific.required_approvals,
            "comment": comment,
        },
    )


def approved_revision(workflow_state: WorkflowState) -> Revision:
    """The revision that the workflow's steps approved, with the content that they approved.

    Raises:
        Refused: no step approved it, or not all of them approved the same content.
    """
    from .models import ReviewTaskState

    approved = list(workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).specific())
    reviews = [state for state in approved if isinstance(state, ReviewTaskState)]
    if not reviews:
        # A workflow without a step ends as soon as it is submitted to.
        check_somebody_reads(workflow_state.workflow)
        raise Refused(_("Nobody approved this text: it was not published."))
    revision = max(reviews, key=lambda state: state.finished_at).revision
    if not all(state.covers(revision) for state in approved):
        raise Refused(_("This text changed after its approval: it was not published."))
    return revision
