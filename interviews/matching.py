"""Who in the library a speaker's name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from almacms.people.models import Person

from .transcripts.names import fold, stands_for

CLOSE_ENOUGH = 0.82
MOST_PROPOSED = 5


@dataclass(frozen=True)
class Match:
    """A speaker's name, and who in the library bears it."""

    name: str
    person: Person | None = None
    """The one who bears exactly this name, case and accents aside."""
    close: tuple[Person, ...] = ()
    """Those whose name is near it: to be proposed, never taken."""
    is_shared: bool = False
    """Several people bear exactly this name; `person` is the first."""


def match_speakers(names: Iterable[str]) -> list[Match]:
    """Who in the library bears each name, or one near it."""
    library = list(Person.objects.order_by("pk"))
    return [match_among(name, library) for name in names]


def match_among(name: str, library: Sequence[Person]) -> Match:
    exact = [person for person in library if fold(person.name) == fold(name)]
    if exact:
        return Match(name, exact[0], tuple(exact[1:]), is_shared=len(exact) > 1)
    near = [(closeness(name, person.name), person) for person in library]
    close = sorted((pair for pair in near if pair[0] >= CLOSE_ENOUGH), key=lambda pair: -pair[0])
    return Match(name, close=tuple(person for _closeness, person in close[:MOST_PROPOSED]))


def closeness(one: str, other: str) -> float:
    """From 0 to 1: a slip of the pen is near 1, and so is a first name for the whole one."""
    if stands_for(one, other) or stands_for(other, one):
        return 0.95
    return SequenceMatcher(None, fold(one), fold(other)).ratio()
