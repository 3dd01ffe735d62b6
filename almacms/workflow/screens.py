"""What the screens of the editorial interface that are about one page have in common."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page


class PageScreen(WagtailAdminTemplateMixin):
    """The page, who may be here, and the way back to its editor; mixed into a view whose address gives `page_id`."""

    page_model: type[Page] = Page
    request: HttpRequest
    kwargs: dict[str, Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in those who may be here.

        Raises:
            Http404: there is no such page.
            PermissionDenied: this screen is not for them.
        """
        super().setup(request, *args, **kwargs)
        if not self.is_open():
            raise PermissionDenied

    def is_open(self) -> bool:
        """Whether it is for the person who asks; for those who may edit the page, unless a screen says otherwise."""
        return self.page.permissions_for_user(self.request.user).can_edit()

    @cached_property
    def page(self) -> Any:
        """The page, as one of `page_model`."""
        return get_object_or_404(self.page_model, pk=self.kwargs["page_id"]).specific

    @property
    def title(self) -> str:
        return self.page.get_admin_display_title()

    @property
    def edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_address, "label": self.title},
            {"url": "", "label": self.get_page_title(), "sublabel": self.title},
        ]
