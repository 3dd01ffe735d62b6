"""Moderation in the editorial interface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from . import action_menu, desk_views, log, report, submission, unreviewed, unreviewed_views
from .bulk import SubmitBulkAction
from .outdated import tell_outdated_approvals
from .page_views import PagesViewSet, pages_viewset
from .panels import URL_NAME, ToDecidePanel
from .reminders import send_reminders


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path(
            "pages/<int:page_id>/publish-without-review/",
            unreviewed_views.PublishWithoutReviewView.as_view(),
            name=unreviewed_views.URL_NAME,
        ),
        path("pages/<int:page_id>/review/", desk_views.ReviewView.as_view(), name=URL_NAME),
        path("reports/in-review/", report.InReviewView.as_view(), name=report.INDEX),
        path("reports/in-review/results/", report.InReviewView.as_view(results_only=True), name=report.RESULTS),
    ]


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", SubmitBulkAction, order=10)


@hooks.register("register_page_action_menu_item")
def offer_to_publish_without_review() -> ActionMenuItem:
    return unreviewed_views.PublishWithoutReviewItem()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(unreviewed.LOG_ACTION)
    class PublishedWithoutReview(LogFormatter):
        label = gettext_lazy("Publish without review")
        message = gettext_lazy("Published without review")

        def format_comment(self, log_entry: PageLogEntry) -> str:
            return log_entry.data.get("reason", "")


@hooks.register("construct_page_action_menu")
def tell_what_the_buttons_do(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    action_menu.tell_what_they_do(items, request, context)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_a_shortage(request: HttpRequest, page: Page) -> None:
    submission.warn_of_a_shortage(request, page)


@hooks.register("construct_homepage_panels")
def say_how_reviews_stand(_request: HttpRequest, panels: list[Component]) -> None:
    """Ours in the place of Wagtail's, which knows neither deadlines nor how many approvals are missing."""
    panels[:] = [ToDecidePanel() if isinstance(panel, WorkflowObjectsToModeratePanel) else panel for panel in panels]


@hooks.register("insert_global_admin_css")
def style_of_reviews() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("workflow/css/desk.css"))


# Both after Wagtail's own, in the place of which they come.
@hooks.register("register_log_actions", order=1)
def tell_the_story_in_sentences(actions: LogActionRegistry) -> None:
    log.register_lines(actions)


@hooks.register("register_admin_viewset", order=1)
def register_pages_viewset() -> PagesViewSet:
    return pages_viewset


@hooks.register("register_reports_menu_item")
def list_what_is_in_review() -> MenuItem:
    return MenuItem(gettext_lazy("In review"), reverse(report.INDEX), name="in-review", icon_name="tasks", order=100)


@hooks.register("register_periodic_job")
def remind_every_hour() -> tuple[str, timedelta, Callable[[], object]]:
    return "review reminders", timedelta(hours=1), send_reminders


@hooks.register("register_periodic_job")
def tell_of_outdated_approvals() -> tuple[str, timedelta, Callable[[], object]]:
    return "outdated approvals", timedelta(minutes=5), tell_outdated_approvals
