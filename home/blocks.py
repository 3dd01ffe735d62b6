"""The body of a plain page, and the links of the site's settings."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from almacms.publications.blocks import (
    CalloutBlock,
    CodeBlock,
    DocumentBlock,
    EmbedBlock,
    GalleryBlock,
    HeadingBlock,
    HighlightBlock,
    KeptHTMLBlock,
    ParagraphBlock,
    PictureBlock,
    QuotationBlock,
    TableBlock,
)


class ContentBody(blocks.StreamBlock):
    """What an article can be made of, footnotes aside."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    callout = CalloutBlock()
    table = TableBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    highlight = HighlightBlock()
    code = CodeBlock()
    kept_html = KeptHTMLBlock()


class NavigationLinkBlock(blocks.StructBlock):
    """A link of the navigation: to a page of the site, or to an address."""

    is_previewable = False

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=255,
        help_text=_("For what is no page: “/thematiques/”, or an address that begins with https://."),
    )
    label = blocks.CharBlock(
        label=_("Label"), required=False, max_length=60, help_text=_("Left empty, the title of the page is used.")
    )

    def clean(self, value):
        value = super().clean(value)
        errors = navigation_errors(has_page=bool(value["page"]), address=value["address"], label=value["label"])
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label} {page} {address}"
        description = _("A link to a page of the site, or to an address.")


def navigation_errors(*, has_page: bool, address: str, label: str) -> dict[str, ValidationError]:
    """What is wrong with a link, by field: it needs one target, and a label where no page gives one."""
    if has_page == bool(address):
        return {"page": ValidationError(_("Choose a page, or give an address: one of the two."))}
    errors = {}
    if address and not re.match(r"/(?![/\\])", address):
        try:
            URLValidator(schemes=["https"])(address)
        except ValidationError:
            errors["address"] = ValidationError(_("An address begins with “/” or with “https://”."))
    if address and not label:
        errors["label"] = ValidationError(_("Say what this link is called."))
    return errors


class NavigationLinks(blocks.StreamBlock):
    """The links of a menu."""

    link = NavigationLinkBlock()


class SocialLinkBlock(blocks.StructBlock):
    """Where else the site can be followed."""

    is_previewable = False

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "globe"
        label = _("Social network")
        label_format = "{label}"
        description = _("A network where the site can be followed.")


class SocialLinks(blocks.StreamBlock):
    """The site's other addresses."""

    network = SocialLinkBlock()
