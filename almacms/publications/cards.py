"""Cards: publications as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almacms.images.responsive import prefetch_renditions

if TYPE_CHECKING:
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


def prepare(publications: Iterable[Publication | None]) -> None:
    """Load what the cards' pictures need, for several lists at once, in one query."""
    prefetch_renditions(p.card_image for p in publications if p is not None)
