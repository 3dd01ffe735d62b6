"""The vocabulary in which the site asks for publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from almacms.people.models import Person

    from .models import Topic


def visible(pages: PageQuerySet) -> PageQuerySet:
    """Those of these pages that any reader may see: published, and under no restricted page.

    Wagtail's `public()` says the same with one more query for each list.
    """
    restriction = PageViewRestriction.objects.annotate(
        restricted_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(restricted_path__startswith=F("page__path"))
    return pages.live().filter(~Exists(restriction))


class PublicationQuerySet(PageQuerySet):
    """Chainable questions about articles and interviews alike."""

    def visible(self) -> Self:
        """What any reader may see."""
        return visible(self)

    def newest_first(self) -> Self:
        """In the order of every list: publication date, then the latest made."""
        return self.order_by("-publication_date", "-pk")

    def of_kind(self, kind: str) -> Self:
        """Articles only, or interviews only: a value of `Publication.Kind`."""
        return self.filter(kind=kind)

    def in_topic(self, topic: Topic) -> Self:
        """Those filed under a topic."""
        return self.filter(topic_links__topic=topic)

    def with_person(self, person: Person) -> Self:
        """Those that a person signed, or speaks in, as last published."""
        return self.filter(Q(contributions__person=person)).distinct()

    def for_cards(self) -> Self:
        """With what a card shows, in two queries; pictures' renditions are loaded by `cards.prepare`."""
        return self.select_related("cover", "listing_image").prefetch_related("contributions__person")


PublicationManager = PageManager.from_queryset(PublicationQuerySet)
