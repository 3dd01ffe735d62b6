"""How a workflow ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Wagtail imports this module while it loads its models.
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import WorkflowState


def publish_approved(workflow_state: WorkflowState, user: AbstractUser | None = None) -> None:
    """Publish what the last step approved (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail's own action asks the approver for the permission to publish: an approval by somebody who may not publish by
    themselves would fail. Here the workflow is the permission.
    """
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
