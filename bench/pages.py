"""Which pages are measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

from .writing import INTERVIEW_EVERY, ORDINARY

PER_PAGE = 12
"""Of a list: `almacms.publications.listing.PER_PAGE`."""


@dataclass(frozen=True)
class Page:
    """A page that is measured."""

    name: str
    path: str

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-").replace(",", "")

    @property
    def has_query(self) -> bool:
        """Whether nginx leaves it to the application."""
        return "?" in self.path


def pages(publications: int) -> list[Page]:
    """Those of a site of so many publications."""
    articles = publications - ceil(publications / INTERVIEW_EVERY)
    middle = publications // 2 // INTERVIEW_EVERY * INTERVIEW_EVERY
    return [
        Page("home", "/"),
        Page("list, first page", "/articles/"),
        Page("list, last page", f"/articles/?page={ceil(articles / PER_PAGE)}"),
        Page("article", f"/articles/essai-{middle + 1}/"),
        Page("interview", f"/entretiens/essai-{middle}/"),
        Page("person", "/personnes/personne-1/"),
        Page("search", f"/recherche/?q={quote(ORDINARY)}"),
    ]
