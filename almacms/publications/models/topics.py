"""What publications are filed under."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from almacms.people.addresses import NamedAddress
from almacms.prepared import Given, Prepared


class Topic(NamedAddress, index.Indexed, models.Model):
    """What a publication is about; files it, and has a page of its own."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("The end of the address of this topic’s page. Made from the name when left empty."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences, shown on its page.")
    )

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("slug")]
    search_fields = [index.SearchField("name", boost=3), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


FILED: Prepared[Topic] = Prepared(
    lambda: Topic.objects.filter(publication_links__publication=Given("publication", models.IntegerField())).order_by(
        "publication_links__sort_order"
    )
)
"""The topics that a publication is filed under, in order."""
