"""The dashboard's first panel: write something new, in one click."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from .models import Publication


class WritePanel(Component):
    """A button for each kind of publication that this person may write."""

    name = "write"
    order = 50
    template_name = "publications/admin/write_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        user = request.user
        kinds = [model for model in apps.get_models() if issubclass(model, Publication) and model.is_creatable]
        links = []
        for model in kinds:
            for parent in Page.objects.type(*model.allowed_parent_page_models()).specific():
                if model.can_create_at(parent) and parent.permissions_for_user(user).can_add_subpage():
                    address = reverse(
                        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
                    )
                    links.append({"label": model.new_label, "url": address})
        for add_links in hooks.get_hooks("construct_write_panel"):
            # A kind of publication may have other ways to begin than an empty page.
            add_links(request, links)
        return {"links": links}
