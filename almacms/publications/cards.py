"""Cards: publications as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects

from almacms.images.responsive import prefetch_renditions

if TYPE_CHECKING:
    from almacms.images.models import CustomImage

    from .models import Publication

COLOURS = 6
"""How many speakers' colours the style sheet has; the seventh speaker takes the first again."""


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks in an interview, as its card says it."""

    name: str
    initials: str
    color: int
    url: str


def colour_for(position: int) -> int:
    """The colour, 1 to `COLOURS`, of the speaker declared at this place (from 0)."""
    return position % COLOURS + 1


def load_contributions(publications: Iterable[Publication]) -> None:
    """Load who contributed to these, with their portraits, in one query; what is loaded is left as it is."""
    rows = list(publications)
    if rows:
        contributions = rows[0].contributions.model.objects.select_related("person__portrait").order_by("sort_order")
        prefetch_related_objects(rows, Prefetch("contributions", queryset=contributions))


def prepare(publications: Iterable[Publication | None], *, pictures: Iterable[CustomImage | None] = ()) -> None:
    """Load who speaks in these publications and the files of their pictures, for several lists at once.

    Args:
        publications: what is shown as cards; None is passed over.
        pictures: other pictures of the same page, so that one query serves all.
    """
    shown = [publication for publication in publications if publication is not None]
    load_contributions(shown)
    prefetch_renditions([*(publication.card_image for publication in shown), *pictures])
