"""What an answer depends on, beside what it loads: the lists it shows a part of, and what might be there.

Pages, people, topics and pictures record by themselves that they are loaded. The lists are `all`, `kind:article`,
`topic:4` and `person:7`, each of what readers may see, by publication date; `page_changes` tells what moves in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_init
from wagtail.models import Page

from almacms.page_cache.changes import FIRST, LAST, Place
from almacms.page_cache.recording import depends_on, depends_on_list, is_recording, saw, saw_until

if TYPE_CHECKING:
    from .models import Publication
    from .neighbours import Neighbours

ALL = "all"
NAMED = "named"
"""The tag of what lists the people and topics of which something is published."""
TREE = "tree"
"""The tag of what lists the pages that are no publication."""
FILED = "filed"
"""The tag of what counts, or offers, the topics and people of publications; `filed:article`, of one kind."""
SURROUNDINGS = "furniture.read"
"""The tag of what surrounds every page, and of where it is read: sites, and the pages that are no publication."""
BRIEF = {"wagtailcore.Page", "publications.Publication"}
HOME_DEPTH = 2


def place_of(date: datetime | None, pk: int) -> Place:
    """Where a publication stands in lists."""
    return (round(date.timestamp() * 1_000_000) if date else 0, pk)


def record_page(instance: Page, **_others: Any) -> None:
    """A page was loaded, and may be shown, until it expires.

    As its own type it may be shown whole; as any publication, or any page, only what every one of them has. The front
    page is loaded as a page with each request, which shows nothing of it.
    """
    if is_recording():
        if type(instance)._meta.label not in BRIEF:
            saw(f"page:{instance.pk}")
        elif instance.__dict__.get("depth") != HOME_DEPTH:
            saw(f"page.brief:{instance.pk}")
        expiry = instance.__dict__.get("expire_at")
        if expiry is not None:
            saw_until(expiry)


def record_pages_of(models: Iterable[type[Page]]) -> None:
    """Have pages of these types record that they are shown."""
    for model in models:
        post_init.connect(record_page, sender=model, dispatch_uid=f"publications.record.{model._meta.label_lower}")


def depends_on_pages(pks: Iterable[int | str | None]) -> None:
    """What is shown of these, or hidden, is in the answer being made."""
    depends_on(*(f"page:{pk}" for pk in pks))


def depends_on_links(pks: Iterable[int | str | None]) -> None:
    """The answer being made leads to these, by their names or their cards, as long as readers may see them."""
    depends_on(*(f"page.brief:{pk}" for pk in pks))


def depends_on_head(*names: str, shown: Sequence[Publication], limit: int) -> None:
    """The first publications of these lists, at most so many, are in the answer being made."""
    last = shown[limit - 1] if len(shown) >= limit else None
    depends_on_list(*names, start=place_of(last.publication_date, last.pk) if last else FIRST, end=LAST)


def depends_on_neighbours(publication: Publication, found: Neighbours, limit: int) -> None:
    """What a publication leads to: those just before and after it, and what is close to it unless some were chosen."""
    if not is_recording() or not publication.publication_date:
        return
    start, end = (
        place_of(each.publication_date, each.pk) if each else edge
        for each, edge in ((found.older, FIRST), (found.newer, LAST))
    )
    depends_on_list(f"kind:{publication.kind}", start=start, end=end)
    if publication.chosen_ids:
        depends_on_links(publication.chosen_ids)
        return
    people = {f"person:{each.person.pk}" for each in publication.contributors() if each.person}
    topics = {f"topic:{topic.pk}" for topic in publication.topic_list}
    depends_on_head(*people, *topics, shown=found.related, limit=limit)
