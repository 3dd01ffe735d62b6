"""The list of interviews, by speaker and by topic."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.builders import make_article, make_interview, make_person, make_topic

pytestmark = pytest.mark.django_db

LIST = "/entretiens/"


def get(client: Client, query: str = "") -> str:
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response.content.decode()


def titles(content: str) -> list[str]:
    return re.findall(r"<h3>\s*<a[^>]*>([^<]+)", content)


def options(content: str, name: str) -> list[str]:
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', content, re.DOTALL)
    return re.findall(r'value="([^"]+)"', found[0]) if found else []


@pytest.fixture
def interviews() -> None:
    """Sylvain speaks of trees and alone, Zoé of code; both speak of code together."""
    sylvain, zoe = make_person("Sylvain"), make_person("Zoé")
    trees, code = make_topic("Arbres"), make_topic("Code")
    make_interview(title="Les arbres", speakers=[sylvain], topics=[trees])
    make_interview(title="Le code", speakers=[zoe], topics=[code])
    make_interview(title="À deux", speakers=[sylvain, zoe], topics=[code])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["À deux", "Le code", "Les arbres"]),
        ("?personne=sylvain", ["À deux", "Les arbres"]),
        ("?theme=code", ["À deux", "Le code"]),
        ("?personne=sylvain&theme=code", ["À deux"]),
        ("?personne=&theme=arbres", ["Les arbres"]),
    ],
)
def test_the_list_is_narrowed_by_speaker_and_by_topic(client: Client, interviews, query, expected):
    assert titles(get(client, query)) == expected


def test_what_was_chosen_stays_chosen(client: Client, interviews):
    content = get(client, "?personne=zoe&theme=code")

    assert re.findall(r'value="(\w+)"\s+selected', content) == ["zoe", "code"]
    assert "<title>Entretiens, Zoé, Code" in content


def test_nothing_found_is_said_with_a_way_back(client: Client, interviews):
    content = get(client, "?personne=zoe&theme=arbres")

    assert titles(content) == []
    assert 'class="no-result"' in content
    for address in (LIST, f"{LIST}?personne=zoe", f"{LIST}?theme=arbres"):
        assert f'href="{address}"' in content


@pytest.mark.parametrize("query", ["?personne=personne", "?theme=rien", "?personne=sylvain&theme=rien", "?page=9"])
def test_who_never_spoke_and_what_nobody_spoke_of_are_not_found(client: Client, interviews, query):
    assert client.get(LIST + query).status_code == 404


def test_only_those_whom_readers_may_hear_are_offered(client: Client):
    heard, silent, secret, author = (make_person(name) for name in ("Élise", "Brouillon", "Secret", "Autrice"))
    shown, hidden = make_topic("Vu"), make_topic("Caché")
    make_interview(speakers=[heard], topics=[shown], authors=[author])
    make_interview(speakers=[silent], topics=[hidden], publish=False)
    restricted = make_interview(speakers=[secret], topics=[hidden])
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    make_article(authors=[author], topics=[hidden])

    content = get(client)

    assert options(content, "personne") == ["elise"]
    assert options(content, "theme") == ["vu"]
    assert client.get(f"{LIST}?personne=secret").status_code == 404


def test_topics_are_offered_where_nobody_who_speaks_may_be_named(client: Client):
    person = make_person("Zoé")
    make_interview(speakers=[person], shown_as={person: "une salariée"}, topics=[make_topic("Eau")])
    content = client.get("/entretiens/").content.decode()
    assert 'name="theme"' in content
    assert 'name="personne"' not in content


def test_the_pages_of_a_narrowed_list_keep_to_it(client: Client):
    person, topic = make_person("Sylvain"), make_topic("Code")
    for _ in range(13):
        make_interview(speakers=[person], topics=[topic])
    make_interview(title="Autre")

    first = get(client, "?theme=code&personne=sylvain")
    second = get(client, "?personne=sylvain&theme=code&page=2")

    assert f'href="{LIST}?personne=sylvain&amp;theme=code&amp;page=2"' in first
    assert len(titles(second)) == 1
    assert f'href="{LIST}?personne=sylvain&amp;theme=code"' in second


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?theme=code&personne=zoe", "?personne=zoe&amp;theme=code"),
        ("?personne=&theme=code&utm_source=x", "?theme=code"),
    ],
)
def test_a_choice_has_one_address(client: Client, interviews, query, canonical):
    found = re.findall(r'rel="canonical"\s+href="http://localhost/entretiens/([^"]*)"', get(client, query))

    assert found == [canonical]


def test_only_the_whole_list_is_for_search_engines(client: Client, interviews):
    assert 'name="robots"' not in get(client)
    assert '<meta name="robots" content="noindex">' in get(client, "?theme=code")


def test_a_narrowed_list_keeps_to_its_queries(client: Client, interviews):
    client.get("/thematiques/")
    ContentType.objects.clear_cache()

    with CaptureQueriesContext(connection) as captured:
        get(client, "?personne=sylvain&theme=code")

    queries = [query["sql"] for query in captured]
    assert len(queries) <= 10, "\n".join(queries)
    assert len(set(queries)) == len(queries)
