"""Keeping the index true: of what readers may see, and of nothing else."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from almacms.people.models import Person
from almacms.publications.models import Contribution, Publication, Topic

from .french import terms
from .models import Entry, Passage, Word
from .tokens import fold, words

BREAK = " zzbreak "
"""Between two texts, so that no phrase runs from one into the other; the terms of a text never hold it."""
MOST_TERMS = 400_000
"""Characters of terms kept of one text: PostgreSQL's vectors end at a megabyte."""
SALIENT_COUNT, SALIENT_TIMES = 30, 3
"""A publication is also about the words that its body repeats: how many of them, and how often at the least."""
BATCH = 200


def joined(texts: Iterable[str]) -> str:
    """The terms of several texts, as the index keeps them."""
    return BREAK.join(filter(None, (" ".join(terms(text)) for text in texts)))[:MOST_TERMS]


def salient(terms_of_body: str) -> str:
    """The terms that a body repeats, most frequent first."""
    counts = Counter(terms_of_body.split())
    counts.pop(BREAK.strip(), None)
    repeated = sorted((-count, term) for term, count in counts.items() if count >= SALIENT_TIMES)
    return " ".join(term for _count, term in repeated[:SALIENT_COUNT])


@transaction.atomic
def index_publication(*, pk: int) -> None:
    """Bring up to date what is found of a publication; nothing, unless readers may see it."""
    page = Publication.objects.visible().filter(pk=pk).first()
    before = neighbours(pk=pk)
    if page is None:
        Entry.objects.filter(publication=pk).delete()
        after: tuple[set[int], set[int]] = (set(), set())
    else:
        after = _write(page.specific)
    index_neighbours(people=before[0] ^ after[0], topics=before[1] ^ after[1])


def neighbours(*, pk: int) -> tuple[set[int], set[int]]:
    """The people and the topics of a publication as it is indexed; both empty when it is not."""
    entry = Entry.objects.filter(publication=pk).only("pk").first()
    if entry is None:
        return set(), set()
    people = {*entry.authors.values_list("pk", flat=True), *entry.speakers.values_list("pk", flat=True)}
    return people, set(entry.topics.values_list("pk", flat=True))


def index_neighbours(*, people: Iterable[int], topics: Iterable[int]) -> None:
    """Bring up to date what is found of people and topics that a publication was given, or lost."""
    # In one order, so that two publications at once do not wait for each other in a circle.
    for person in sorted(people):
        index_person(pk=person)
    for topic in sorted(topics):
        index_topic(pk=topic)


def _write(page: Publication) -> tuple[set[int], set[int]]:
    contributors = list(page.contributors())
    topics = page.topic_list
    names = [c.person.name if c.person else c.display_name for c in contributors]
    body = [text.replace("\n", " ").strip() for text in page.searchable_texts()]
    body = [text for text in body if text]
    body_terms = joined(body)
    entry, _created = Entry.objects.update_or_create(
        publication_id=page.pk,
        defaults={
            "kind": page.kind,
            "moment": int(page.publication_date.timestamp()) if page.publication_date else 0,
            "expiry": int(page.expire_at.timestamp()) if page.expire_at else None,
            "year": page.publication_date.year if page.publication_date else None,
            "title_terms": joined([page.title]),
            "lead_terms": joined([page.lead, page.listing_title, *names, *(topic.name for topic in topics)]),
            "salient_terms": salient(body_terms),
            "body_terms": body_terms,
            "text": "\n".join([page.lead.replace("\n", " "), *body]),
        },
    )
    by_role = {
        role: {c.person.pk for c in contributors if c.person and c.role == role} for role in Contribution.Role.values
    }
    entry.topics.set(topics)
    entry.authors.set(by_role[Contribution.Role.AUTHOR])
    entry.speakers.set(by_role[Contribution.Role.SPEAKER])
    _write_passages(entry, page)
    learn([page.title, page.lead, *names, *body])
    return set().union(*by_role.values()), {topic.pk for topic in topics}


def _write_passages(entry: Entry, page: Publication) -> None:
    entry.passages.all().delete()
    passages, asked = [], ""
    for position, passage in enumerate(page.search_passages()):
        # The question is found once, at its first answer.
        question = "" if passage.anchor == asked else passage.question
        asked = passage.anchor
        passages.append(
            Passage(
                entry=entry,
                position=position,
                anchor=passage.anchor,
                question=passage.question,
                speaker=passage.speaker,
                text=passage.text,
                terms=f" {joined([question, passage.text])} ",
            )
        )
    Passage.objects.bulk_create(passages)


@transaction.atomic
def index_person(*, pk: int) -> None:
    """Bring up to date what is found of somebody; nothing, unless readers may see something they contributed to."""
    # Locked, or what another publication under way says of them would be missed; without keeping that one waiting.
    person = Person.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if person is None or not Publication.objects.visible().with_person(person).exists():
        Entry.objects.filter(person=pk).delete()
        return
    biography = person.plain_biography
    about = ", ".join(filter(None, (person.role, person.organisation)))
    _write_name(Entry.Kind.PERSON, person.name, about, biography, person=person)


@transaction.atomic
def index_topic(*, pk: int) -> None:
    """Bring up to date what is found of a topic; nothing, unless readers may see something filed under it."""
    topic = Topic.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if topic is None or not Publication.objects.visible().in_topic(topic).exists():
        Entry.objects.filter(topic=pk).delete()
        return
    _write_name(Entry.Kind.TOPIC, topic.name, "", topic.description, topic=topic)


def _write_name(kind: Entry.Kind, name: str, about: str, text: str, **subject: Person | Topic) -> None:
    text = text.replace("\n", " ")
    Entry.objects.update_or_create(
        **subject,
        defaults={
            "kind": kind,
            "title_terms": joined([name]),
            "lead_terms": joined([about]),
            "body_terms": joined([text]),
            "text": "\n".join(filter(None, [about, text])),
        },
    )
    learn([name, about, text])


def learn(texts: Iterable[str]) -> None:
    """Add to the vocabulary the words of these texts that it does not know."""
    met = {fold(word): word for text in texts for word in words(text) if len(word) <= Word.MAX_LENGTH}
    known = set(Word.objects.filter(word__in=met).values_list("word", flat=True))
    # In the order of the alphabet: two publications at once must not wait for each other in a circle.
    new = [Word(word=word, written=met[word]) for word in sorted(met.keys() - known) if len(word) <= Word.MAX_LENGTH]
    Word.objects.bulk_create(new, ignore_conflicts=True)


def rebuild() -> int:
    """Make the whole index again, row by row, so that no reader ever finds it empty.

    Returns:
        How many publications, people and topics can be found.
    """
    begun_after = Word.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for pks in batches(Publication.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # Locked, or a publication under way would be overwritten by what was read before it.
            locked = Publication.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
            for publication in list(locked.only("pk")):
                index_publication(pk=publication.pk)
    for model, index in ((Person, index_person), (Topic, index_topic)):
        for pks in batches(model._default_manager.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                for pk in pks:
                    index(pk=pk)
    forget(before=begun_after)
    return Entry.objects.count()


def forget(*, before: int) -> None:
    """Take out of the vocabulary, among the words up to this identifier, those that are in no indexed text."""
    met: set[str] = set()
    for text in Entry.objects.values_list("text", flat=True).iterator():
        met.update(map(fold, words(text)))
    names = [
        Entry.objects.exclude(**{relation: None}).values_list(field, flat=True)
        for relation, field in (
            ("publication", "publication__title"),
            ("publication", "publication__contributions__display_name"),
            ("person", "person__name"),
            ("topic", "topic__name"),
        )
    ]
    for name in (name for found in names for name in found.iterator() if name):
        met.update(map(fold, words(name)))
    known = Word.objects.filter(pk__lte=before).values_list("pk", "word").iterator()
    stale = [pk for pk, word in known if word not in met]
    for pks in batches(stale):
        Word.objects.filter(pk__in=pks).delete()


def batches(pks: Iterable[int]) -> Iterable[list[int]]:
    """These identifiers, so many at a time."""
    found = list(pks)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
