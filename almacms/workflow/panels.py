"""What a person sees of a review where they work: in the editor's status panel and on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from . import decisions
from .models import DECISIONS
from .standing import Standing, running, standing_of, standings

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

URL_NAME = "workflow_review"


@dataclass(frozen=True)
class Shown:
    """A running review as one person should see it: `objection` says why they have nothing to decide."""

    standing: Standing
    objection: str
    address: str


def shown_in_editor(request: HttpRequest, page: Page) -> Shown | None:
    """What the editor tells whoever has it open; None when there is no review.

    Worked out once for each request: the menu and the status panel both ask.
    """
    remembering: Any = request
    if not hasattr(remembering, "review_shown"):
        standing = standing_of(page)
        remembering.review_shown = standing and Shown(
            standing, objection_to(standing, cast("AbstractUser", request.user)), reverse(URL_NAME, args=[page.pk])
        )
    return remembering.review_shown


def objection_to(standing: Standing, user: AbstractUser) -> str:
    """Why this person has nothing to decide here, in a sentence to them; empty when they have."""
    if not standing.is_review or standing.is_sent_back:
        return ""
    if reason := decisions.objection(standing.task, standing.page, user):
        return reason
    if any(one.user.pk == user.pk for one in standing.given) and not standing.is_complete:
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
        rows = [(one, DECISIONS) for one in found]
        return {"rows": rows, "request": request, "csrf_token": parent_context["csrf_token"]}
