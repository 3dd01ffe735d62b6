"""What changed, what an answer depends on, and whether the one touches the other: plain rules, without a database.

A tag names a thing: `page:12`, `person:7`, `furniture`. A list (`all`, `topic:4`) is an order of publications; an
answer depends on a part of it, between two places, and is touched by whatever comes, goes or moves between them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Place = tuple[int, int]
"""A place in a list of publications: microseconds since 1970 of the publication date, then the identifier."""

FIRST: Place = (-(2**63), -1)
LAST: Place = (2**63, 2**63)

EVERYTHING = "*"
"""The tag of a change that touches whatever there is."""
ANYTHING = "?"
"""The tag of an answer that is touched by any change."""


@dataclass(frozen=True)
class Change:
    """What was committed by one transaction."""

    tags: frozenset[str] = frozenset()
    places: frozenset[tuple[str, int, int]] = frozenset()
    """Where publications came, went or moved: the list, and the two halves of the place."""
    moment: float = field(default_factory=time.time)
    """Seconds since 1970."""

    def __bool__(self) -> bool:
        return bool(self.tags or self.places)

    def written(self) -> str:
        """As a line of the journal."""
        said = {"tags": sorted(self.tags), "places": sorted(self.places), "moment": self.moment}
        return json.dumps(said, separators=(",", ":"))

    @classmethod
    def read(cls, line: str | bytes) -> Change:
        """From a line of the journal; one that cannot be read touches everything."""
        try:
            said = json.loads(line)
            places = frozenset((name, int(moment), int(pk)) for name, moment, pk in said["places"])
            return cls(frozenset(said["tags"]), places, float(said["moment"]))
        except (ValueError, TypeError, KeyError):
            return cls(frozenset([EVERYTHING]))


@dataclass
class Dependencies:
    """What an answer was made from."""

    tags: set[str] = field(default_factory=set)
    parts: dict[str, tuple[Place, Place]] = field(default_factory=dict)
    """By list, the first and the last place whose change would show."""

    def add_part(self, name: str, start: Place = FIRST, end: Place = LAST) -> None:
        """Depend on a part of a list; several become the one that holds them all."""
        known = self.parts.get(name)
        self.parts[name] = (min(start, known[0]), max(end, known[1])) if known else (start, end)

    def touched_by(self, change: Change) -> bool:
        """Whether the answer may no longer hold after this change."""
        if EVERYTHING in change.tags or ANYTHING in self.tags or not self.tags.isdisjoint(change.tags):
            return True
        for name, moment, pk in change.places:
            part = self.parts.get(name)
            if part is not None and part[0] <= (moment, pk) <= part[1]:
                return True
        return False

    def touched_by_any(self, changes: Iterable[Change]) -> bool:
        return any(self.touched_by(change) for change in changes)

    def written(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {"tags": sorted(self.tags), "parts": self.parts}

    @classmethod
    def read(cls, said: dict[str, Any]) -> Dependencies:
        """From what `written` gives."""
        parts = {name: ((start[0], start[1]), (end[0], end[1])) for name, (start, end) in said["parts"].items()}
        return cls(set(said["tags"]), parts)
