"""Several pages at once: submitted to review, where Wagtail would publish them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import WorkflowState

from .decisions import Refused, somebody_reads
from .locks import hold
from .pages import ReviewedPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page


class SubmitBulkAction(PageBulkAction):
    """Submit the chosen drafts to review.

    It takes the place of “Publish”, which nobody may do, under the same type: Wagtail offers no way to take an action
    out of its list.
    """

    display_name = _("Submit for review")
    aria_label = _("Submit the selected pages for review")
    action_type = PublishBulkAction.action_type
    action_priority = PublishBulkAction.action_priority
    template_name = "workflow/admin/confirm_bulk_submission.html"

    def check_perm(self, page: Page) -> bool:
        return may_submit(page.specific, self.request.user)

    @classmethod
    def execute_action(cls, objects: Iterable[Page], user: AbstractUser, **_options: Any) -> tuple[int, int]:
        """Submit each page by itself: one that fails holds up no other.

        Returns:
            How many were submitted, and none of their children.
        """
        submitted = 0
        for page in objects:
            with suppress(Refused):
                submit(page=page.specific, user=user)
                submitted += 1
        return submitted, 0

    def get_success_message(self, num_parent_objects: int, _num_child_objects: int) -> str:
        return ngettext(
            "%(count)d page submitted for review", "%(count)d pages submitted for review", num_parent_objects
        ) % {"count": num_parent_objects}


def may_submit(page: Page, user: AbstractUser) -> bool:
    """Whether this draft has something to be read, is complete, and waits for nobody yet."""
    permissions, workflow = page.permissions_for_user(user), page.get_workflow()
    return (
        isinstance(page, ReviewedPage)
        and (page.has_unpublished_changes or not page.live)
        and page.latest_revision_id is not None
        and permissions.can_edit()
        and permissions.can_submit_for_moderation()
        and somebody_reads(workflow)
        and not page.get_latest_revision_as_object().publication_problems()
    )


@transaction.atomic
def submit(*, page: Page, user: AbstractUser) -> None:
    """Ask for the review of a page as it stands; one that was sent back goes on where it was."""
    hold(page.pk)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)
