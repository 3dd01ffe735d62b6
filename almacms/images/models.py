"""The picture library: Wagtail's image with what a newsroom must know about a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.db import models
from django.db.models import signals
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

_shelf: ContextVar[Mapping[int, CustomImage] | None] = ContextVar("shelf", default=None)


@contextmanager
def shelved(pictures: Mapping[int, CustomImage]) -> Iterator[None]:
    """Have these pictures at hand: whoever asks for some of them by identifier is given copies, without a query.

    The blocks of a stream each load their own, one query for each type of block.
    """
    token = _shelf.set(pictures)
    try:
        yield
    finally:
        _shelf.reset(token)


class LibraryQuerySet(ImageQuerySet):
    """The library, part of which may be at hand."""

    def in_bulk(self, id_list: Iterable[int] | None = None, *, field_name: str = "pk") -> dict:
        shelf = _shelf.get()
        wanted = None if id_list is None else set(id_list) - {None}
        if shelf is None or wanted is None or field_name != "pk" or not wanted <= shelf.keys():
            return super().in_bulk(wanted, field_name=field_name)
        # Each use of a picture writes its own alternative text on it.
        return {pk: copy(shelf[pk]) for pk in wanted}


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

    objects = LibraryQuerySet.as_manager()

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


class RenditionQuerySet(models.QuerySet):
    """The files of the library's pictures."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As one by one, tell of each: what was drawn just before has no pictures, and may be kept by somebody.

        Wagtail makes the files of a picture all at once.
        """
        made = super().bulk_create(objs, *args, **kwargs)
        for rendition in made:
            signals.post_save.send(
                sender=self.model, instance=rendition, created=True, update_fields=None, raw=False, using=self.db
            )
        return made


class CustomRendition(AbstractRendition):
    """A size and format of a picture, made once."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="images_rendition_unique_per_filter"
            )
        ]
