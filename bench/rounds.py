"""What is measured, in which order: rounds, in each of which everything about a page comes one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .answers import READER
from .pages import Page
from .wrk import Measure, measure

ONE, EIGHT = 1, 8
"""At a time."""
BARE, STATIC, FRONT = "bare view", "nginx, static file", "behind nginx"


@dataclass(frozen=True)
class Target:
    """Something that answers with a page."""

    name: str
    page: Page
    url: str
    connections: int


Measured = dict[tuple[str, Page, int], list[Measure]]
"""By target, page and connections: a measure for each round."""


@dataclass
class Plan:
    """Who answers for which pages."""

    pages: Sequence[Page]
    sites: dict[str, str]
    """The addresses of servers that know every page, by their names: database and cache."""
    bare: str
    static: str = ""
    front: str = ""
    """Both empty without nginx."""
    measured: Measured = field(default_factory=lambda: defaultdict(list))

    def targets(self, page: Page) -> Iterator[Target]:
        """Those that are compared stand side by side."""
        for connections in (ONE, EIGHT):
            for name, url in self.sites.items():
                yield Target(name, page, url + page.path, connections)
        yield Target(BARE, page, f"{self.bare}/{page.slug}", EIGHT)
        if self.front and not page.has_query:
            yield Target(FRONT, page, self.front + page.path, EIGHT)
            yield Target(STATIC, page, f"{self.static}/{page.slug}.body", EIGHT)

    @property
    def count(self) -> int:
        """How many runs a round has."""
        return sum(1 for page in self.pages for _target in self.targets(page))

    def run(self, rounds: int, seconds: int) -> Iterator[Target]:
        """Measure everything; gives each target before it is measured."""
        for _round in range(rounds):
            for page in self.pages:
                for target in self.targets(page):
                    yield target
                    found = measure(target.url, connections=target.connections, seconds=seconds, headers=READER)
                    self.measured[target.name, page, target.connections].append(found)
