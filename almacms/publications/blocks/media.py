"""Blocks made of pictures, films and files."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from almacms.publications.embeds import Player, player_for


class PictureValue(blocks.StructValue):
    """A picture as this page uses it."""

    @property
    def alt(self) -> str:
        """The alternative text of this use; empty for a decorative picture or one deleted from the library."""
        image = self.get("image")
        return (image.contextual_alt_text or "") if image else ""

    @property
    def place(self) -> str:
        """Where it stands, empty for the column of the text and for what is no longer offered."""
        place = self.get("alignment")
        return place if place in Alignment.values else ""

    @property
    def credit_text(self) -> str:
        """Whom to credit: the block's word, else the library's."""
        image = self.get("image")
        return self.get("credit") or (image.credit if image else "")


class Alignment(models.TextChoices):
    """Where a picture stands; by default, in the column of the text."""

    LEFT = "left", _("At the left, the text beside it")
    RIGHT = "right", _("At the right, the text beside it")
    WIDE = "wide", _("Wider than the text")


class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, max_length=255, help_text=_("Left empty, the credit in the library is used.")
    )
    alignment = blocks.ChoiceBlock(label=_("Place"), choices=Alignment.choices, required=False)

    def get_preview_value(self):
        """The newest picture of the library: a preview without a picture shows nothing."""
        image = get_image_model().objects.order_by("-pk").first()
        if image is not None:
            image.contextual_alt_text, image.decorative = image.default_alt_text, False
        return self.normalize({"image": image, "caption": "Le jardin forestier, au printemps.", "credit": ""})

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"
        description = _("A picture of the library, with a caption and a credit.")
        value_class = PictureValue
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures together."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2)
    caption = blocks.CharBlock(label=_("Caption of the whole"), required=False, max_length=255)

    def get_preview_value(self):
        """Two of the library's pictures."""
        picture = self.child_blocks["pictures"].child_block.get_preview_value()
        return self.normalize({"pictures": [picture, picture], "caption": ""})

    class Meta:
        icon = "grip"
        label = _("Gallery")
        label_format = "{caption}"
        description = _("Two pictures or more, side by side.")
        template = "blocks/gallery.html"


class EmbedValue(blocks.StructValue):
    """A film, a sound or a map on another site."""

    @cached_property
    def player(self) -> Player | None:
        """The player that can be framed, if the address is of a site we know."""
        return player_for(self.get("url") or "")

    @property
    def embed_url(self) -> str:
        """The address of the frame to make when the reader asks, empty when the address is of no site we know."""
        return self.player.frame_url if self.player else ""

    @property
    def kind(self) -> str:
        """What is seen or heard there, empty when the address is of no site we know."""
        return self.player.kind if self.player else ""

    @property
    def provider(self) -> str:
        """Who serves it, in words for the reader."""
        if self.player:
            return self.player.provider
        try:
            host = urlsplit(self.get("url") or "").hostname
        except ValueError:
            host = None
        return host or gettext("another site")


class EmbedBlock(blocks.StructBlock):
    """A film, a sound or a map on another site, of which nothing loads before the reader asks."""

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_(
            "The address of the page, as the browser shows it. Films: Framatube, YouTube, Vimeo, Dailymotion. Sounds: "
            "SoundCloud, Spotify, Deezer. Maps: OpenStreetMap, uMap."
        ),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160, help_text=_("What it is, for those who do not see it."))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    thumbnail = ImageChooserBlock(
        label=_("Still picture"),
        required=False,
        help_text=_("Shown until the reader asks. Left empty, the site draws one."),
    )

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and player_for(value["url"]) is None:
            message = _(
                "This address is of no film, sound or map that the site can show. Use a link in the text instead."
            )
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return value

    class Meta:
        icon = "media"
        label = _("Video, sound or map")
        label_format = "{title}"
        description = _("A film, a sound or a map of another site, which is asked for nothing before the reader asks.")
        value_class = EmbedValue
        template = "blocks/embed.html"
        preview_value = {
            "url": "https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD",
            "title": "Visite du jardin forestier",
            "caption": "",
            "thumbnail": None,
        }


AUDIO, VIDEO = {"m4a", "mp3", "oga", "ogg", "wav"}, {"m4v", "mp4", "ogv", "webm"}


class DocumentValue(blocks.StructValue):
    """A file to download, or to play."""

    @property
    def player(self) -> str:
        """The element that plays it: “audio”, “video”, or none for what browsers do not play."""
        document = self.get("document")
        extension = (document.file_extension if document else "").lower()
        return "audio" if extension in AUDIO else "video" if extension in VIDEO else ""

    @property
    def label(self) -> str:
        """What the link says: the block's title, else the document's."""
        document = self.get("document")
        return self.get("title") or (document.title if document else "")


class DocumentBlock(blocks.StructBlock):
    """A file of the library: to download or, if it is a sound or a film, to play."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=160, help_text=_("Left empty, the document’s title is used.")
    )

    def get_preview_value(self):
        """The newest document of the library: a preview without a document shows nothing."""
        document = get_document_model().objects.order_by("-pk").first()
        return self.normalize({"document": document, "title": ""})

    class Meta:
        icon = "doc-full"
        label = _("Document")
        label_format = "{title}"
        description = _("A file to download, with its type and weight; a sound or a film is played in the page.")
        value_class = DocumentValue
        template = "blocks/document.html"
