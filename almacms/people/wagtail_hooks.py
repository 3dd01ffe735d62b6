"""People in the editorial interface."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Person


class PersonChooserViewSet(SnippetChooserViewSet):
    """Choosing a person; one who is not in the library yet is added on the spot."""

    form_fields = ["name", "role", "organisation"]


class PersonViewSet(SnippetViewSet):
    """The library of those who write and those who speak."""

    model = Person
    icon = "user"
    chooser_viewset_class = PersonChooserViewSet
    menu_label = _("People")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", Column("role", label=_("Role")), Column("organisation", label=_("Organisation"))]
    list_filter = ["organisation"]
    # Few rows, found by any part of a name: the search index matches whole words only.
    search_backend_name = None
    search_fields = ["name", "role", "organisation"]
    ordering = ["name"]


register_snippet(PersonViewSet)
