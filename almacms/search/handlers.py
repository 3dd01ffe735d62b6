"""What makes the index new: in the transaction of the change itself, so that neither is ever without the other."""

from typing import Any

from wagtail.models import Page, PageViewRestriction

from almacms.people.models import Person
from almacms.publications.models import Publication, Topic

from . import services
from .models import Entry


def on_state_changed(instance: Page, **_others: Any) -> None:
    """A publication was published, or is no longer."""
    if isinstance(instance, Publication):
        services.index_publication(pk=instance.pk)


def on_page_moved(instance: Page, **_others: Any) -> None:
    """What moved, or lies below it, may have come under a restriction, or out of one."""
    index_below(instance)


def on_restriction_changed(instance: PageViewRestriction, raw: bool = False, **_others: Any) -> None:
    """The pages of a restriction were hidden, or are shown again; they may also be gone with it."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None and not raw:
        index_below(page)


def index_below(page: Page) -> None:
    for pk in Publication.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        services.index_publication(pk=pk)


def before_deletion(instance: Publication, **_others: Any) -> None:
    """Who and what may be left without any publication is known as long as the publication is there."""
    instance._search_neighbours = services.neighbours(pk=instance.pk)


def on_deleted(instance: Publication, **_others: Any) -> None:
    """The people and topics of a deleted publication may no longer be found."""
    people, topics = getattr(instance, "_search_neighbours", ((), ()))
    services.index_neighbours(people=people, topics=topics)


def on_person_saved(instance: Person, raw: bool = False, **_others: Any) -> None:
    """Somebody is found by what is said of them; what they contributed to, by their name."""
    if not raw:
        index_named(Entry.objects.filter(person=instance), instance.name, instance.contributions)
        services.index_person(pk=instance.pk)


def on_topic_saved(instance: Topic, raw: bool = False, **_others: Any) -> None:
    """The same for a topic."""
    if not raw:
        index_named(Entry.objects.filter(topic=instance), instance.name, instance.publication_links)
        services.index_topic(pk=instance.pk)


def index_named(entries: Any, name: str, links: Any) -> None:
    """Index again what goes by a name, when the name has changed."""
    entry = entries.only("title_terms").first()
    if entry is not None and entry.title_terms != services.joined([name]):
        for pk in set(links.values_list("publication", flat=True)):
            services.index_publication(pk=pk)
