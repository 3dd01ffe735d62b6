"""In the editorial interface, and only where there are several languages: the site's words in the others."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import several
from .models import SiteWording


class SiteWordingViewSet(SnippetViewSet):
    """Among the settings, as the words of the site's own language are."""

    model = SiteWording
    icon = "globe"
    menu_label = _("Words in other languages")
    add_to_settings_menu = True
    list_display = ["site", "locale", "tagline"]


if several():
    register_snippet(SiteWordingViewSet)
