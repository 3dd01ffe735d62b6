"""The rows that tie a publication to its authors, its topics and what to read next."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from almacms.people.models import Person
from almacms.people.revisions import ProtectedRow

from .publication import Publication
from .topics import Topic


class PublicationAuthor(ProtectedRow, Orderable):
    """Who signs a publication, and in which order."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="authorships"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="authorships")

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [models.UniqueConstraint(fields=["publication", "person"], name="publications_author_once_each")]


class PublicationTopic(ProtectedRow, Orderable):
    """What a publication is filed under."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="topic_links"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="publication_links", db_index=False
    )

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["publication", "topic"], name="publications_topic_once_each")]
        # What is filed under a topic is read off the index alone.
        indexes = [models.Index(fields=["topic", "publication"], name="publications_topic_members")]


class RelatedPublication(Orderable):
    """What to read next, by the editor's choice."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="related_links"
    )
    related = models.ForeignKey(Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("related")]

    class Meta(Orderable.Meta):
        verbose_name = _("related publication")
        verbose_name_plural = _("related publications")
