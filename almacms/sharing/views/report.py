"""The report of every draft that is shared now."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn, UserColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from almacms.workflow.spreadsheets import DisarmedExportMixin

from ..models import SharedDraft
from .links import URL_NAME

REPORT = "sharing_report"
RESULTS = "sharing_report_results"


def seen_by(user: Any) -> QuerySet[SharedDraft]:
    """The links that are open now, to the pages that this person may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return SharedDraft.objects.usable().filter(page__in=pages.order_by().values("pk"))


def makers(request: HttpRequest) -> QuerySet:
    """Those who made one of these links."""
    return get_user_model().objects.filter(pk__in=seen_by(request.user).order_by().values("created_by"))


class SharedDraftFilterSet(WagtailFilterSet):
    """For whom, by whom, until when."""

    recipient = django_filters.CharFilter(label=_("For whom"), lookup_expr="icontains")
    created_by = django_filters.ModelChoiceFilter(label=_("Made by"), empty_label=_("Anybody"), queryset=makers)
    expires_at = django_filters.DateFromToRangeFilter(label=_("Until"), widget=DateRangePickerWidget)

    class Meta:
        model = SharedDraft
        fields = ["recipient", "created_by", "expires_at", "comments_allowed"]


def text_shown(link: SharedDraft) -> str:
    """Which text a link shows, in a few words."""
    return gettext("One version") if link.revision_id else gettext("Always the latest")


class DayColumn(Column):
    """A day as it is written; Wagtail's own column counts how long ago it was, and some of these are to come."""

    def get_value(self, instance: SharedDraft) -> str:
        moment = super().get_value(instance)
        return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class SharedDraftReport(DisarmedExportMixin, ReportView):
    """Who may read what that is not published."""

    page_title = _("Shared drafts")
    header_icon = "link"
    model = SharedDraft
    index_url_name = REPORT
    index_results_url_name = RESULTS
    filterset_class = SharedDraftFilterSet
    default_ordering = "expires_at"
    verbose_name_plural = _("shared drafts")
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="page.get_admin_display_title",
            get_url=lambda link: reverse(URL_NAME, args=[link.page_id]),
        ),
        Column("recipient", label=_("For whom"), sort_key="recipient"),
        Column("text", label=_("Which text"), accessor=text_shown),
        UserColumn("created_by", label=_("Made by")),
        DayColumn("created_at", label=_("Made"), sort_key="created_at"),
        DayColumn("expires_at", label=_("Until"), sort_key="expires_at"),
        DayColumn("opened_at", label=_("First opened"), sort_key="opened_at"),
        BooleanColumn("comments_allowed", label=_("May comment")),
    ]
    list_export = [
        "page.draft_title",
        "recipient",
        "created_by",
        "created_at",
        "expires_at",
        "opened_at",
        "comments_allowed",
    ]
    export_headings = {
        "page.draft_title": _("Page"),
        "recipient": _("For whom"),
        "created_by": _("Made by"),
        "created_at": _("Made"),
        "expires_at": _("Until"),
        "opened_at": _("First opened"),
        "comments_allowed": _("May comment"),
    }

    def get_base_queryset(self) -> QuerySet[SharedDraft]:
        return seen_by(self.request.user).select_related("page", "created_by", "created_by__wagtail_userprofile")

    def get_filename(self) -> str:
        return gettext("shared-drafts-%(day)s") % {"day": localdate().isoformat()}


class SharedDraftMenuItem(MenuItem):
    """For whoever may edit some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["add", "change", "publish"])
