"""How long a page of results takes among ten thousand publications."""

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from almacms.people.models import Person
from almacms.publications.models import Contribution, Publication, Topic
from almacms.search.models import Entry, Passage
from almacms.search.tokens import fold
from almacms.search.vocabulary import learn
from almacms.search.writing import joined, salient

EVERYWHERE, ORDINARY, RARE = "coopérative", "permaculture", "noisetier"
WORDS, QUESTIONS, PEOPLE, TOPICS = 600, 10, 200, 20
ASKED = {
    "an ordinary word (1 in 50)": {"q": ORDINARY},
    "a rare word (1 in 1000)": {"q": RARE},
    "two words": {"q": f"{ORDINARY} {EVERYWHERE}"},
    "a phrase": {"q": f'"{ORDINARY} vivante"'},
    "a wrong letter": {"q": "permacolture"},
    "a word in every one": {"q": EVERYWHERE},
    "the same, by date": {"q": EVERYWHERE, "tri": "date"},
    "the same, page 800": {"q": EVERYWHERE, "page": "800"},
    "the same, narrowed": {"q": EVERYWHERE, "genre": "interview", "theme": "bench-0"},
}


class Command(BaseCommand):
    help = "Measures search among publications made up for it, in a transaction that is rolled back at the end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--publications", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=15)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            begun = time.perf_counter()
            fill(options["publications"])
            self.stdout.write(f"{options['publications']} publications in {time.perf_counter() - begun:.0f} s")
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            self.stdout.write(f"{'milliseconds':<28}{'median':>8}{'slowest':>9}{'queries':>9}")
            for name, asked in ASKED.items():
                self.measure(name, asked, options["rounds"])
            transaction.set_rollback(True)

    def measure(self, name: str, asked: dict[str, str], rounds: int) -> None:
        client = Client(headers={"host": "localhost"})
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/recherche/", asked, secure=True)
            queries = len(captured)
        if response.status_code != 200:
            self.stderr.write(f"{name}: {response.status_code}")
            return
        taken = []
        for _round in range(rounds):
            begun = time.perf_counter()
            client.get("/recherche/", asked, secure=True)
            taken.append(1000 * (time.perf_counter() - begun))
        self.stdout.write(f"{name:<28}{statistics.median(taken):>8.1f}{max(taken):>9.1f}{queries:>9}")


def fill(count: int) -> None:
    """Make up publications of some six hundred words, one in five an interview, with their entries."""
    chance = random.Random(5)  # noqa: S311 (no secret)
    vocabulary = [made_up_word(chance) for _ in range(8000)]
    frequencies = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    people = [Person.objects.create(name=f"Bench {n}", slug=f"bench-{n}") for n in range(PEOPLE)]
    topics = [Topic.objects.create(name=f"Bench {n}", slug=f"bench-{n}") for n in range(TOPICS)]
    learn(map(fold, [*vocabulary, EVERYWHERE, ORDINARY, RARE]))
    parent = Site.objects.get(is_default_site=True).root_page
    made = list(pages(parent, count))
    entries, passages = [], []
    for number, page in enumerate(made):
        words = chance.choices(vocabulary, frequencies, k=WORDS)
        words[number % 50] = EVERYWHERE
        if number % 50 == 0:
            words[60:62] = [ORDINARY, "vivante"]
        if number % 1000 == 0:
            words[70] = RARE
        lead, body = " ".join(words[:30]), [" ".join(words[at : at + 60]) for at in range(30, WORDS, 60)]
        body_terms = joined(body)
        is_interview = number % 5 == 0
        entry = Entry(
            kind="interview" if is_interview else "article",
            publication_id=page.pk,
            moment=int(timezone.now().timestamp()) - number * 3600,
            year=2026 - number % 12,
            title=page.title,
            title_words=joined([page.title]),
            title_terms=joined([page.title]),
            lead_terms=joined([lead, people[number % PEOPLE].name, topics[number % TOPICS].name]),
            salient_terms=salient(body_terms),
            body_terms=body_terms,
            text="\n".join([lead, *body]),
        )
        entries.append(entry)
        if is_interview:
            passages += [
                Passage(
                    entry=entry, position=n, anchor=f"q-{n}", question=text[:80], text=text, terms=f" {joined([text])} "
                )
                for n, text in enumerate(body)
            ]
    Entry.objects.bulk_create(entries, batch_size=500)
    Passage.objects.bulk_create(passages, batch_size=500)
    pairs = [(entry.pk, number) for number, entry in enumerate(entries)]
    Entry.topics.through.objects.bulk_create(
        [Entry.topics.through(entry_id=pk, topic_id=topics[n % TOPICS].pk) for pk, n in pairs], batch_size=500
    )
    Entry.speakers.through.objects.bulk_create(
        [Entry.speakers.through(entry_id=pk, person_id=people[n % PEOPLE].pk) for pk, n in pairs if n % 5 == 0],
        batch_size=500,
    )
    Contribution.objects.bulk_create(
        [
            Contribution(publication_id=page.pk, person=people[n % PEOPLE], role="speaker", sort_order=0)
            for n, page in enumerate(made)
            if n % 5 == 0
        ],
        batch_size=500,
    )


def pages(parent: Page, count: int) -> Iterator[Page]:
    """Published pages under this one, written without Wagtail's ceremonies."""
    content_type = ContentType.objects.get_for_model(Publication)
    now = timezone.now()
    rows = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, parent.numchild + 10 + number),
            depth=parent.depth + 1,
            title=f"Essai {number}",
            draft_title=f"Essai {number}",
            slug=f"bench-{number}",
            url_path=f"{parent.url_path}bench-{number}/",
            live=True,
            content_type=content_type,
            locale=parent.locale,
            owner=None,
            first_published_at=now,
        )
        for number in range(count)
    ]
    Page.objects.bulk_create(rows, batch_size=500)
    for number, row in enumerate(rows):
        publication = Publication(page_ptr_id=row.pk, kind="interview" if number % 5 == 0 else "article")
        publication.__dict__.update({name: value for name, value in row.__dict__.items() if name != "_state"})
        publication.publication_date = now
        publication.save_base(raw=True, force_insert=True)
    yield from rows


def made_up_word(chance: random.Random) -> str:
    """Something that may be pronounced."""
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiouéo") for _ in range(chance.randint(2, 5)))
