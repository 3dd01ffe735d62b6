"""Blocks for what older sites leave behind: code, sounds and films of their own, HTML that has no equivalent."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import get_text_for_indexing

from .media import DocumentValue

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
AUDIO, VIDEO = {"m4a", "mp3", "oga", "ogg", "wav"}, {"m4v", "mp4", "ogv", "webm"}


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
    is_elsewhere = tag == "img" and name == "src" and not (value.startswith("/") and not value.startswith("//"))
    return None if is_elsewhere else value


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


class RecordingValue(DocumentValue):
    """A sound or a film of the site's own library."""

    @property
    def player(self) -> str:
        """The element that plays it: “audio”, “video”, or none for what browsers do not play."""
        document = self.get("document")
        extension = (document.file_extension if document else "").lower()
        return "audio" if extension in AUDIO else "video" if extension in VIDEO else ""


class RecordingBlock(blocks.StructBlock):
    """A sound or a film of the library."""

    document = DocumentChooserBlock(label=_("Sound or film"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)

    def get_preview_value(self):
        """The newest document of the library: a preview without one shows nothing."""
        return self.normalize({"document": get_document_model().objects.order_by("-pk").first(), "title": ""})

    class Meta:
        icon = "media"
        label = _("Sound or film of the library")
        label_format = "{title}"
        description = _("A sound or a film that the site itself holds.")
        value_class = RecordingValue
        template = "blocks/recording.html"


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
