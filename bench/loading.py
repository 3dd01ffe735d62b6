"""Puts made-up publications in the database by the thousand, as if each had been published.

Wagtail takes tens of milliseconds to publish one; here rows are written in bulk, in every table that publishing writes
to: the tree, the contributions, the answers, the index of search. `tests/bench/test_loading.py` compares the two.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.db import connection, transaction
from django.db.models import F, Field, Model
from PIL import Image as PillowImage
from wagtail.models import Page

from almacms.images.models import CustomImage
from almacms.images.services import prepare_renditions
from almacms.people.models import Person
from almacms.publications.models import Contribution, Publication, PublicationAuthor, PublicationTopic, Topic
from almacms.search.services import index_neighbours
from almacms.search.tokens import fold
from almacms.search.vocabulary import learn
from articles.models import ArticleIndexPage, ArticlePage
from home.services import ensure_tree
from interviews.appearance import EXTRACT_LENGTH
from interviews.models import Appearance, InterviewIndexPage, InterviewPage, InterviewSpeaker

from .bodies import article_blocks, interview_blocks, stored
from .indexing import index
from .made import Made
from .writing import EVERYWHERE, ORDINARY, RARE, Draft, writer

BATCH = 500
SPEAKERS = 2
FIRST_NAMES = ("Camille", "Noé", "Aïssatou", "Sylvain", "Inès", "Bastien", "Lucie", "Malo", "Yasmine", "Étienne")
LAST_NAMES = ("Morel", "Diallo", "Lefèvre", "Garnier", "Roux", "Benali", "Faure", "Lambert", "Chevalier", "Petit")


@dataclass(frozen=True)
class Library:
    """What publications name."""

    people: list[Person]
    topics: list[Topic]
    covers: list[CustomImage]


def ensure_library(*, people: int = 200, topics: int = 20, covers: int = 6) -> Library:
    """The people, topics and pictures that publications name; those already made are found again."""
    Person.objects.bulk_create((_person(number) for number in range(people)), ignore_conflicts=True)
    Topic.objects.bulk_create(
        [Topic(name=f"Thématique {number}", slug=f"thematique-{number}") for number in range(topics)],
        ignore_conflicts=True,
    )
    for number in range(covers):
        if not CustomImage.objects.filter(title=f"Couverture {number}").exists():
            _make_cover(number)
    return Library(
        list(Person.objects.filter(slug__startswith="personne-").order_by("pk")[:people]),
        list(Topic.objects.filter(slug__startswith="thematique-").order_by("pk")[:topics]),
        list(CustomImage.objects.filter(title__startswith="Couverture ").order_by("pk")[:covers]),
    )


def load(library: Library, *, start: int, count: int, paragraphs: int = 12) -> list[Made]:
    """Publish made-up publications in bulk, one in five an interview.

    Args:
        library: whom and what they name.
        start: the number of the first; numbers are never used twice.
        count: how many.
        paragraphs: of each; in an interview, each is an answer.
    """
    ensure_tree()
    made = []
    for first in range(start, start + count, BATCH):
        with transaction.atomic():
            numbers = range(first, min(first + BATCH, start + count))
            made += _load_batch(library, [writer().draft(number, paragraphs) for number in numbers])
    learn(map(fold, [*writer().vocabulary, EVERYWHERE, ORDINARY, RARE]))
    with transaction.atomic():
        index_neighbours(people=[each.pk for each in library.people], topics=[each.pk for each in library.topics])
    if connection.vendor == "postgresql":
        # What its own autovacuum would have done by the time a site has as many.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return made


def _load_batch(library: Library, drafts: Sequence[Draft]) -> list[Made]:
    made = [_make(draft, library) for draft in drafts]
    for model, parent in ((ArticlePage, ArticleIndexPage), (InterviewPage, InterviewIndexPage)):
        _insert_pages([each.page for each in made if isinstance(each.page, model)], parent.objects.get())
    _insert(Contribution, (_contribution(each, n, person) for each in made for n, person in enumerate(each.people)))
    _insert(
        PublicationTopic,
        (PublicationTopic(publication=m.page, topic=t, sort_order=n) for m in made for n, t in enumerate(m.topics)),
    )
    articles = [each for each in made if not each.draft.is_interview]
    interviews = [each for each in made if each.draft.is_interview]
    _insert(PublicationAuthor, (PublicationAuthor(publication=m.page, person=p) for m in articles for p in m.people))
    _insert(
        InterviewSpeaker,
        (
            InterviewSpeaker(page=each.page, person=person, role=person.role, organisation="Alma", sort_order=place)
            for each in interviews
            for place, person in enumerate(each.people)
        ),
    )
    _insert(Appearance, (row for each in interviews for row in _appearances(each)))
    index(made)
    return made


def _make(draft: Draft, library: Library) -> Made:
    number = draft.number
    count = SPEAKERS if draft.is_interview else 1
    people = list(dict.fromkeys(library.people[(number + step) % len(library.people)] for step in range(count)))
    topics = list(dict.fromkeys(library.topics[place % len(library.topics)] for place in (number, number // 3)))
    cover = library.covers[number % len(library.covers)] if library.covers and number % 4 != 3 else None
    model = InterviewPage if draft.is_interview else ArticlePage
    if draft.is_interview:
        blocks = interview_blocks(draft, [person.pk for person in people])
    else:
        blocks = article_blocks(draft, cover.pk if cover else None)
    page = model(
        title=draft.title,
        draft_title=draft.title,
        slug=draft.slug,
        lead=draft.lead,
        kind=model.body.field.model.__name__.removesuffix("Page").lower(),
        word_count=draft.words,
        publication_date=draft.date,
        first_published_at=draft.date,
        last_published_at=draft.date,
        cover=cover,
        live=True,
        translation_key=UUID(int=number + 1, version=4),
        content_type=ContentType.objects.get_for_model(model),
        body=stored(blocks),
    )
    return Made(draft, page, blocks, people, topics)


def _insert_pages(pages: Sequence[Any], parent: Page) -> None:
    """Write rows of pages under a list: those of `Page`, of `Publication` and of their own type."""
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for place, page in enumerate(pages, start=1):
        page.path = Page._get_path(parent.path, parent.depth + 1, step + place)
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id = parent.locale_id
    if not pages:
        return
    rows = _insert_into(Page, pages, [field for field in Page._meta.local_concrete_fields if not field.primary_key])
    for page, (pk,) in zip(pages, rows, strict=True):
        page.id = page.page_ptr_id = page.publication_ptr_id = pk
    _insert_into(Publication, pages, Publication._meta.local_concrete_fields)
    _insert_into(type(pages[0]), pages, type(pages[0])._meta.local_concrete_fields)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))


def _insert_into(model: type[Model], rows: Sequence[Any], fields: Sequence[Field]) -> list[tuple]:
    # What `bulk_create` does behind its refusal of models that inherit: one table, many rows.
    queryset: Any = model._base_manager.all()
    return queryset._batched_insert(rows, fields, None)


def _insert(model: type[Model], rows: Iterable[Any]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _contribution(made: Made, place: int, person: Person) -> Contribution:
    return Contribution(publication=made.page, person=person, role=made.role, sort_order=place)


def _appearances(made: Made) -> Iterable[Appearance]:
    for answer in made.answers:
        yield Appearance(
            interview_id=made.page.pk,
            person_id=answer.speaker,
            exchange=answer.exchange,
            question=answer.question,
            extract=textwrap.shorten(answer.text, EXTRACT_LENGTH, placeholder="…", break_on_hyphens=False),
            position=answer.position,
        )


def _person(number: int) -> Person:
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    return Person(
        name=f"{first} {last} {number}",
        slug=f"personne-{number}",
        role="Ingénieur·e",
        organisation="Alma",
        biography="<p>Écrit ici.</p>",
    )


def _make_cover(number: int) -> None:
    """A picture of one colour, with every file that pages show of it."""
    content = io.BytesIO()
    PillowImage.new("RGB", (1600, 1067), (40 * number % 256, 90, 69)).save(content, "PNG")
    image = CustomImage.objects.create(
        title=f"Couverture {number}",
        description="Un jardin",
        credit="Camille Morel",
        file=ImageFile(content, name=f"couverture-{number}.png"),
    )
    prepare_renditions(image, "cover", "card", "feature", "body", social=True)
