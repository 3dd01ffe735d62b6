"""Shared drafts in the editorial interface, in the page's history, and in what the scheduler does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry, Revision

from .models import SharedDraft
from .services import REVOKED, SHARED, purge_dead_links
from .views import links, report


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    sharing = "pages/<int:page_id>/shared-drafts/"
    listing = report.SharedDraftReport
    return [
        path(sharing, links.ShareView.as_view(), name=links.URL_NAME),
        path(f"{sharing}<int:pk>/revoke/", links.RevokeView.as_view(), name=links.REVOKE_URL_NAME),
        path("reports/shared-drafts/", listing.as_view(), name=report.REPORT),
        path("reports/shared-drafts/results/", listing.as_view(results_only=True), name=report.RESULTS),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_to_share(page: Page, user: AbstractUser, **_others: object) -> Iterator[Button]:
    yield from links.buttons(page, user)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return report.SharedDraftMenuItem(
        _("Shared drafts"), reverse(report.REPORT), name="shared-drafts", icon_name="link", order=850
    )


@hooks.register("keep_revision")
def keep_what_is_shared(revision: Revision) -> bool:
    """A link to one revision goes on showing it: autosave must not write over it."""
    return SharedDraft.objects.usable().filter(revision=revision).exists()


@hooks.register("register_periodic_job")
def forget_dead_links() -> tuple[str, timedelta, Callable[[], object]]:
    return "forgetting links to drafts", timedelta(days=1), purge_dead_links


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(SHARED)
    class SharedFormatter(LogFormatter):
        label = _("Share the draft")

        def format_message(self, log_entry: PageLogEntry) -> str:
            until = localtime(datetime.fromisoformat(log_entry.data["until"]))
            words = {"recipient": log_entry.data["recipient"], "day": date_format(until, "SHORT_DATE_FORMAT")}
            if log_entry.data["comments"]:
                return gettext("Draft shared with “%(recipient)s” until %(day)s, who may comment") % words
            return gettext("Draft shared with “%(recipient)s” until %(day)s") % words

    @actions.register_action(REVOKED)
    class RevokedFormatter(LogFormatter):
        label = _("Close a link to a draft")

        def format_message(self, log_entry: PageLogEntry) -> str:
            return gettext("Link to the draft closed for “%(recipient)s”") % {"recipient": log_entry.data["recipient"]}
