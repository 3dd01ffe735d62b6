"""What makes the index new: in the transaction of the change itself, so that neither is ever without the other."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, PageViewRestriction

from almacms.people.models import Person
from almacms.publications.documents import pages_offering
from almacms.publications.models import Publication, Topic

from . import services
from .models import Entry


def on_state_changed(instance: Page, **_others: Any) -> None:
    """A page was published, or is no longer."""
    if isinstance(instance, Publication):
        services.index_publication(pk=instance.pk)
    elif services.is_plain(type(instance)):
        services.index_plain_page(pk=instance.pk)


def on_page_moved(instance: Page, **_others: Any) -> None:
    """What moved, or lies below it, may have come under a restriction, or out of one."""
    services.index_tree(page=Page.objects.get(pk=instance.pk))


def on_restriction_changed(instance: PageViewRestriction, raw: bool = False, **_others: Any) -> None:
    """The pages of a restriction were hidden, or are shown again; they may also be gone with it."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None and not raw:
        services.index_tree(page=page)


def before_deletion(instance: Publication, **_others: Any) -> None:
    """What may be left without any publication is known as long as the publication is there."""
    instance.__dict__["search_indexed"] = services.indexed(pk=instance.pk)


def on_deleted(instance: Publication, **_others: Any) -> None:
    """The people, the topics and the words of a deleted publication may no longer be found."""
    services.tell(instance.__dict__.pop("search_indexed", services.Indexed()), services.Indexed())


def on_document_saved(instance: AbstractDocument, created: bool, raw: bool = False, **_others: Any) -> None:
    """A document may have another title, by which the pages that offer it are found."""
    if not raw and not created:
        index_pages(pages_offering(instance).values_list("pk", flat=True))


def before_document_deletion(instance: AbstractDocument, **_others: Any) -> None:
    """Which pages offered a document is known as long as it is there."""
    instance.__dict__["search_pages"] = list(pages_offering(instance).values_list("pk", flat=True))


def on_document_deleted(instance: AbstractDocument, **_others: Any) -> None:
    """The pages that offered a document no longer show its title."""
    index_pages(instance.__dict__.pop("search_pages", []))


def index_pages(pks: Iterable[int]) -> None:
    for page in Page.objects.filter(pk__in=list(pks)).order_by("pk").specific():
        on_state_changed(page)


def on_person_saved(instance: Person, raw: bool = False, **_others: Any) -> None:
    """Somebody is found by what is said of them; what they contributed to, by their name."""
    if not raw:
        index_named(Entry.objects.filter(person=instance), instance.name, instance.contributions.all())
        services.index_person(pk=instance.pk)


def on_topic_saved(instance: Topic, raw: bool = False, **_others: Any) -> None:
    """The same for a topic."""
    if not raw:
        index_named(Entry.objects.filter(topic=instance), instance.name, instance.publication_links.all())
        services.index_topic(pk=instance.pk)


def index_named(entries: QuerySet[Entry], name: str, links: QuerySet) -> None:
    """Index again what goes by a name, when the name has changed."""
    entry = entries.only("title").first()
    if entry is not None and entry.title != name:
        for pk in sorted(set(links.values_list("publication", flat=True))):
            services.index_publication(pk=pk)
