"""Where to go from a publication: what the editor chose, else what is close to it; and those before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, Subquery

if TYPE_CHECKING:
    from .models import Publication
    from .querysets import PublicationQuerySet

RELATED = 3
NAMED = ("title", "listing_title", "url_path", "kind", "publication_date")
"""What is read of a publication that a link names."""
NEVER = datetime.max.replace(tzinfo=UTC)
"""Of a draft without a date: nothing comes after it."""


@dataclass(frozen=True)
class Neighbours:
    """What a publication leads to, all of it for every reader."""

    related: list[Publication] = field(default_factory=list)
    older: Publication | None = None
    newer: Publication | None = None


def neighbours_of(publication: Publication, visible: PublicationQuerySet) -> Neighbours:
    """Read them all, in two queries at most: a single one would have a database look at every row.

    Args:
        publication: the one being read; a draft is only told what its editor chose.
        visible: what readers may see.
    """
    chosen = [pk for pk in dict.fromkeys(publication.chosen_ids) if pk != publication.pk]
    wanted = Q(pk__in=chosen)
    for beside in _beside(publication, visible):
        wanted |= Q(pk=Subquery(beside.values("pk")))
    # Those beside it are visible already, and only named.
    read = visible.filter(wanted).for_cards() if chosen else visible.model.objects.filter(wanted).only(*NAMED)
    rows = {row.pk: row for row in read} if wanted else {}
    if chosen or not publication.pk:
        related = [rows[pk] for pk in chosen if pk in rows]
    else:
        related = list(visible.close_to(publication).newest_first().for_cards()[:RELATED])
    # What the editor chose may be of the same list too, but never stands between a publication and the next.
    same = [row for row in rows.values() if row.kind == publication.kind and row.publication_date]
    return Neighbours(
        related,
        older=max((row for row in same if _place(row) < _place(publication)), key=_place, default=None),
        newer=min((row for row in same if _place(row) > _place(publication)), key=_place, default=None),
    )


def _place(publication: Publication) -> tuple[datetime, int]:
    """Where a publication stands in its list."""
    return publication.publication_date or NEVER, publication.pk or 0


def _beside(publication: Publication, visible: PublicationQuerySet) -> list[PublicationQuerySet]:
    """The one before, and the one after, in the list of the same kind; neither for a draft."""
    date, pk = publication.publication_date, publication.pk
    if not (pk and publication.live and date):
        return []
    same = visible.of_kind(publication.kind)
    # Beside the exact order, a bound that the index of dates can use.
    before = Q(publication_date__lt=date) | Q(publication_date=date, pk__lt=pk)
    after = Q(publication_date__gt=date) | Q(publication_date=date, pk__gt=pk)
    return [
        same.filter(before, publication_date__lte=date).order_by("-publication_date", "-pk")[:1],
        same.filter(after, publication_date__gte=date).order_by("publication_date", "pk")[:1],
    ]
