"""The ways to import an interview, wherever one would look for it."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page

from .import_views import ImportPictureView, ImportReviewView, ImportStartView, list_for, may_import_into
from .models import InterviewIndexPage

IMPORT = _("Import an interview")


def import_urls() -> list[URLPattern]:
    return [
        path("interviews/import/", ImportStartView.as_view(), name="interviews_import"),
        path("interviews/import/<int:parent_id>/", ImportStartView.as_view(), name="interviews_import_into"),
        path("interviews/import/<uuid:pk>/", ImportReviewView.as_view(), name="interviews_import_review"),
        path("interviews/import/<uuid:pk>/<slug:key>/", ImportPictureView.as_view(), name="interviews_import_picture"),
    ]


def import_buttons(page: Page, user: AbstractUser) -> list[Button]:
    """Beside what may be added to a list of interviews."""
    if not issubclass(page.specific_class, InterviewIndexPage) or not may_import_into(page.specific, user):
        return []
    address = reverse("interviews_import_into", args=[page.pk])
    return [Button(IMPORT, address, icon_name="openquote", priority=15)]


class InterviewListView(IndexView):
    """The list of every interview, with a way to import one more."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if list_for(self.request.user):
            buttons.append(HeaderButton(IMPORT, url=reverse("interviews_import"), icon_name="upload"))
        return buttons
