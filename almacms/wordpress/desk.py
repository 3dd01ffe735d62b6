"""What every item of one import is imported with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from wagtail.models import Page

from almacms.accounts.models import User
from articles.models import ArticleIndexPage
from home.models import ContentPage, HomePage
from interviews.models import InterviewIndexPage, InterviewPage

from .mapping import Mapping
from .reasons import Reason
from .surroundings import SiteSurroundings
from .wxr import Item, Spool


@dataclass
class Desk:
    """An import, as its items see it."""

    spool: Spool
    site: str
    around: SiteSurroundings
    mapping: Mapping
    user: User | None
    is_dry: bool
    above: dict[int, int] = field(default_factory=dict)
    """Of each page, the number of the one above it."""
    mended: dict[int, Reason] = field(default_factory=dict)

    @cached_property
    def team(self) -> frozenset[int]:
        """The numbers of the accounts that signed something; readers may have had one too."""
        return frozenset(author.number for author in self.spool.authors() if author.number)

    def parent_for(self, item: Item, kind: type[Page]) -> Page:
        """What a new page goes under."""
        if kind is ContentPage:
            origin = self.around.origin("item", self.above.get(item.number, 0))
            parent = ContentPage.objects.filter(pk=origin.target).first() if origin else None
            return parent or HomePage.objects.get()
        return (InterviewIndexPage if kind is InterviewPage else ArticleIndexPage).objects.get()


def about(item: Item) -> str:
    """What the report calls an item."""
    return f"{item.type} {item.number} {item.title}".strip()
