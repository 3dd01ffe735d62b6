"""Where to go from a publication: what the editor chose, else what is close to it; and those before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q, Subquery

if TYPE_CHECKING:
    from .models import Publication
    from .querysets import PublicationQuerySet

RELATED = 3


@dataclass(frozen=True)
class Neighbours:
    """What a publication leads to, all of it for every reader."""

    related: list[Publication] = field(default_factory=list)
    older: Publication | None = None
    newer: Publication | None = None


def neighbours_of(publication: Publication, visible: PublicationQuerySet) -> Neighbours:
    """Read them all in one query.

    Args:
        publication: the one being read; a draft is only told what its editor chose.
        visible: what readers may see.
    """
    chosen = [pk for pk in publication.chosen_ids if pk != publication.pk]
    wanted = Q(pk__in=chosen)
    older = newer = visible.none()
    if publication.pk and publication.live and publication.publication_date:
        same = visible.of_kind(publication.kind).exclude(pk=publication.pk)
        date, pk = publication.publication_date, publication.pk
        # Beside the exact order, a bound that the index of dates can use.
        before = Q(publication_date__lt=date) | Q(publication_date=date, pk__lt=pk)
        after = Q(publication_date__gt=date) | Q(publication_date=date, pk__gt=pk)
        older = same.filter(before, publication_date__lte=date).order_by("-publication_date", "-pk")[:1]
        newer = same.filter(after, publication_date__gte=date).order_by("publication_date", "pk")[:1]
        wanted |= Q(pk__in=Subquery(older.values("pk"))) | Q(pk__in=Subquery(newer.values("pk")))
    close = visible.none()
    if publication.pk and not chosen:
        close = visible.close_to(publication).newest_first()[:RELATED]
        wanted |= Q(pk__in=Subquery(close.values("pk")))
    if not chosen and not publication.pk:
        return Neighbours()
    flags = {
        name: visible.found_in(found) for name, found in (("is_older", older), ("is_newer", newer), ("is_close", close))
    }
    rows = {row.pk: row for row in visible.filter(wanted).annotate(**flags).for_cards().newest_first()}
    if chosen:
        related = [rows[pk] for pk in dict.fromkeys(chosen) if pk in rows]
    else:
        related = [row for row in rows.values() if row.is_close]
    return Neighbours(
        related,
        next((row for row in rows.values() if row.is_older), None),
        next((row for row in rows.values() if row.is_newer), None),
    )
