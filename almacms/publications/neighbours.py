"""Where to go from a publication: what the editor chose, else what is close to it; and those before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import CharField, DateTimeField, IntegerField, Q, Subquery
from django.utils import timezone

from almacms import languages
from almacms.page_cache.recording import reads_a_list

from .prepared import Given, Prepared

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


def neighbours_of(publication: Publication, model: type[Publication]) -> Neighbours:
    """Read them all, in two queries at most: a single one would have a database look at every row.

    Args:
        publication: the one being read; a draft is only told what its editor chose.
        model: publications of every kind.
    """
    # A prepared question says it only when it is put together.
    reads_a_list()
    chosen = [pk for pk in dict.fromkeys(publication.chosen_ids) if pk != publication.pk]
    language = languages.current() if languages.several() else ""
    told: dict[str, object] = {"publication": publication.pk, "now": timezone.now()}
    is_listed = bool(publication.pk and publication.live and publication.publication_date)
    rows: dict[int, Publication] = {}
    if chosen or is_listed:
        told |= {_choice(number): pk for number, pk in enumerate(chosen)}
        told |= {"kind": publication.kind, "date": publication.publication_date}
        rows = {row.pk: row for row in CHOSEN_OR_BESIDE(model, language, is_listed, len(chosen), **told)}
    if chosen or not publication.pk:
        related = [rows[pk] for pk in chosen if pk in rows]
    else:
        related = CLOSE(model, language, **told)
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


def _choice(number: int) -> str:
    return f"chosen_{number}"


def _listed(model: type[Publication], language: str) -> PublicationQuerySet:
    """What lists show at the moment that is told, in this language when there are several."""
    found = model.objects.visible(Given("now", DateTimeField()))
    return found.in_language(language) if language else found


def _close(model: type[Publication], language: str) -> PublicationQuerySet:
    close = _listed(model, language).close_to(Given("publication", IntegerField()))
    return close.newest_first().for_cards()[:RELATED]


def _chosen_or_beside(model: type[Publication], language: str, is_listed: bool, choices: int) -> PublicationQuerySet:
    visible = _listed(model, language)
    wanted = Q()
    for number in range(choices):
        wanted |= Q(pk=Given(_choice(number), IntegerField()))
    for beside in _beside(visible) if is_listed else ():
        wanted |= Q(pk=Subquery(beside.values("pk")))
    # Those beside it are visible already, and only named.
    found = visible.filter(wanted).for_cards() if choices else model.objects.filter(wanted).only(*NAMED)
    return found.order_by()


def _beside(visible: PublicationQuerySet) -> list[PublicationQuerySet]:
    date, pk = Given("date", DateTimeField()), Given("publication", IntegerField())
    same = visible.of_kind(Given("kind", CharField()))
    # Beside the exact order, a bound that the index of dates can use.
    before = Q(publication_date__lt=date) | Q(publication_date=date, pk__lt=pk)
    after = Q(publication_date__gt=date) | Q(publication_date=date, pk__gt=pk)
    return [
        same.filter(before, publication_date__lte=date).order_by("-publication_date", "-pk")[:1],
        same.filter(after, publication_date__gte=date).order_by("publication_date", "pk")[:1],
    ]


CLOSE: Prepared[Publication] = Prepared(_close)
CHOSEN_OR_BESIDE: Prepared[Publication] = Prepared(_chosen_or_beside)
