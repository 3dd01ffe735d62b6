"""Interviews as files, in the editorial interface: where they are, and what leads there."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from ..models import InterviewPage
from .corrected_views import CorrectedView
from .formats import FORMATS
from .views import draft_download


def admin_urls() -> list[URLPattern]:
    return [
        re_path(
            r"^interviews/(?P<page_id>\d+)/export\.(?P<extension>docx|txt|md)$",
            draft_download,
            name="interviews_export",
        ),
        path("interviews/<int:page_id>/corrected/", CorrectedView.as_view(), name="interviews_corrected"),
    ]


def header_buttons(page: Page, user: AbstractUser) -> Iterator[Button]:
    """Among what may be done with an interview, for whoever may edit it."""
    is_interview = issubclass(page.specific_class, InterviewPage) and not page.alias_of_id
    if not is_interview or not page.permissions_for_user(user).can_edit():
        return
    for position, known in enumerate(FORMATS.values()):
        address = reverse("interviews_export", args=[page.pk, known.extension])
        yield Button(known.label, address, icon_name="download", priority=70 + position)
    corrected = reverse("interviews_corrected", args=[page.pk])
    yield Button(_("Bring back a corrected document"), corrected, icon_name="doc-full", priority=75)
