"""Keeping the index true: of what readers may see, and of nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Count, Max, Q
from wagtail.models import Page, get_page_models

from almacms.people.models import Person
from almacms.publications.models import Contribution, Publication, Topic
from almacms.publications.querysets import PublicationQuerySet
from almacms.publications.restrictions import visible

from . import vocabulary
from .languages import configured
from .models import Entry, Passage, Word
from .writing import entry_values, name_values, passages_of, plain_values

BATCH = 20
"""Publications written in one transaction by a rebuilding: nobody who publishes meanwhile waits for long."""


@dataclass(frozen=True)
class Indexed:
    """What the index knows of a publication; nothing when it is not there."""

    language: str = ""
    people: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    expiry: int | None = None
    words: set[str] = field(default_factory=set)


def is_plain(model: type[Page]) -> bool:
    """Whether pages of this type are no publications, and have texts to be found by all the same."""
    return hasattr(model, "searchable_texts") and not issubclass(model, Publication)


@transaction.atomic
def index_publication(*, pk: int) -> None:
    """Bring up to date what is found of a publication; nothing, unless readers may see it."""
    before = indexed(pk=pk)
    page = Publication.objects.visible().filter(pk=pk).first()
    if page is None:
        Entry.objects.filter(publication=pk).delete()
    else:
        _write(page.specific)
    tell(before, indexed(pk=pk))


@transaction.atomic
def index_plain_page(*, pk: int) -> None:
    """The same for a page that is no publication."""
    before = Entry.objects.filter(page=pk).first()
    words = vocabulary.words_of(before)
    page = visible(Page.objects.filter(pk=pk)).first()
    entry = None
    if page is None:
        Entry.objects.filter(page=pk).delete()
    else:
        entry, _created = Entry.objects.update_or_create(page_id=pk, defaults=plain_values(page.specific))
        vocabulary.learn(vocabulary.words_of(entry) - words, language=entry.language)
    if before is not None:
        vocabulary.unlearn(words - vocabulary.words_of(entry), language=before.language)


def indexed(*, pk: int) -> Indexed:
    """What is found of a publication as it is indexed."""
    entry = Entry.objects.filter(publication=pk).only("language", "expiry", "title", "about", "text").first()
    if entry is None:
        return Indexed()
    people = {*entry.authors.values_list("pk", flat=True), *entry.speakers.values_list("pk", flat=True)}
    topics = frozenset(entry.topics.values_list("pk", flat=True))
    return Indexed(entry.language, frozenset(people), topics, entry.expiry, vocabulary.words_of(entry))


def tell(before: Indexed, after: Indexed) -> None:
    """Bring up to date what a publication brought with it, or took along: people, topics, words."""
    if (before.language, before.expiry) == (after.language, after.expiry):
        people, topics = before.people ^ after.people, before.topics ^ after.topics
    else:
        people, topics = before.people | after.people, before.topics | after.topics
    index_neighbours(people=people, topics=topics)
    if after.language:
        kept = before.words if before.language == after.language else set()
        vocabulary.learn(after.words - kept, language=after.language)
    if before.language:
        kept = after.words if before.language == after.language else set()
        vocabulary.unlearn(before.words - kept, language=before.language)


def index_neighbours(*, people: Iterable[int], topics: Iterable[int]) -> None:
    """Bring up to date what is found of people and topics that a publication was given, or lost."""
    # In one order, so that two publications at once do not wait for each other in a circle.
    for person in sorted(people):
        index_person(pk=person)
    for topic in sorted(topics):
        index_topic(pk=topic)


def _write(page: Publication) -> None:
    entry, _created = Entry.objects.update_or_create(publication_id=page.pk, defaults=entry_values(page))
    people: dict[str, set[int]] = {role: set() for role in Contribution.Role.values}
    for contributor in page.contributors():
        if contributor.person:
            people[contributor.role].add(contributor.person.pk)
    entry.topics.set(page.topic_list)
    entry.authors.set(people[Contribution.Role.AUTHOR])
    entry.speakers.set(people[Contribution.Role.SPEAKER])
    entry.passages.all().delete()
    Passage.objects.bulk_create(passages_of(entry, page))


@transaction.atomic
def index_person(*, pk: int) -> None:
    """Bring up to date what is found of somebody; nothing, unless readers may see something they contributed to."""
    # Locked, or what another publication under way says of them would be missed; without keeping that one waiting.
    person = Person.objects.select_for_update(no_key=True).filter(pk=pk).first()
    shown = Publication.objects.visible().with_person(person) if person else Publication.objects.none()
    about = ", ".join(filter(None, (person.role, person.organisation))) if person else ""
    said = (person.name, about, person.plain_biography) if person else ("", "", "")
    _write_names(Entry.Kind.PERSON, {"person_id": pk}, shown, *said)


@transaction.atomic
def index_topic(*, pk: int) -> None:
    """Bring up to date what is found of a topic; nothing, unless readers may see something filed under it."""
    topic = Topic.objects.select_for_update(no_key=True).filter(pk=pk).first()
    shown = Publication.objects.visible().in_topic(topic) if topic else Publication.objects.none()
    said = (topic.name, "", topic.description) if topic else ("", "", "")
    _write_names(Entry.Kind.TOPIC, {"topic_id": pk}, shown, *said)


def _write_names(
    kind: Entry.Kind, subject: dict[str, Any], shown: PublicationQuerySet, name: str, about: str, text: str
) -> None:
    """An entry in each language in which something of theirs is shown, for as long as it is."""
    languages = configured()
    for language in languages:
        theirs = shown if len(languages) == 1 else shown.filter(locale__language_code=language)
        last = theirs.aggregate(
            count=Count("pk"), lasting=Count("pk", filter=Q(expire_at=None)), expiry=Max("expire_at")
        )
        before = Entry.objects.filter(**subject, language=language).first()
        if not last["count"]:
            _forget_name(before)
            continue
        expiry = None if last["lasting"] else int(last["expiry"].timestamp())
        values = {**name_values(name, about, text, language), "kind": kind, "expiry": expiry}
        words = vocabulary.words_of(before)
        entry, _created = Entry.objects.update_or_create(**subject, language=language, defaults=values)
        vocabulary.learn(vocabulary.words_of(entry) - words, language=language)
        vocabulary.unlearn(words - vocabulary.words_of(entry), language=language)


def _forget_name(entry: Entry | None) -> None:
    if entry is not None:
        words = vocabulary.words_of(entry)
        entry.delete()
        vocabulary.unlearn(words, language=entry.language)


@transaction.atomic
def index_tree(*, page: Page) -> None:
    """Bring up to date who may find a page and what lies below it, when that changed and what they say did not.

    What is no longer to be seen goes at once, what is seen again is written; the rest keeps its entries.
    """
    below = Publication.objects.descendant_of(page, inclusive=True)
    shown = Publication.objects.visible().descendant_of(page, inclusive=True)
    gone = Entry.objects.filter(publication__in=below.values("pk")).exclude(publication__in=shown.values("pk"))
    missing = list(shown.filter(search_entry=None).values_list("pk", flat=True))
    people, topics, words = _around(gone)
    gone.delete()
    index_neighbours(people=people, topics=topics)
    for language, some in words.items():
        vocabulary.unlearn(some, language=language)
    for pk in missing:
        index_publication(pk=pk)
    for pk in plain_pages().descendant_of(page, inclusive=True).values_list("pk", flat=True):
        index_plain_page(pk=pk)


def _around(entries: Any) -> tuple[set[int], set[int], dict[str, set[str]]]:
    """The people, the topics and the words, by language, of several entries."""
    people: set[int] = set()
    for through in (Entry.authors.through, Entry.speakers.through):
        people.update(through._default_manager.filter(entry__in=entries).values_list("person", flat=True))
    topics = set(Entry.topics.through._default_manager.filter(entry__in=entries).values_list("topic", flat=True))
    words: dict[str, set[str]] = {}
    for entry in entries.only("language", "title", "about", "text").iterator(chunk_size=BATCH):
        words.setdefault(entry.language, set()).update(vocabulary.words_of(entry))
    return people, topics, words


def plain_pages() -> Any:
    """Every page, published or not, that is no publication and has texts to be found by."""
    models = [model for model in get_page_models() if is_plain(model)]
    return Page.objects.filter(content_type__in=ContentType.objects.get_for_models(*models).values())


def rebuild() -> int:
    """Make the whole index again, row by row, so that no reader ever finds it empty; begun again, it harms nothing.

    Returns:
        How many pages, people and topics can be found.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Made again from the entries, in case something wrote to them behind its back.
            cursor.execute("INSERT INTO search_terms(search_terms) VALUES ('rebuild')")
    begun_after = Word.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for pks in batches(Publication.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # Locked, or a publication under way would be overwritten by what was read before it.
            locked = Publication.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
            for publication in list(locked.only("pk")):
                index_publication(pk=publication.pk)
    for pages, index in (
        (plain_pages(), index_plain_page),
        (Person.objects.all(), index_person),
        (Topic.objects.all(), index_topic),
    ):
        for pks in batches(pages.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                for pk in pks:
                    index(pk=pk)
    vocabulary.forget(before=begun_after)
    return Entry.objects.count()


def batches(pks: Iterable[int]) -> Iterable[list[int]]:
    """These identifiers, so many at a time."""
    found = list(pks)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
