"""A page's history, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.models import PageLogEntry

from .spreadsheets import DisarmedExportMixin


class HistoryView(DisarmedExportMixin, PageHistoryView):
    """Wagtail's, which may also be taken away: the lines that the filters leave, all of them."""

    list_export = ["day", "hour", "person", "action", "detail"]
    export_headings = {
        "day": _("Date"),
        "hour": _("Hour"),
        "person": _("Person"),
        "action": _("Action"),
        "detail": _("Detail"),
    }

    def get_filename(self) -> str:
        return f"{slugify(_('History'))}-{self.object.slug}"

    def to_row_dict(self, item: PageLogEntry) -> dict[str, Any]:
        at = localtime(item.timestamp)
        return {
            "day": at.date(),
            "hour": at.strftime("%H:%M"),
            "person": item.user_display_name,
            "action": item.message,
            "detail": item.comment,
        }

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_spreadsheet(context["object_list"], self.request.GET["export"])
        return super().render_to_response(context, **response_kwargs)
