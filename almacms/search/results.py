"""From the identifiers that the index gives to what a page shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.models import Page

from almacms.publications.models import Contribution, Publication
from almacms.publications.restrictions import visible

from .extracts import extract, marked
from .models import Entry, Passage
from .queries import Clause, Query

PASSAGES = 2
"""How many answers of one interview a page of results quotes."""


@dataclass(frozen=True)
class Answer:
    """An answer that was found: its question, where it is, who gives it, and an extract."""

    anchor: str
    question: SafeString
    speaker: str
    extract: SafeString


@dataclass
class Result:
    """An entry as a page of results shows it."""

    entry: Entry
    query: Query
    page: Page | None
    """What it is, when it is a page."""
    answers: list[Answer] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.entry.kind

    @property
    def url(self) -> str:
        """Where it is read."""
        if self.page is not None:
            return self.page.url or ""
        subject = self.entry.person or self.entry.topic
        return subject.get_absolute_url() if subject else ""

    @property
    def publication(self) -> Publication | None:
        return self.page if isinstance(self.page, Publication) else None

    @cached_property
    def title(self) -> SafeString:
        return marked(self.entry.title, self.query)

    @cached_property
    def extract(self) -> SafeString:
        """The text around what was found; the lead alone above answers that are quoted."""
        if self.answers and self.publication is not None:
            return marked(self.publication.card_summary, self.query)
        return extract(self.entry.text, self.query)


def load(entries: list[int], query: Query) -> list[Result]:
    """These entries in their order, without what readers may no longer see, in a fixed number of queries."""
    shown = subjects(entries, in_full=True)
    interviews = [entry.pk for entry, _page in shown if entry.kind == Entry.Kind.INTERVIEW]
    answers = _answers(interviews, query)
    return [Result(entry, query, page, answers.get(entry.pk, [])) for entry, page in shown]


def subjects(entries: list[int], *, in_full: bool = False) -> list[tuple[Entry, Page | None]]:
    """These entries in their order, each with its page, without those whose page readers may no longer see.

    In full, they come with their texts, and publications with who speaks in them.
    """
    rows = Entry.objects.filter(pk__in=entries).select_related("person", "topic")
    kept = ("kind", "title", "publication", "page", "person__name", "person__slug", "topic__name", "topic__slug")
    by_pk = rows.only(*kept, *(["text"] if in_full else [])).in_bulk()
    written = {row.publication_id for row in by_pk.values() if row.publication_id}
    plain = {row.page_id for row in by_pk.values() if row.page_id}
    pages: dict[int, Page] = {}
    if written:
        speakers = [Prefetch("contributions", Contribution.objects.all())] if in_full else []
        pages.update(Publication.objects.visible().prefetch_related(*speakers).in_bulk(written))
    if plain:
        pages.update(visible(Page.objects.all()).in_bulk(plain))
    found = [(row, row.publication_id or row.page_id) for row in (by_pk[pk] for pk in entries if pk in by_pk)]
    return [(row, pages.get(pk) if pk else None) for row, pk in found if not pk or pk in pages]


def _answers(entries: Iterable[int], query: Query) -> dict[int, list[Answer]]:
    """The answers in which most of the query is found, a few of each interview, in the order they are read."""
    found: dict[int, list[Answer]] = {}
    for passage in _passages(list(entries), query.wanted):
        found.setdefault(passage.entry_id, []).append(
            Answer(
                passage.anchor,
                marked(passage.question, query),
                passage.speaker,
                extract(passage.text, query),
            )
        )
    return found


def _passages(entries: list[int], wanted: Sequence[Clause]) -> Iterator[Passage]:
    if not entries or not wanted:
        return
    has = [reduce(or_, (Q(terms__contains=f" {said} ") for said in clause.spellings)) for clause in wanted]
    matching = sum((Case(When(q, then=1), default=0, output_field=IntegerField()) for q in has), start=Value(0))
    best = Window(RowNumber(), partition_by=F("entry"), order_by=[F("matching").desc(), F("position").asc()])
    passages = Passage.objects.filter(entry__in=entries).annotate(matching=matching).filter(matching__gt=0)
    yield from passages.annotate(place=best).filter(place__lte=PASSAGES).order_by("entry", "position").defer("terms")
