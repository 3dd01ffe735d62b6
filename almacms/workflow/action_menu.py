"""The buttons of a decision in the editor: named for what they will do; where there is none, the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem
from wagtail.models import TaskState

from .assignments import may_withdraw
from .panels import URL_NAME, shown_in_editor
from .standing import Standing

if TYPE_CHECKING:
    from collections.abc import MutableSequence

    from django.contrib.auth.models import AbstractUser


class RefusedItem(ActionMenuItem):
    """Where “Approve” would be: what keeps this person from it, reachable and read aloud."""

    name = "action-refused-approval"
    label = gettext_lazy("Approve")
    icon_name = "lock"
    template_name = "workflow/admin/refused_item.html"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "reason": self.reason}


class CancelItem(CancelWorkflowMenuItem):
    """Wagtail's “Cancel workflow”, in the newsroom's words."""

    label = gettext_lazy("Withdraw from review")


class WithdrawItem(CancelItem):
    """The same for whoever the page is theirs: they are asked for a reason before anything happens.

    In the locked editor of who submitted the page it is the first button, which one presses without thinking.
    """

    label = gettext_lazy("Withdraw from review…")

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return f"{reverse(URL_NAME, args=[parent_context['page'].pk])}#withdraw"


def tell_what_they_do(items: MutableSequence[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put the right words on the menu of the editor.

    Wagtail adds “and publish” to the approval of the last step, though others may have to approve after; and it leaves
    out, without a word, what somebody may not do.
    """
    page, user = context.get("page"), cast("AbstractUser", request.user)
    shown = shown_in_editor(request, page) if page and context["view"] == "edit" else None
    cancel = WithdrawItem if shown and may_withdraw(user, shown.standing) else CancelItem
    items[:] = [cancel(item.order) if type(item) is CancelWorkflowMenuItem else item for item in items]
    if shown is None or not shown.standing.is_review or shown.standing.is_sent_back:
        return
    for item in items:
        if item.name == "approve":
            item.label = _("Approve and publish") if will_publish(shown.standing) else _("Approve")
    if shown.objection:
        items[:] = [item for item in items if item.name != "approve"]
        items.append(RefusedItem(shown.objection))


def will_publish(standing: Standing) -> bool:
    """Whether one more approval puts the page online: it ends the last step, and earlier ones approved this text."""
    moderation = standing.workflow_state
    if not (moderation.is_at_final_task and standing.ends_with_the_next_approval):
        return False
    latest = standing.page.get_latest_revision()
    earlier = moderation.task_states.filter(status=TaskState.STATUS_APPROVED).specific()
    return all(state.covers(latest) for state in earlier)
