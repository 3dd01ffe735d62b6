"""The lists of publications in the editorial interface; each kind adds its own to them."""

from collections.abc import Callable

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import WorkflowState
from wagtail.models.content_types import get_default_page_content_type

from almacms.people.models import Person

from .models import Publication, Topic


def in_workflow(status: str) -> Q:
    """Pages whose moderation is at this point: a status of `WorkflowState`."""
    states = WorkflowState.objects.filter(status=status, base_content_type=get_default_page_content_type())
    return Q(pk__in=states.values_list(Cast("object_id", BigIntegerField()), flat=True))


STATUSES: dict[str, Callable[[], Q]] = {
    "live": lambda: Q(live=True),
    "draft": lambda: Q(live=False),
    "changed": lambda: Q(live=True, has_unpublished_changes=True),
    "review": lambda: in_workflow(WorkflowState.STATUS_IN_PROGRESS),
    "returned": lambda: in_workflow(WorkflowState.STATUS_NEEDS_CHANGES),
    "scheduled": lambda: Q(_approved_schedule=True),
}


class PublicationFilterSet(PageFilterSet):
    """What a newsroom looks for: where it stands, who signs, what about, when."""

    # Of Wagtail's own, those that tell nothing of a publication.
    owner = None
    site = None
    has_child_pages = None
    status = MultipleChoiceFilter(
        label=_("Status"),
        choices=[
            ("live", _("Published")),
            ("draft", _("Not published")),
            ("changed", _("Published, with changes not published")),
            ("review", _("Waiting for review")),
            ("returned", _("Sent back")),
            ("scheduled", _("Scheduled")),
        ],
        method="filter_status",
        widget=CheckboxSelectMultiple,
    )
    author = ModelMultipleChoiceFilter(
        label=_("Author"),
        field_name="authorships__person",
        queryset=Person.objects.filter(authorships__isnull=False).distinct(),
        widget=CheckboxSelectMultiple,
    )
    topic = ModelMultipleChoiceFilter(
        label=_("Topic"), field_name="topic_links__topic", queryset=Topic.objects.all(), widget=CheckboxSelectMultiple
    )
    publication_date = DateFromToRangeFilter(label=_("Publication date"), widget=DateRangePickerWidget)

    class Meta:
        model = Publication
        fields: list[str] = []

    def filter_status(self, queryset: QuerySet, _name: str, values: list[str]) -> QuerySet:
        """Publications in any of these states."""
        wanted = Q()
        for value in values:
            wanted |= STATUSES[value]()
        return queryset.filter(pk__in=Publication.objects.annotate_approved_schedule().filter(wanted).values("pk"))


class PublicationListingViewSet(PageListingViewSet):
    """A flat list of one kind of publication, in the menu."""

    add_to_admin_menu = True
    filterset_class = PublicationFilterSet
    ordering = "-latest_revision_created_at"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("byline", label=_("Authors"), accessor=lambda page: ", ".join(map(str, page.byline))),
        DateColumn("publication_date", label=_("Publication date"), sort_key="publication_date", width="14%"),
        DateColumn(
            "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="12%"
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
