"""Cards: publications as lists show them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from almacms.images.responsive import prefetch_renditions
from almacms.page_cache.recording import depends_on
from almacms.page_cache.remembered import is_remembered, remembered
from almacms.prepared import Prepared, identifiers, one_of

if TYPE_CHECKING:
    from almacms.images.models import CustomImage

    from .models import Contribution, Publication

COLOURS = 6
"""How many speakers' colours the style sheet has; the seventh speaker takes the first again."""


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks in an interview, as its card says it."""

    name: str
    initials: str
    color: int


def colour_for(position: int) -> int:
    """The colour, 1 to `COLOURS`, of the speaker declared at this place (from 0)."""
    return position % COLOURS + 1


def load_credits(publications: Iterable[Publication]) -> None:
    """Load who contributed to these, with their portraits, in one query; what is loaded is left as it is."""
    wanted: dict[int, list[Contribution]] = {}
    for row in publications:
        if "credits" not in row.__dict__:
            row.credits = wanted.setdefault(row.pk, [])
    if wanted:
        model = row.contributions.model
        for contribution in CREDITS(model, len(wanted), **identifiers(wanted)):
            wanted[contribution.publication_id].append(contribution)


def _credits(model: type[Contribution], count: int) -> QuerySet[Contribution]:
    signed = model.objects.filter(one_of("publication", count))
    return signed.select_related("person__portrait").order_by("sort_order")


CREDITS: Prepared[Contribution] = Prepared(_credits)


def drawn(publication: Publication, request: HttpRequest | None) -> SafeString:
    """A publication as lists show it: drawn once for all the pages that show it, until something in it changes."""
    return remembered(_key(publication), partial(_draw, publication, request))


def undrawn(publications: Iterable[Publication]) -> list[Publication]:
    """Those of these whose cards have yet to be drawn, which takes more than their rows."""
    return [publication for publication in publications if not is_remembered(_key(publication))]


def loaded(publications: Iterable[Publication]) -> list[Publication]:
    """These, whole where their cards have yet to be drawn: those of which only `BRIEF` was read, in one query.

    What was deleted in the meantime is left out.
    """
    briefly = list(publications)
    wanted = {each.pk for each in undrawn(briefly) if each.get_deferred_fields()}
    if not wanted:
        return briefly
    whole = {row.pk: row for row in WHOLE(type(briefly[0]), len(wanted), **identifiers(wanted))}
    return [whole.get(each.pk, each) for each in briefly if each.pk in whole or each.pk not in wanted]


WHOLE: Prepared[Publication] = Prepared(
    lambda model, count: model.objects.filter(one_of("pk", count)).for_cards().order_by()
)


def _key(publication: Publication) -> Hashable:
    # What was read again since may be another than what was drawn.
    return "card", publication.pk, publication.last_published_at, publication.url_path, get_language()


def _draw(publication: Publication, request: HttpRequest | None) -> SafeString:
    people = {each.person_id for each in publication.credits if each.person_id}
    depends_on(f"page.brief:{publication.pk}", *(f"person.brief:{pk}" for pk in people))
    if publication.card_image is not None:
        depends_on(f"image:{publication.card_image.pk}")
    return render_to_string("components/card.html", {"publication": publication, "request": request})


def prepare(
    publications: Iterable[Publication],
    *,
    others: Iterable[Publication] = (),
    pictures: Iterable[tuple[CustomImage | None, str]] = (),
) -> None:
    """Load who speaks in publications and the files of their pictures, for several lists at once.

    Args:
        publications: what is shown as cards, `loaded`; nothing more is for those drawn already.
        others: what opens the page, larger.
        pictures: other pictures of the same page, each with its place, so that one query serves all.
    """
    features, cards = list(others), undrawn(publications)
    load_credits([*features, *cards])
    shown = [*((each.card_image, "feature") for each in features), *((each.card_image, "card") for each in cards)]
    prefetch_renditions([*shown, *pictures])
