"""Publications read whole, several at once, for those who take away their content."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from ..models import Publication, PublicationTopic
from ..querysets import PublicationQuerySet
from ..routing import most_specific, subtypes
from .targets import gather
from .writer import PlainWriter

if TYPE_CHECKING:
    from ..models import Topic


def read_whole(publications: PublicationQuerySet, request: HttpRequest | None = None) -> list[PlainWriter]:
    """The writers of these publications, in their order.

    Eight queries at most, whatever their number: the publications, who contributed, who speaks, their topics, and what
    their bodies point at.

    Args:
        publications: those that readers may see, sliced: they are loaded whole.
        request: the one being answered.
    """
    rows = publications.select_related(*subtypes(Publication), "cover")
    return writers_of([_whole(row) for row in rows], request)


def writers_of(publications: Iterable[Publication], request: HttpRequest | None = None) -> list[PlainWriter]:
    """The same for publications already loaded as their own types."""
    publications = list(publications)
    prefetch_related_objects(publications, "contributions")
    by_type: dict[type[Publication], list[Publication]] = {}
    topics: dict[int, list[Topic]] = {publication.pk: [] for publication in publications}
    for publication in publications:
        by_type.setdefault(type(publication), []).append(publication)
    for link in PublicationTopic.objects.filter(publication__in=topics).select_related("topic").order_by("sort_order"):
        topics[link.publication_id].append(link.topic)
    for publication in publications:
        publication.topic_list = topics[publication.pk]
    for kind, members in by_type.items():
        kind.read_along(members)
    targets = gather(publications, request=request)
    return [publication.plain_writer(publication, targets) for publication in publications]


def _whole(row: Publication) -> Publication:
    publication = cast(Publication, most_specific(row))
    publication.cover = row.cover
    return publication
