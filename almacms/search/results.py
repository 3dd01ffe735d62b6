"""From the identifiers that the index gives to what a page shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.models import Page

from almacms.page_cache.recording import reads_a_list
from almacms.prepared import Given, Prepared, identifiers, one_of
from almacms.publications import cards
from almacms.publications.models import Publication
from almacms.publications.restrictions import visible

from .extracts import extract, marked
from .models import Entry
from .queries import Clause, Query

PASSAGES = 2
"""How many answers of one interview a page of results quotes."""
SHOWN = ("title", "url_path", "kind", "publication_date", "expire_at", "lead", "listing_summary")
"""What a page of results shows of a publication, beside who speaks in it."""


def _entries(count: int, in_full: bool) -> QuerySet[Entry]:
    kept = ("kind", "title", "publication", "page", "person__name", "person__slug", "topic__name", "topic__slug")
    rows = Entry.objects.filter(one_of("pk", count)).select_related("person", "topic")
    return rows.only(*kept, *(["text"] if in_full else []))


NOW = Given("now", DateTimeField())
ENTRIES: Prepared[Entry] = Prepared(_entries)
PUBLICATIONS: Prepared[Page] = Prepared(
    lambda count: Publication.objects.visible(NOW).filter(one_of("pk", count)).only(*SHOWN)
)
PAGES: Prepared[Page] = Prepared(lambda count: visible(Page.objects.filter(one_of("pk", count)), NOW))


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
    url: str
    """Where it is read."""
    answers: list[Answer] = field(default_factory=list)

    @property
    def publication(self) -> Publication | None:
        return self.page if isinstance(self.page, Publication) else None

    @cached_property
    def date(self) -> datetime | None:
        """When it was published, for a publication."""
        return self.publication.publication_date if self.publication else None

    @cached_property
    def speakers(self) -> str:
        """Who speaks in it, their names one after the other."""
        return ", ".join(voice.name for voice in self.publication.voices) if self.publication else ""

    @cached_property
    def title(self) -> SafeString:
        return marked(self.entry.title, self.query)

    @cached_property
    def extract(self) -> SafeString:
        """The text around what was found; the lead alone above answers that are quoted."""
        if self.answers and self.publication is not None:
            return marked(self.publication.card_summary, self.query)
        return extract(self.entry.text, self.query)


def load(entries: list[int], query: Query, request: HttpRequest | None = None) -> list[Result]:
    """These entries in their order, without what readers may no longer see, in a fixed number of queries.

    Args:
        entries: their identifiers.
        query: what they were found by.
        request: the reader's, which knows where pages stand.
    """
    shown = subjects(entries, in_full=True)
    cards.load_credits(page for _entry, page in shown if isinstance(page, Publication))
    interviews = [entry.pk for entry, _page in shown if entry.kind == Entry.Kind.INTERVIEW]
    answers = _answers(interviews, query)
    return [
        Result(entry, query, page, address(entry, page, request), answers.get(entry.pk, [])) for entry, page in shown
    ]


def address(entry: Entry, page: Page | None, request: HttpRequest | None = None) -> str:
    """Where an entry, which may have a page, is read; empty when it is nowhere."""
    if page is not None:
        return page.get_url(request) or ""
    subject = entry.person or entry.topic
    return subject.get_absolute_url() if subject else ""


def subjects(entries: list[int], *, in_full: bool = False) -> list[tuple[Entry, Page | None]]:
    """These entries in their order, each with its page, without those whose page readers may no longer see.

    In full, they come with their texts.
    """
    # Prepared questions say it only when they are put together.
    reads_a_list()
    by_pk = {row.pk: row for row in ENTRIES(len(entries), in_full, **identifiers(entries))} if entries else {}
    written = {row.publication_id for row in by_pk.values() if row.publication_id}
    plain = {row.page_id for row in by_pk.values() if row.page_id}
    pages: dict[int, Page] = {}
    for question, wanted in ((PUBLICATIONS, written), (PAGES, plain)):
        if wanted:
            pages.update((page.pk, page) for page in question(len(wanted), now=timezone.now(), **identifiers(wanted)))
    found = [(row, row.publication_id or row.page_id) for row in (by_pk[pk] for pk in entries if pk in by_pk)]
    return [(row, pages.get(pk) if pk else None) for row, pk in found if not pk or pk in pages]


def _answers(entries: Sequence[int], query: Query) -> dict[int, list[Answer]]:
    """The answers in which most of the query is found, a few of each interview, in the order they are read."""
    found: dict[int, list[Answer]] = {}
    for entry, anchor, question, speaker, text in _passages(entries, query.wanted):
        answer = Answer(anchor, marked(question, query), speaker, extract(text, query))
        found.setdefault(entry, []).append(answer)
    return found


def _passages(entries: Sequence[int], wanted: Sequence[Clause]) -> Iterable[tuple[int, str, str, str, str]]:
    """Of each of these entries, the passages that have most of these clauses."""
    if not entries or not wanted:
        return ()
    has = [" OR ".join(["p.terms LIKE %s"] * len(clause.spellings)) for clause in wanted]
    matching = " + ".join(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in has)
    # What was typed is in the parameters; it holds letters, figures and spaces only.
    sql = (
        "SELECT entry_id, anchor, question, speaker, text FROM (SELECT found.*, ROW_NUMBER() OVER"  # noqa: S608
        " (PARTITION BY entry_id ORDER BY matching DESC, position) AS place FROM (SELECT p.entry_id, p.anchor,"
        f" p.question, p.speaker, p.text, p.position, {matching} AS matching FROM search_passage p"
        f" WHERE p.entry_id IN ({', '.join(['%s'] * len(entries))})) AS found WHERE matching > 0) AS best"
        " WHERE place <= %s ORDER BY entry_id, position"
    )
    said = [f"% {spelling} %" for clause in wanted for spelling in clause.spellings]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*said, *entries, PASSAGES])
        return cursor.fetchall()
