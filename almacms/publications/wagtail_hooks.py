"""Publications in the editorial interface: topics, checks, the way to write something new."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, InlineStyleFeature
from wagtail.admin.ui.tables import Column
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.documents.models import AbstractDocument
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from almacms.people.models import Person

from .content_checks import PublicationContentCheckerItem
from .dashboard import WritePanel
from .documents import may_read
from .drafts import drafts_naming
from .models import Topic
from .rich_text import VisiblePageLinkHandler


class TopicChooserViewSet(SnippetChooserViewSet):
    """Choosing a topic; a new one is added on the spot."""

    form_fields = ["name", "description"]


class TopicViewSet(SnippetViewSet):
    """What publications are filed under."""

    model = Topic
    icon = "tag"
    chooser_viewset_class = TopicChooserViewSet
    menu_label = _("Topics")
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["name", Column("description", label=_("Description"))]
    search_backend_name = None
    search_fields = ["name", "description"]
    ordering = ["name"]


register_snippet(TopicViewSet)


@hooks.register("before_delete_snippet")
def keep_what_drafts_name(request: HttpRequest, instances: list) -> HttpResponse | None:
    """Say which drafts still name a person or a topic, rather than let them lose it.

    What is in use on a page is protected by the database; a draft is not known to it.
    """
    for instance in instances:
        if isinstance(instance, Person | Topic):
            quoted = gettext("“%(title)s”")
            titles = ", ".join(quoted % {"title": page.get_admin_display_title()} for page in drafts_naming(instance))
            if titles:
                text = gettext("“%(name)s” is still named in drafts: %(titles)s. Take it out of them first.")
                messages.error(request, text % {"name": instance, "titles": titles})
                name = f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}:list"
                return redirect(reverse(name))
    return None


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """The footnotes' button has no icon of Wagtail's."""
    return [*icons, "publications/admin/icons/footnote.svg"]


@hooks.register("register_rich_text_features", order=1)
def hide_the_addresses_of_drafts(features: FeatureRegistry) -> None:
    """Render links to pages our way, in place of Wagtail's."""
    features.register_link_type(VisiblePageLinkHandler)


# After wagtail_footnotes has registered its own.
@hooks.register("register_rich_text_features", order=1)
def name_the_footnote_button(features: FeatureRegistry) -> None:
    """Put French words on the footnotes' button, on their marks in the text and on the way back to them.

    The package writes them in English, out of reach of any catalogue; and it puts the mark in place of what is
    selected, where ours comes after it.
    """
    control = {"type": "FOOTNOTES", "icon": "footnote", "description": gettext("Footnote")}
    scripts = ["wagtailadmin/js/draftail.js", "footnotes/js/footnotes.js", "publications/js/footnote-words.js"]
    feature = EntityFeature(control, js=scripts, css={"all": ["footnotes/css/footnotes-admin.css"]})
    features.register_editor_plugin("draftail", "footnotes", feature)


@hooks.register("register_rich_text_features")
def mark_english_words(features: FeatureRegistry) -> None:
    """A button for words in English: screen readers say them so, and French typography leaves them alone."""
    control = {
        "type": "ENGLISH",
        "label": "EN",
        "description": gettext("Words in English"),
        "style": {"textDecoration": "underline dotted"},
    }
    features.register_editor_plugin("draftail", "english", InlineStyleFeature(control))
    rule = {
        "from_database_format": {"span[lang=en]": InlineStyleElementHandler("ENGLISH")},
        "to_database_format": {"style_map": {"ENGLISH": {"element": "span", "props": {"lang": "en"}}}},
    }
    features.register_converter_rule("contentstate", "english", rule)


@hooks.register("insert_global_admin_js")
def wait_for_autosave() -> SafeString:
    """A page sent while its first autosave is under way would be created twice."""
    return format_html('<script src="{}"></script>', static("publications/js/submit-after-autosave.js"))


@hooks.register("construct_wagtail_userbar")
def check_publications(_request: HttpRequest, items: list, _page: object) -> None:
    """Put our content checks beside Wagtail's."""
    items[:] = [
        PublicationContentCheckerItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("construct_homepage_panels")
def offer_to_write(_request: HttpRequest, panels: list) -> None:
    """Begin the dashboard with what most people come for."""
    panels.append(WritePanel())


@hooks.register("before_serve_document")
def keep_documents_of_drafts(document: AbstractDocument, request: HttpRequest) -> None:
    """A document that nobody may read on a page is not to be found by its address either."""
    if not may_read(request, document):
        raise Http404
