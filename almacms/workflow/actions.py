"""How a workflow ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Wagtail imports this module while it loads its models.
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import WorkflowState


def publish_approved(workflow_state: WorkflowState, user: AbstractUser | None = None) -> None:
    """Publish what the steps approved, not what was written since (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail's own action publishes the latest revision, and asks the approver for the permission to publish: an approval
    by somebody who may not publish by themselves would fail. Here the workflow is the permission.

    Raises:
        decisions.Refused: the steps did not all approve the same content.
    """
    from .decisions import approved_revision

    approved_revision(workflow_state).publish(user=user, skip_permission_checks=True)


def refuse_what_nobody_would_read(instance: WorkflowState, **_signal: object) -> None:
    """Undo a submission to a workflow without a review (receiver of `workflow_submitted`, within its transaction).

    Raises:
        decisions.Refused: so that the one who submits learns it now, and not when nothing goes live.
    """
    from .decisions import check_somebody_reads

    check_somebody_reads(instance.workflow)
