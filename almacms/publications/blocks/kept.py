"""Blocks for what older sites leave behind: code, highlighted sentences, HTML that has no equivalent."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

KEPT_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "figcaption",
    "figure", "h3", "h4", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
}  # fmt: skip
KEPT_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
PICTURE = re.compile(r'<img((?:\s[a-z]+="[^"]*")*)>')
"""As `nh3` writes it: whatever a value holds, its quotation marks are escaped."""

OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20]")
"""A path of this site. Browsers read a backslash as a slash and skip line ends: either would lead to another site."""


def harmless(html: str) -> str:
    """HTML of which nothing can act: no script, style, form, frame, nor anything loaded from another site."""
    cleaned = nh3.clean(
        html,
        tags=KEPT_TAGS,
        clean_content_tags={"script", "style"},
        attributes=KEPT_ATTRIBUTES,
        attribute_filter=_own_pictures,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return PICTURE.sub(lambda found: found[0] if ' src="' in found[1] else "", cleaned)


def _own_pictures(tag: str, name: str, value: str) -> str | None:
    """Readers ask nothing of anybody else's servers: a picture that is elsewhere has no address, and is not shown."""
    return None if tag == "img" and name == "src" and not OWN_PATH.match(value) else value


class CodeBlock(blocks.StructBlock):
    """Lines of a program, as they were written."""

    code = blocks.TextBlock(label=_("Code"), rows=8)
    language = blocks.CharBlock(label=_("Language"), required=False, max_length=40)

    class Meta:
        icon = "code"
        label = _("Code")
        label_format = "{language}"
        description = _("Lines of a program: spaces and line ends are kept.")
        template = "blocks/code.html"
        preview_value = {"code": "for voix in cooperative:\n    ecouter(voix)", "language": "python"}


class HighlightBlock(blocks.StructBlock):
    """A sentence drawn large, with its source."""

    text = blocks.RichTextBlock(label=_("Sentence"), features=["bold", "italic", "link"])
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=255)
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Highlighted sentence")
        description = _("A sentence worth being seen from afar, with its source.")
        template = "blocks/highlight.html"
        preview_value = {"text": "<p>Une coopérative, c’est une conversation qui dure.</p>", "source": "Camille"}


class KeptHTMLValue(blocks.StructValue):
    """HTML kept from elsewhere."""

    @property
    def safe_html(self) -> SafeString:
        """What may be shown of it: cleaned each time, as what code stores is checked by nobody."""
        return SafeString(harmless(self.get("html") or ""))


class KeptHTMLBlock(blocks.StructBlock):
    """What an import found no equivalent for, kept as HTML."""

    def get_searchable_content(self, value):
        """Its words, without its tags."""
        return [get_text_for_indexing(value.safe_html)]

    html = blocks.TextBlock(label=_("HTML"), rows=6, help_text=_("Scripts, styles, forms and frames are not shown."))
    origin = blocks.CharBlock(
        label=_("What it was"), required=False, max_length=60, help_text=_("Its name on the site it comes from.")
    )

    class Meta:
        icon = "code"
        label = _("Kept from the former site")
        label_format = "{origin}"
        description = _("What an import found no equivalent for. Replace it by other blocks when you can.")
        value_class = KeptHTMLValue
        template = "blocks/kept_html.html"
        preview_value = {"html": "<p>Un encadré de l’ancien site.</p>", "origin": "encadré"}
