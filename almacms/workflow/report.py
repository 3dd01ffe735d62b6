"""The report “In review”: what waits, since when, for whom, until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleContentTypeFilter, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn, Table
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, PageLogEntry, Task, WorkflowState
from wagtail.permissions import policy_registry

from .models import Deadline, ReviewTask
from .spreadsheets import DisarmedExportMixin
from .standing import Standing, running, standings

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

INDEX, RESULTS = "workflow_in_review", "workflow_in_review_results"


def visible_to(user: AbstractUser) -> QuerySet[WorkflowState]:
    """The running reviews of pages that they may edit or decide about, with what a list sorts by."""
    number = Cast(OuterRef("object_id"), BigIntegerField())
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    theirs = ReviewTask.objects.filter(groups__in=user.groups.all())
    return (
        running()
        .filter(
            Q(object_id__in=editable.values_list(Cast("pk", CharField()), flat=True))
            | Q(current_task_state__task__in=theirs.values("pk"))
        )
        .annotate(
            page_title=Subquery(Page.objects.filter(pk=number).values("draft_title")),
            deadline=Subquery(Deadline.objects.filter(page=number).values("day")),
            last_activity=Subquery(
                PageLogEntry.objects.filter(page=number).order_by("-timestamp").values("timestamp")[:1]
            ),
        )
        .filter(page_title__isnull=False)
    )


def tasks_in_use(_request: object) -> QuerySet[Task]:
    return Task.objects.filter(pk__in=running().values("current_task_state__task")).order_by("name")


def types_in_use(_request: object) -> QuerySet[ContentType]:
    return ContentType.objects.filter(pk__in=running().values("content_type"))


class InReviewFilterSet(WagtailFilterSet):
    """By step, by type, what waits for me, what is late."""

    waits_for_me = django_filters.ChoiceFilter(
        label=_("Waits for"), choices=[("me", _("Me"))], method="filter_mine", empty_label=_("Anybody"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    late = django_filters.ChoiceFilter(
        label=_("Deadline"), choices=[("late", _("Late"))], method="filter_late", empty_label=_("Any"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    step = django_filters.ModelMultipleChoiceFilter(
        label=_("Step"), field_name="current_task_state__task", queryset=tasks_in_use,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    type = MultipleContentTypeFilter(
        label=_("Type"), field_name="content_type", queryset=types_in_use, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = WorkflowState
        fields: list[str] = []

    def filter_mine(self, queryset: QuerySet, _name: str, _value: str) -> QuerySet:
        mine = [one.workflow_state.pk for one in standings(running()) if one.waits_for(self.request.user)]
        return queryset.filter(pk__in=mine)

    def filter_late(self, queryset: QuerySet, _name: str, _value: str) -> QuerySet:
        return queryset.filter(deadline__lt=localdate())


class PagesPaginator(WagtailPaginator):
    """Counts pages, not what the database calls the state of a workflow."""

    @cached_property
    def items_count_label(self) -> str:
        return ngettext("%(count)d page in review", "%(count)d pages in review", self.count) % {"count": self.count}


class CellColumn(Column):
    """A cell with a template of ours, which is given the whole row."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, accessor="page", **options)
        self.cell_template_name = f"workflow/admin/report/{name}.html"


class InReviewView(DisarmedExportMixin, ReportView):
    """One line for each page; a line is a `Standing`."""

    page_title = _("In review")
    header_icon = "tasks"
    index_url_name = INDEX
    index_results_url_name = RESULTS
    filterset_class = InReviewFilterSet
    default_ordering = "since"
    paginator_class = PagesPaginator
    paginate_by = 50
    columns = [
        CellColumn("what", label=_("Page"), sort_key="page_title", width="24%"),
        CellColumn("step", label=_("Step"), sort_key="step"),
        DateColumn("since", label=_("Since"), accessor="state.started_at", sort_key="since"),
        Column(
            "requested_by",
            label=_("Requested by"),
            accessor=lambda row: get_user_display_name(row.workflow_state.requested_by),
            sort_key="requested_by",
        ),
        CellColumn("waits_for", label=_("Waits for"), width="20%"),
        CellColumn("deadline", label=_("Deadline"), sort_key="deadline"),
        DateColumn(
            "last_activity",
            label=_("Last activity"),
            accessor="workflow_state.last_activity",
            sort_key="last_activity",
        ),
    ]
    list_export = [
        "title", "type", "step", "since", "requested_by", "approvals", "waits_for", "deadline", "late", "last_activity",
    ]  # fmt: skip
    export_headings = {
        "title": _("Page"),
        "type": _("Type"),
        "step": _("Step"),
        "since": _("Since"),
        "requested_by": _("Requested by"),
        "approvals": _("Approvals"),
        "waits_for": _("Waits for"),
        "deadline": _("Deadline"),
        "late": _("Late"),
        "last_activity": _("Last activity"),
    }

    @cached_property
    def no_results_message(self) -> str:
        if self.is_filtering:
            return gettext("No page in review matches these filters.")
        return gettext("Nothing is in review: every page has been decided about.")

    def get_queryset(self) -> QuerySet[WorkflowState]:
        states = visible_to(self.request.user).annotate(
            since=F("current_task_state__started_at"), step=F("current_task_state__task__name")
        )
        name, descends = self.ordering.removeprefix("-"), self.ordering.startswith("-")
        key = F("requested_by__username" if name == "requested_by" else name)
        order = key.desc(nulls_last=True) if descends else key.asc(nulls_last=True)
        return states.order_by(order, "pk")

    def get_table(self, object_list: Iterable[WorkflowState]) -> Table:
        return super().get_table([] if self.is_export else standings(object_list))

    def decorate_paginated_queryset(self, object_list: Iterable[WorkflowState]) -> Iterable:
        return standings(object_list) if self.is_export else object_list

    def get_filename(self) -> str:
        return f"{slugify(gettext('In review'))}-{localdate().isoformat()}"

    def to_row_dict(self, item: Standing) -> dict[str, Any]:
        return {
            "title": item.page.get_admin_display_title(),
            "type": capfirst(item.page.specific_class.get_verbose_name()),
            "step": gettext("%(step)s (sent back)") % {"step": item.task.name} if item.is_sent_back else item.task.name,
            "since": _naive(item.state.started_at),
            "requested_by": get_user_display_name(item.workflow_state.requested_by),
            "approvals": f"{len(item.given)}/{item.needed}" if item.needed else "",
            "waits_for": ", ".join(item.waiting_for),
            "deadline": item.deadline,
            "late": gettext("yes") if item.is_late else "",
            "last_activity": _naive(item.workflow_state.last_activity),
        }


def _naive(at: Any) -> Any:
    """The hour of the newsroom's clock: a spreadsheet knows no time zones."""
    return localtime(at).replace(tzinfo=None, microsecond=0) if at else None
