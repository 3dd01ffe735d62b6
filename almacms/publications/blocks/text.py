"""Blocks made of words."""

from threading import local

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail_footnotes.blocks import RichTextBlockWithFootnotes
from wagtail_footnotes.models import Footnote

from almacms.people.names import LIGATURES

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "code", "english"]
"""What may be marked inside of a sentence; `code` and `english` are also what French typography leaves alone."""
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript", "subscript"]


class HeadingLevel(models.TextChoices):
    """The two levels a body may use; the first is the page's title."""

    SECTION = "2", _("Section")
    SUBSECTION = "3", _("Sub-section")


class HeadingValue(blocks.StructValue):
    """A heading, and where it can be linked to."""

    @cached_property
    def anchor(self) -> str:
        """What follows # in the address of this heading; made from its text, and made unique by `contents`."""
        return slugify((self.get("text") or "").translate(LIGATURES)) or "section"


class HeadingBlock(blocks.StructBlock):
    """A heading of one of two levels."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(label=_("Level"), choices=HeadingLevel.choices, default=HeadingLevel.SECTION)

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        description = _("Opens a section or a sub-section; gets an address of its own.")
        value_class = HeadingValue
        template = "blocks/heading.html"
        preview_value = {"text": "Décider à cinquante", "level": "2"}


PARAGRAPH_PREVIEW = "<p>Chaque équipe choisit ses outils ; le reste se décide ensemble, une personne, une voix.</p>"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text, with lists and links."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists.")
        template = "blocks/paragraph.html"
        preview_value = PARAGRAPH_PREVIEW


DRAWN = local()
"""What each thread is drawing."""


class FootnotedParagraphBlock(RichTextBlockWithFootnotes):
    """Running text, with lists, links and footnotes."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"features": [*TEXT_FEATURES, "footnotes"], **kwargs})

    @property
    def all_footnotes(self) -> dict[str, Footnote]:
        """Those of the page that this thread draws: the library keeps them on the block, which all threads share."""
        return DRAWN.footnotes

    @all_footnotes.setter
    def all_footnotes(self, footnotes: dict[str, Footnote]) -> None:
        DRAWN.footnotes = footnotes

    def replace_footnote_tags(self, value, html, context=None):
        """Load the page's footnotes once for all its paragraphs; the library asks for them at each."""
        if "<footnote" not in html:
            return html
        page = (context or {}).get("page")
        if page is not None and hasattr(page, "footnotes"):
            page.footnotes.get_object_list()
        return super().replace_footnote_tags(value, html, context=context)

    def render_footnote_tag(self, index: int, reference_index: int) -> str:
        """The reference alone: the ends of the template's lines would be spaces around it."""
        return super().render_footnote_tag(index, reference_index).strip()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists. The “Footnote” button adds a note at the cursor.")
        template = "blocks/paragraph.html"
        preview_value = PARAGRAPH_PREVIEW


class QuotationBlock(blocks.StructBlock):
    """Somebody else's words, and where they come from."""

    text = blocks.RichTextBlock(label=_("Quotation"), features=["bold", "italic", "link", "code", "english"])
    source = blocks.CharBlock(
        label=_("Source"), required=False, max_length=255, help_text=_("Who said or wrote it, where and when.")
    )
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of somebody else, with their source.")
        template = "blocks/quotation.html"
        preview_value = {
            "text": "<p>La coopération commence quand chacun accepte de changer d’avis.</p>",
            "source": "Carnet de réunion, 2019",
        }


class CalloutKind(models.TextChoices):
    """Why something is set apart from the running text."""

    NOTE = "note", _("Good to know")
    KEY = "key", _("Key point")
    WARNING = "warning", _("Warning")


class CalloutValue(blocks.StructValue):
    """A text set apart, and why."""

    def get_kind_display(self) -> str:
        """The kind in words; a kind that is no longer offered is a note."""
        kind = self.get("kind")
        return str(CalloutKind(kind if kind in CalloutKind.values else CalloutKind.NOTE).label)


class CalloutBlock(blocks.StructBlock):
    """A text set apart."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CalloutKind.choices, default=CalloutKind.NOTE)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul", "ol"])

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        label_format = "{title}"
        description = _("A frame beside the running text: a definition, a key point, a warning.")
        value_class = CalloutValue
        template = "blocks/callout.html"
        preview_value = {
            "kind": "note",
            "title": "Qu’est-ce qu’une Scop ?",
            "text": "<p>Une entreprise dont les salarié·es détiennent la majorité du capital.</p>",
        }


class TableBlock(TypedTableBlock):
    """A table with a caption and one heading a column."""

    def __init__(self, local_blocks=None, **kwargs) -> None:
        columns = [
            (
                "text",
                blocks.RichTextBlock(
                    label=_("Text"), features=["bold", "italic", "link", "code", "english"], required=False
                ),
            ),
            ("number", blocks.CharBlock(label=_("Figure"), required=False)),
        ]
        super().__init__(local_blocks or columns, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Figures or comparisons, in rows and columns.")
        template = "blocks/table.html"
        preview_value = {
            "caption": "Effectifs",
            "columns": [{"type": "text", "heading": "Équipe"}, {"type": "number", "heading": "Personnes"}],
            "rows": [
                {"values": ["<p>Santé</p>", "24"]},
                {"values": ["<p>Industrie</p>", "41"]},
            ],
        }
