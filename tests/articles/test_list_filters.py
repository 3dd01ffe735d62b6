"""The list of articles, by author, topic and year."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import make_article, make_interview, make_person, make_topic, moment

pytestmark = pytest.mark.django_db

LIST = "/articles/"


def titles(client: Client, query: str) -> list[str]:
    response = client.get(LIST + query)
    assert response.status_code == 200
    return re.findall(r"<h3>\s*<a[^>]*>([^<]+)", response.content.decode())


@pytest.fixture
def articles() -> None:
    zoe, ada = make_person("Zoé"), make_person("Ada")
    trees, code = make_topic("Arbres"), make_topic("Code")
    make_article(title="Les arbres", authors=[zoe], topics=[trees], publication_date=moment(2023, 12, 31))
    make_article(title="Le code", authors=[ada], topics=[code], publication_date=moment(2024, 1, 1))
    make_article(title="À deux", authors=[ada, zoe], topics=[code], publication_date=moment(2025, 5, 5))
    make_interview(speakers=[make_person("Muette")], publication_date=moment(2020, 1, 1))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["À deux", "Le code", "Les arbres"]),
        ("?personne=zoe", ["À deux", "Les arbres"]),
        ("?theme=code", ["À deux", "Le code"]),
        ("?annee=2024", ["Le code"]),
        ("?personne=ada&theme=code&annee=2025", ["À deux"]),
        ("?personne=zoe&annee=2024", []),
    ],
)
def test_the_list_is_narrowed(client: Client, articles, query, expected):
    assert titles(client, query) == expected


@pytest.mark.parametrize("query", ["?annee=2020", "?annee=02024", "?annee=٢٠٢٤", "?personne=muette", "?theme=rien"])
def test_what_no_article_is_of_is_not_found(client: Client, articles, query):
    assert client.get(LIST + query).status_code == 404


def test_a_narrowed_list_has_one_address_and_is_not_for_search_engines(client: Client, articles):
    content = client.get(f"{LIST}?annee=2025&theme=code&x=1").content.decode()

    assert re.findall(r'rel="canonical"\s+href="([^"]+)"', content) == [
        "http://localhost/articles/?theme=code&amp;annee=2025"
    ]
    assert '<meta name="robots" content="noindex">' in content
    assert 'name="robots"' not in client.get(LIST).content.decode()


def test_a_narrowed_list_keeps_to_its_queries(client: Client, articles):
    client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{LIST}?personne=ada&theme=code&annee=2025")
    queries = [query["sql"] for query in captured]

    assert len(queries) <= 10 and len(set(queries)) == len(queries)
