"""The picture library: Wagtail's image with what a newsroom must know about a picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet


class CustomImage(AbstractImage):
    """A picture of the library. `description`, Wagtail's own field, is the default alternative text."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture, as it should be printed."),
    )
    is_decorative = models.BooleanField(
        _("decorative by default"),
        default=False,
        help_text=_("Tick when the picture says nothing that the text does not: screen readers will pass over it."),
    )

    objects = ImageQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """The alternative text offered where the picture is used; empty for a decorative one."""
        return "" if self.is_decorative else self.description


class CustomRendition(AbstractRendition):
    """A size and format of a picture, made once."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="images_rendition_unique_per_filter"
            )
        ]
