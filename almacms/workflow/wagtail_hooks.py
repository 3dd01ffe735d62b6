"""Moderation in the editorial interface."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from . import unreviewed, unreviewed_views
from .decisions import check_shown


@hooks.register("before_edit_page")
def refuse_a_decision_from_an_old_tab(request: HttpRequest, page: Page) -> None:
    """A decision taken in the editor saves what the tab holds: from an old tab, that would be an older text.

    Raises:
        Refused: somebody saved the page since the tab was opened.
    """
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return
    latest = page.get_latest_revision()
    if request.POST.get("overwrite_revision_id"):
        stale = request.POST["overwrite_revision_id"] != str(latest.pk)
    else:
        loaded = (request.POST.get("loaded_revision_id"), request.POST.get("loaded_revision_created_at"))
        stale = loaded != (str(latest.pk), latest.created_at.isoformat())
    check_shown(shown="older" if stale else "latest", current="latest")


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path(
            "pages/<int:page_id>/publish-without-review/",
            unreviewed_views.PublishWithoutReviewView.as_view(),
            name=unreviewed_views.URL_NAME,
        ),
    ]


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
