"""People: those who write, and those who speak."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from almacms.images.models import CustomImage

from .addresses import NamedAddress
from .names import initials

BIOGRAPHY_FEATURES = ["bold", "italic", "link"]


class Person(NamedAddress, index.Indexed, ClusterableModel):
    """Somebody who signs an article or speaks in an interview.

    The role and organisation here are today's; an interview keeps those of its own day.
    """

    name = models.CharField(_("name"), max_length=120, help_text=_("As it is printed: “Camille Morel”, “Sylvain”."))
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("The end of the address of this person’s page. Made from the name when left empty."),
    )
    role = models.CharField(_("role"), max_length=160, blank=True, help_text=_("For instance “Software engineer”."))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    portrait = models.ForeignKey(
        CustomImage, verbose_name=_("portrait"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    biography = RichTextField(
        _("short biography"), blank=True, features=BIOGRAPHY_FEATURES, help_text=_("Two or three sentences.")
    )

    panels = [
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("role"), FieldPanel("organisation")], heading=_("What they do")),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.SearchField("organisation"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args and args[0] and not kwargs:
            # As a publication: read from the database, it has no child rows among its keywords.
            models.Model.__init__(self, *args)
        else:
            super().__init__(*args, **kwargs)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def initials(self) -> str:
        """Two letters that stand for a portrait."""
        return initials(self.name)

    @property
    def plain_biography(self) -> str:
        """The biography as plain text, its paragraphs one after the other."""
        return " ".join(get_text_for_indexing(self.biography).split())

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])


class PersonLink(Orderable):
    """Where else a person can be read."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=80, help_text=_("For instance “Mastodon”."))
    url = models.URLField(_("address"), help_text=_("Begins with https://."))

    panels = [FieldPanel("label"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label
