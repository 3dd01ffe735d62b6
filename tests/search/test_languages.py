"""Each language has its own answers, at its own address."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from almacms.search.completion import complete
from almacms.search.finding import Narrowing, find
from almacms.search.models import Entry
from almacms.search.queries import parse
from almacms.search.spelling import suggestion
from tests.builders import make_article, make_person, make_topic
from tests.languages.bilingual import SETTINGS, make_both_sites, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    with override_settings(**SETTINGS):
        cache.clear()
        with django_capture_on_commit_callbacks(execute=True):
            person, topic = make_person("Zoé Héron"), make_topic("Oiseaux")
            article = make_article(title="Les hérons décident", authors=[person], topics=[topic])
            make_article(title="La radio", authors=[make_person("Marc Héron")])
            make_both_sites()
            translate(article, title="Herons deciding")
        yield
    cache.clear()


def titles(typed: str, language: str) -> list[str]:
    found = find(parse(typed, language), Narrowing())
    by_pk = Entry.objects.in_bulk(found.entries)
    return [by_pk[pk].title for pk in found.entries]


def test_a_text_is_found_in_its_language_with_its_endings(both: None) -> None:
    assert set(titles("héron", "fr")) == {"Zoé Héron", "Marc Héron", "Les hérons décident", "La radio"}
    assert titles("decided", "en") == ["Herons deciding"]
    assert titles("decided", "fr") == []
    assert titles("radio", "en") == []


def test_people_and_topics_are_found_where_something_of_theirs_is(both: None) -> None:
    assert set(titles("zoé", "en")) == {"Zoé Héron", "Herons deciding"}
    assert titles("marc", "en") == []
    assert [each.title for each in complete("oiseaux", "en")] == ["Oiseaux"]


def test_words_are_corrected_in_their_language(both: None) -> None:
    assert suggestion(parse("decidimg", "en")) == "deciding"
    assert suggestion(parse("decidimg", "fr")) == ""


def test_each_address_answers_in_its_language_and_leads_to_pages_of_it(both: None) -> None:
    html = Client().get("/en/recherche/?q=herons").content.decode()
    assert "deciding" in html
    assert "décident" not in html
    rows = Client().get("/en/recherche/suggestions/?q=her").json()["suggestions"]
    assert {row["title"] for row in rows} == {"Herons deciding", "Zoé Héron"}
    assert all(row["url"].startswith("/en/") for row in rows)
    assert 'action="/en/recherche/"' in html
    assert 'data-suggestions="/en/recherche/suggestions/"' in html


def test_french_alone_pays_for_no_other_language() -> None:
    make_article(title="Le héron")
    with CaptureQueriesContext(connection) as captured:
        find(parse("héron"), Narrowing())
    assert len(captured) == 1
