"""Where to go from a publication: what the editor chose, else what is close to it; and those before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import CharField, DateTimeField, IntegerField, Q, Subquery, Value
from django.utils import timezone

from almacms import languages
from almacms.page_cache.recording import reads_a_list
from almacms.prepared import Given, Prepared, identifiers, one_of

if TYPE_CHECKING:
    from .models import Publication
    from .querysets import PublicationQuerySet

RELATED = 3
RELATED_TO_IT, BEFORE, AFTER = "related", "before", "after"
"""Where something stands that a publication leads to."""
NEVER = datetime.max.replace(tzinfo=UTC)
"""Of a draft without a date: nothing comes after it."""


@dataclass(frozen=True)
class Neighbours:
    """What a publication leads to, all of it for every reader, and of each only what names it."""

    related: list[Publication] = field(default_factory=list)
    older: Publication | None = None
    newer: Publication | None = None


def neighbours_of(publication: Publication, model: type[Publication]) -> Neighbours:
    """Read them all, in one query.

    Args:
        publication: the one being read; a draft is only told what its editor chose.
        model: publications of every kind.
    """
    # A prepared question says it only when it is put together.
    reads_a_list()
    chosen = [pk for pk in dict.fromkeys(publication.chosen_ids) if pk != publication.pk]
    if not chosen and not publication.pk:
        return Neighbours()
    is_listed = bool(publication.pk and publication.live and publication.publication_date)
    found: dict[str, list[Publication]] = {RELATED_TO_IT: [], BEFORE: [], AFTER: []}
    for row in NEIGHBOURS(
        model,
        languages.current() if languages.several() else "",
        is_listed,
        len(chosen),
        publication=publication.pk,
        kind=publication.kind,
        date=publication.publication_date,
        now=timezone.now(),
        **identifiers(chosen),
    ):
        found[row.where].append(row)
    if chosen:
        related = sorted(found[RELATED_TO_IT], key=lambda row: chosen.index(row.pk))
    else:
        related = sorted(found[RELATED_TO_IT], key=_place, reverse=True)
    return Neighbours(related, older=next(iter(found[BEFORE]), None), newer=next(iter(found[AFTER]), None))


def _place(publication: Publication) -> tuple[datetime, int]:
    """Where a publication stands in lists."""
    return publication.publication_date or NEVER, publication.pk or 0


def _neighbours(model: type[Publication], language: str, is_listed: bool, choices: int) -> PublicationQuerySet:
    visible = model.objects.visible(Given("now", DateTimeField()))
    if language:
        visible = visible.in_language(language)
    if choices:
        found = {RELATED_TO_IT: visible.filter(one_of("pk", choices))}
    else:
        close = visible.close_to(Given("publication", IntegerField())).newest_first()[:RELATED]
        found = {RELATED_TO_IT: model.objects.filter(pk__in=Subquery(close.values("pk")))}
    if is_listed:
        found |= {where: model.objects.filter(pk=Subquery(one.values("pk"))) for where, one in _beside(visible).items()}
    # One after the other: were they alternatives of one question, a database would look at every row.
    first, *others = (rows.brief().annotate(where=Value(where)).order_by() for where, rows in found.items())
    return first.union(*others, all=True) if others else first


def _beside(visible: PublicationQuerySet) -> dict[str, PublicationQuerySet]:
    date, pk = Given("date", DateTimeField()), Given("publication", IntegerField())
    same = visible.of_kind(Given("kind", CharField()))
    # Beside the exact order, a bound that the index of dates can use.
    before = Q(publication_date__lt=date) | Q(publication_date=date, pk__lt=pk)
    after = Q(publication_date__gt=date) | Q(publication_date=date, pk__gt=pk)
    return {
        BEFORE: same.filter(before, publication_date__lte=date).order_by("-publication_date", "-pk")[:1],
        AFTER: same.filter(after, publication_date__gte=date).order_by("publication_date", "pk")[:1],
    }


NEIGHBOURS: Prepared[Publication] = Prepared(_neighbours)
