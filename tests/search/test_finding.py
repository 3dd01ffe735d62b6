"""One table of queries and of what they must find, in order; the suite runs on both databases, the answers are one."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.functions import Coalesce
from wagtail.documents import get_document_model
from wagtail_footnotes.models import Footnote

from almacms.search.dialects import dialect
from almacms.search.finding import Narrowing, find, statement
from almacms.search.models import FACTS, Entry
from almacms.search.queries import parse
from almacms.search.spelling import suggestion
from tests.builders import make_article, make_image, make_interview, make_person, make_topic, moment
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db

FOOTNOTE = "9f0c3bd4-68bb-4d0e-8f6c-1c55a8a1f0aa"


@pytest.fixture
def library() -> None:
    """A few texts, each with words of its own."""
    zoe, marc = make_person("Zoé Lefèvre", role="Médiatrice"), make_person("Marc Œillet")
    ecology, software = make_topic("Écologie", description="Le vivant."), make_topic("Logiciel libre")
    image = make_image()
    image.contextual_alt_text, image.decorative = "Un hérisson", False
    document = get_document_model().objects.create(title="Bilan carbone", file=ContentFile(b"x", name="bilan.pdf"))
    make_article(
        title="La forêt comestible",
        lead="Une œuvre collective.",
        publication_date=moment(2020, 5, 1),
        authors=[zoe],
        topics=[ecology],
        body=[
            ("paragraph", f'<p>Les salariées plantent<footnote id="{FOOTNOTE}">9f0c3b</footnote> des noisetiers.</p>'),
            ("picture", {"image": image, "caption": "Le compost mûrit.", "credit": ""}),
            ("document", {"document": document, "title": ""}),
        ],
        footnotes=[Footnote(uuid=FOOTNOTE, text="<p>Voir la permaculture.</p>")],
    )
    make_article(
        title="Gouvernance des coopératives",
        lead="Voter, décider.",
        publication_date=moment(2022, 3, 1),
        authors=[marc],
        topics=[software],
        body=[("paragraph", "<p>Chaque salarié·e vote. La gouvernance est l’affaire des ingénieur·es.</p>")],
    )
    make_article(
        title="Nos journaux de bord",
        lead="Un travail d’écriture.",
        publication_date=moment(2023, 1, 1),
        body=[
            (
                "paragraph",
                "<p>Une directrice raconte ses travaux ; la gouvernance vient après, et l’écologie. 10 000 pages.</p>",
            )
        ],
    )
    make_interview(
        title="Deux voix",
        lead="Une conversation.",
        publication_date=moment(2024, 6, 1),
        speakers=[zoe, marc],
        topics=[ecology],
        body=[
            exchange("D’où vient la coopérative ?", turn(zoe, "<p>D’un laboratoire de robotique.</p>")),
            exchange("Et demain ?", turn(marc, "<p>Des ingénieurs plus nombreux, une forêt.</p>")),
        ],
    )


def titles(typed: str, *, by_date: bool = False, **narrowing) -> list[str]:
    found = find(parse(typed), Narrowing(**narrowing), by_date=by_date)
    assert found.total == len(found.entries)
    names = Entry.objects.values_list("pk", Coalesce("publication__title", "person__name", "topic__name"))
    by_entry = dict(names.filter(pk__in=found.entries))
    return [by_entry[pk] for pk in found.entries]


FOREST, GOVERNANCE, LOGS, VOICES = (
    "La forêt comestible",
    "Gouvernance des coopératives",
    "Nos journaux de bord",
    "Deux voix",
)

TABLE = [
    # accents, case
    ("ecologie", ["Écologie", VOICES, FOREST, LOGS]),
    ("ÉCOLOGIE", ["Écologie", VOICES, FOREST, LOGS]),
    # apostrophes, ligatures
    ("l'écologie", ["Écologie", VOICES, FOREST, LOGS]),
    ("l’ecologie", ["Écologie", VOICES, FOREST, LOGS]),
    ("oeuvre", [FOREST]),
    ("œuvres", [FOREST]),
    ("oeillet", ["Marc Œillet", VOICES, GOVERNANCE]),
    # number, gender
    ("coopérative", [GOVERNANCE, VOICES]),
    ("coopératives", [GOVERNANCE, VOICES]),
    ("salarié", [GOVERNANCE, FOREST]),
    ("salariées", [GOVERNANCE, FOREST]),
    ("travail", [LOGS]),
    ("journal", [LOGS]),
    ("directeurs", [LOGS]),
    ("médiateur", ["Zoé Lefèvre"]),
    # inclusive writing
    ("ingénieur·es", [VOICES, GOVERNANCE]),
    ("ingénieurs", [VOICES, GOVERNANCE]),
    ("ingénieure", [VOICES, GOVERNANCE]),
    ("ingénieur(e)s", [VOICES, GOVERNANCE]),
    # bodies, captions, pictures, footnotes, documents, speakers, questions
    ("noisetier", [FOREST]),
    ("compost", [FOREST]),
    ("hérisson", [FOREST]),
    ("permaculture", [FOREST]),
    ("bilan carbone", [FOREST]),
    ("9f0c3b", []),
    ("lefevre", ["Zoé Lefèvre", VOICES, FOREST]),
    ("robotique", [VOICES]),
    ("demain", [VOICES]),
    # what is in the title, then in the lead and the names, then in the body
    ("gouvernance", [GOVERNANCE, LOGS]),
    ("forêt", [FOREST, VOICES]),
    # several words, phrases, exclusions
    ("forêt ingénieurs", [VOICES]),
    ("la forêt des salariées", [FOREST]),
    ('"forêt comestible"', [FOREST]),
    ("« comestible forêt »", []),
    ('"comestible œuvre"', []),
    ("gouvernance -directrice", [GOVERNANCE]),
    ('écologie -"deux voix"', ["Écologie", FOREST, LOGS]),
    ("-gouvernance", []),
    ("10 000", [LOGS]),
    ("10\u202f000 pages", [LOGS]),
    ("10000", [LOGS]),
    ("écologie -10 000", ["Écologie", VOICES, FOREST]),
    ("000", []),
    ("forêt -", [FOREST, VOICES]),
    # nothing
    ("", []),
    ("le la des", []),
    ("inexistant", []),
]


@pytest.mark.parametrize(("typed", "expected"), TABLE)
def test_a_query_finds(library: None, typed: str, expected: list[str]) -> None:
    assert titles(typed) == expected


def test_the_newest_first(library: None) -> None:
    assert titles("écologie", by_date=True) == [VOICES, LOGS, FOREST, "Écologie"]


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        ({"kind": "interview"}, [VOICES]),
        ({"kind": "topic"}, ["Écologie"]),
        ({"topic": "ecologie"}, [VOICES, FOREST]),
        ({"year": 2023}, [LOGS]),
        ({"speaker": "marc-oeillet"}, [VOICES]),
        ({"topic": "ecologie", "year": 2020}, [FOREST]),
        ({"speaker": "nobody"}, []),
    ],
)
def test_narrowed(library: None, narrowing: dict, expected: list[str]) -> None:
    assert titles("écologie", **narrowing) == expected


def test_what_hits_can_be_narrowed_to_is_counted_beside_what_was_chosen(library: None) -> None:
    found = find(parse("écologie"), Narrowing(kind="article"))
    counts = {name: [(o.value, o.count) for o in options] for name, options in found.options.items()}
    assert found.total == 2
    assert counts == {
        "kind": [("article", 2), ("interview", 1), ("topic", 1)],
        "topic": [("ecologie", 1)],
        "year": [("2023", 1), ("2020", 1)],
        "speaker": [],
    }


def test_pages_of_hits_follow_one_another(db: None) -> None:
    for number in range(15):
        make_article(title=f"Chronique {number}", publication_date=moment(2020, 1, number + 1))
    query = parse("chronique")
    first, second = find(query, Narrowing()), find(query, Narrowing(), page=2)
    assert first.total == second.total == 15
    assert len(first.entries) == 12
    assert len({*first.entries, *second.entries}) == 15
    assert find(query, Narrowing(), page=3).entries == []


def test_what_is_asked_of_each_hit_is_read_apart_from_the_texts() -> None:
    narrowing = Narrowing(kind="article", topic="forets", year=2024, speaker="zoe")
    sql, parameters = statement(dialect(), parse("héron"), narrowing, offset=0, by_date=False)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
            assert f"SEARCH e USING COVERING INDEX {FACTS} (id=? AND language=?)" in [row[-1] for row in cursor]
        else:
            cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'search_entry'::regclass AND attstorage = 'm'"
            )
            assert cursor.fetchall() == [("head_vector",)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goubernance", "gouvernance"),
        ("govuernance", "gouvernance"),
        ("gouvernnance", "gouvernance"),
        ("gouvernace", "gouvernance"),
        ("ecolgie", "écologie"),
        ("forêt permacultrue", "forêt permaculture"),
        ("inexistant", ""),
        ("gouvernance", ""),
        ("ab", ""),
    ],
)
def test_a_wrong_letter_gets_a_suggestion(library: None, typed: str, meant: str) -> None:
    assert suggestion(parse(typed)) == meant


def test_of_two_neighbours_the_more_frequent_is_suggested(db: None) -> None:
    make_article(title="Le moulin")
    make_article(title="Le moulin encore")
    make_article(title="Le boulin")
    assert suggestion(parse("zoulin")) == "moulin"
