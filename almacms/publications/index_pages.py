"""What the two lists share."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from almacms.workflow.pages import ReviewedPage
from almacms.workflow.permissions import KeptPagePermissionTester

from .filters import ListFilters
from .forms import PageForm
from .listing import paginate
from .models import Contribution, Publication
from .panels import plain_promote_panels
from .restrictions import RoutedPage
from .sharing import DescribedPage


def index_models() -> list[type[PublicationIndexPage]]:
    """The page types that list publications, one for each kind."""
    return [model for model in apps.get_models() if issubclass(model, PublicationIndexPage)]


class PublicationIndexPage(DescribedPage, RoutedPage, ReviewedPage):
    """A list of the publications of one kind; abstract, one subclass for each."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link"], help_text=_("Shown above the list.")
    )

    kind: models.TextChoices
    filtered_role = Contribution.Role.AUTHOR
    """Which people the list may be narrowed to."""
    default_title: str | Promise
    default_slug: str
    parent_page_types = ["home.HomePage"]
    max_count = 1
    permission_tester = KeptPagePermissionTester
    base_form_class = PageForm
    content_panels = [FieldPanel("title", classname="title"), FieldPanel("introduction")]
    promote_panels = plain_promote_panels

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        filters = self.filters(request)
        publications = filters.narrow(Publication.objects.listed().of_kind(self.kind)).newest_first()
        listed = paginate(request, publications, filters.parameters, within=f"kind:{self.kind}")
        return {**context, "filters": filters, "publications": listed}

    def filters(self, request: HttpRequest) -> ListFilters:
        """What the reader asks the list to be narrowed to."""
        return ListFilters.asked_by(request, kind=self.kind, role=self.filtered_role)
