"""What the screens of the editorial interface that are about one interview have in common."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from almacms.workflow.screens import PageScreen

from .models import InterviewPage


class InterviewScreen(PageScreen):
    """An interview, reached from the list of them all."""

    page_model = InterviewPage
    breadcrumbs_items = [
        *PageScreen.breadcrumbs_items,
        {"url": reverse_lazy("interviews:index"), "label": _("Interviews")},
    ]

    def is_open(self) -> bool:
        return not self.interview.alias_of_id and super().is_open()

    @property
    def interview(self) -> InterviewPage:
        return self.page
