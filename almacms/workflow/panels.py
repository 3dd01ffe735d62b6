"""What a person sees of a review where they work: in the editor's status panel and on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from . import decisions
from .standing import Standing, running, standing_of, standings

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

URL_NAME = "workflow_review"


def status_of(page: Page, user: AbstractUser) -> dict[str, Any] | None:
    """What the status panel tells this person of the running review; None when there is none."""
    standing = standing_of(page)
    if standing is None:
        return None
    return {
        "standing": standing,
        "objection": objection_to(standing, user),
        "address": reverse(URL_NAME, args=[page.pk]),
    }


def objection_to(standing: Standing, user: AbstractUser) -> str:
    """Why this person has nothing to decide here, in a sentence to them; empty when they have."""
    if not standing.is_review or standing.is_sent_back:
        return ""
    if reason := decisions.objection(standing.task, standing.page, user):
        return reason
    if any(one.user.pk == user.pk for one in standing.given):
        return _("You have approved this text; you may still send it back.")
    return ""


class ToDecidePanel(Component):
    """On the dashboard: the pages that wait for this person, those in a hurry first."""

    name = "reviews_to_give"
    order = 220
    template_name = "workflow/admin/to_decide_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        waiting = TaskState.objects.reviewable_by(request.user).values("workflow_state")
        states = running().filter(pk__in=waiting, status=WorkflowState.STATUS_IN_PROGRESS)
        found = standings(states.order_by("current_task_state__started_at"))
        found.sort(key=lambda one: (one.deadline is None, one.deadline))
        rows = [(one, one.task.get_actions(one.page, request.user)) for one in found]
        return {"rows": rows, "request": request, "csrf_token": parent_context["csrf_token"]}
