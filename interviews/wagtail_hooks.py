"""Interviews in the editorial interface."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import ModelMultipleChoiceFilter
from wagtail import hooks

from almacms.people.models import Person
from almacms.publications.viewsets import PublicationFilterSet, PublicationListingViewSet

from .models import InterviewPage


class InterviewFilterSet(PublicationFilterSet):
    """Filters of the list of interviews: those of any publication, and who speaks."""

    speaker = ModelMultipleChoiceFilter(
        label=_("Speaker"),
        field_name="speakers__person",
        queryset=Person.objects.filter(interviews_given__isnull=False).distinct(),
        widget=CheckboxSelectMultiple,
    )

    class Meta(PublicationFilterSet.Meta):
        model = InterviewPage


class InterviewListingViewSet(PublicationListingViewSet):
    """Every interview, whatever its state."""

    model = InterviewPage
    icon = "openquote"
    menu_label = _("Interviews")
    menu_order = 120
    filterset_class = InterviewFilterSet


@hooks.register("register_admin_viewset")
def register_interviews() -> InterviewListingViewSet:
    return InterviewListingViewSet("interviews")
