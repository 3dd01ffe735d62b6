"""The page of results."""

import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from almacms.publications.models import Publication
from tests.builders import make_article, make_interview, make_person, make_site, make_topic
from tests.public_site import exchange, turn
from tests.test_public_budgets import PAGE_BUDGET, SHARED, static_bytes, weight

pytestmark = pytest.mark.django_db

BUDGET = 10


@pytest.fixture
def site() -> None:
    make_site()


def page(client: Client, **asked: str) -> BeautifulSoup:
    response = client.get("/recherche/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """The only element of a page that answers to a selector."""
    (found,) = soup.select(selector)
    return found


def hits(soup: BeautifulSoup) -> list[str]:
    return [" ".join(title.get_text().split()) for title in soup.select(".result h3")]


def test_every_page_has_one_box_that_needs_no_script(client: Client) -> None:
    article = make_article()
    for path in ("/", article.url, "/recherche/", "/recherche/?q=mot", "/rien/"):
        soup = BeautifulSoup(client.get(path).content.decode(), "html.parser")
        (form,) = soup.select('form[role="search"]')
        assert form["action"] == "/recherche/"
        assert form["method"] == "get"
        assert [field["name"] for field in form.select("input")] == ["q"]
        assert only(form, "label")["for"] == only(form, "input")["id"]


def test_the_words_found_are_marked_and_the_rest_is_escaped(client: Client) -> None:
    make_article(
        title="Le <b>héron</b> & l'œuvre",
        body=[("paragraph", "<p>" + "Avant. " * 40 + "Un héron &lt;script&gt; cendré." + " Après." * 80 + "</p>")],
    )
    soup = page(client, q="herons oeuvres")
    (result,) = soup.select(".result")
    assert [mark.get_text() for mark in result.select("h3 mark")] == ["héron", "œuvre"]
    assert "<b>" in only(result, "h3").get_text()
    extract = only(result, ".result-extract")
    assert [mark.get_text() for mark in extract.select("mark")] == ["héron"]
    assert "<script> cendré" in extract.get_text()
    assert len(extract.get_text()) < 260
    assert only(soup, "input[name=q]")["value"] == "herons oeuvres"


def test_an_interview_leads_to_the_very_question_and_names_who_answers(client: Client) -> None:
    zoe, marc = make_person("Zoé"), make_person("Marc")
    interview = make_interview(
        speakers=[zoe, marc],
        body=[
            exchange("Et avant ?", turn(zoe, "<p>Rien.</p>")),
            exchange("Et la robotique ?", turn(zoe, "<p>Je passe.</p>"), turn(marc, "<p>Des robotiques.</p>")),
            exchange("Et après ?", turn(zoe, "<p>Rien.</p>")),
        ],
    )
    (result,) = page(client, q="robotique").select(".result")
    anchors = [question.anchor for question in interview.questions]
    assert [link["href"] for link in result.select(".result-question a")] == [f"{interview.url}#{anchors[1]}"] * 2
    assert [name.get_text() for name in result.select(".result-answers b")] == ["Zoé", "Marc"]
    assert f'id="{anchors[1]}"' in client.get(interview.url).content.decode()


def test_an_interview_names_who_speaks_in_it_as_text(client: Client) -> None:
    make_interview(title="Le héron", speakers=[make_person("Zoé <i>"), make_person("Marc")])
    (result,) = page(client, q="héron").select(".result")
    assert only(result, ".kicker span").get_text(" ", strip=True) == "avec Zoé <i>, Marc"


def test_a_phrase_leads_to_the_question_that_has_it_and_not_to_its_words(client: Client) -> None:
    zoe = make_person("Zoé")
    interview = make_interview(
        speakers=[zoe],
        body=[
            exchange("Et le vélo ?", turn(zoe, "<p>Une voiture électrique ou un vélo.</p>")),
            exchange("Et demain ?", turn(zoe, "<p>Un vélo électrique.</p>")),
        ],
    )
    (link,) = page(client, q='"vélo électrique"').select(".result-question a")
    assert link["href"] == f"{interview.url}#{interview.questions[1].anchor}"


def test_choices_are_links_that_narrow_and_give_up(client: Client) -> None:
    topic = make_topic("Oiseaux")
    make_article(title="Le héron", topics=[topic])
    make_interview(title="Un héron parle")
    soup = page(client, q="héron")
    assert len(hits(soup)) == 2
    (link,) = soup.select('[data-filter="theme"] a')
    narrowed = BeautifulSoup(client.get(f"/recherche/{link['href']}").content.decode(), "html.parser")
    assert hits(narrowed) == ["Le héron"]
    (at_the_top,) = narrowed.select(".search-chosen a")
    (chosen,) = narrowed.select('[data-filter="theme"] a[aria-current]')
    assert at_the_top["href"] == chosen["href"]
    again = BeautifulSoup(client.get(f"/recherche/{chosen['href']}").content.decode(), "html.parser")
    assert len(hits(again)) == 2


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("-héron -mare", "mots à écarter"),
        ("le la des", "sont dans tous les textes"),
        ("%", "sont dans tous les textes"),
        ("inexistant", "moins de mots"),
    ],
)
def test_why_nothing_was_found_is_said(client: Client, typed: str, advice: str) -> None:
    make_article(title="Le héron")
    assert advice in only(page(client, q=typed), ".no-result").get_text()


def test_what_nothing_has_can_be_given_up_and_names_nobody(client: Client) -> None:
    make_article(title="Le héron")
    make_person("Zoé Brouillon")
    soup = page(client, q="héron", personne="zoe-brouillon")
    assert hits(soup) == []
    link = only(soup, ".search-chosen a")
    assert link.get_text(" ", strip=True).endswith("zoe-brouillon")
    assert "Brouillon" not in soup.get_text()
    assert len(hits(BeautifulSoup(client.get(f"/recherche/{link['href']}").content.decode(), "html.parser"))) == 1


def test_pages_keep_the_query(client: Client) -> None:
    for number in range(13):
        make_article(title=f"Chronique {number}")
    link = only(page(client, q="chronique", tri="date"), ".pagination-next")["href"]
    assert link == "/recherche/?q=chronique&tri=date&page=2"
    assert len(hits(BeautifulSoup(client.get(str(link)).content.decode(), "html.parser"))) == 1
    for wrong in ("3", "0", "deux", "9" * 40):
        assert client.get("/recherche/", {"q": "chronique", "page": wrong}).status_code == 404


def test_a_wrong_letter_leads_to_what_was_meant(client: Client) -> None:
    make_article(title="Le héron")
    (link,) = page(client, q="hérom").select(".search-suggestion a")
    assert hits(BeautifulSoup(client.get(f"/recherche/{link['href']}").content.decode(), "html.parser")) == ["Le héron"]


def test_people_and_topics_are_led_to(client: Client) -> None:
    person, topic = make_person("Zoé Héron"), make_topic("Hérons")
    make_article(title="Autre", authors=[person], topics=[topic])
    links = {link["href"] for link in page(client, q="héron").select(".result h3 a")}
    assert {person.get_absolute_url(), topic.get_absolute_url()} < links


def test_results_are_not_for_search_engines_and_depend_on_nobody(client: Client, site: None) -> None:
    empty, asked = client.get("/recherche/"), client.get("/recherche/?q=mot")
    assert b'content="noindex"' not in empty.content
    assert b'content="noindex"' in asked.content
    for response in (empty, asked):
        assert response.cookies == {}
        assert "cookie" not in response.headers.get("Vary", "").lower()
        assert 0 < int(re.findall(r"max-age=(\d+)", response.headers["Cache-Control"])[0]) <= 10


def test_what_went_invisible_behind_the_indexs_back_is_not_shown(client: Client) -> None:
    article = make_article(title="Le héron")
    Publication.objects.filter(pk=article.pk).update(live=False)
    assert hits(page(client, q="héron")) == []


@pytest.mark.parametrize("asked", [{"q": "héron"}, {"q": "héron oiseau", "theme": "oiseaux"}, {"q": "hérom"}])
def test_a_page_keeps_to_its_queries_whatever_there_is_to_show(client: Client, asked: dict) -> None:
    counts, topic = [], make_topic("Oiseaux")
    for _round in range(2):
        for number in range(3):
            person = make_person(f"Héron oiseau {number}")
            make_article(title="Le héron oiseau", authors=[person], topics=[topic, make_topic()])
            make_interview(title="Le héron oiseau", speakers=[person], topics=[topic])
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            page(client, **asked)
        counts.append(len(captured))
        queries = [query["sql"] for query in captured]
        assert len(set(queries)) == len(queries) <= BUDGET
        assert all(sql.startswith(("SELECT", "WITH")) for sql in queries)
    assert counts[0] == counts[1]


@effort(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60) | st.text(alphabet="\"-«»()*:^%'\\&|!<>\0é a·.", max_size=40))
@example('"')
@example("\0")
@example("a" * 10_000)
@example("%s % %% _ \\")
@example("NEAR(a b) AND OR NOT *")
@example('-"')
@example("'; DROP TABLE search_entry; --")
@example("é" * 300)
@example("1e5 3.14 0x10 http://a.b/c?d=e a@b.c")
@example("<script>alert(1)</script>")
@example("\u202eabc \ufdfa ﷽ 𝔘𝔫𝔦 日本語 ½ ²")
def test_anything_that_can_be_typed_gets_a_page(client: Client, site: None, typed: str) -> None:
    response = client.get("/recherche/?" + urlencode({"q": typed}, errors="surrogatepass"))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["genre", "theme", "annee", "personne", "tri"])
@pytest.mark.parametrize("value", ["\0", "9999999999999999999", "'", "é", "%", "x" * 5000])
def test_any_narrowing_gets_a_page(client: Client, site: None, name: str, value: str) -> None:
    assert client.get("/recherche/", {"q": "mot", name: value}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?q=mot&q=heron&genre=article&genre=rien", 200),
        ("?q=%ED%A0%80%00%FF&annee=%00", 200),
        ("?q=heron&inconnu=1&page=", 404),
        ("?q=heron&page=-1", 404),
        ("?q=heron&page=999999", 404),
        ("?q=heron&page=%D9%A1", 404),
        ("?q=-heron", 200),
        ("?q=%22%22%20-%22%22%20%22", 200),
        ("?q=le+la+les", 200),
        ("?q=%F0%9F%A6%A9+%D7%A9%D7%9C%D7%95%D7%9D+e%CC%81", 200),
    ],
)
def test_whatever_an_address_asks_it_is_answered_within_the_queries(
    client: Client, site: None, path: str, status: int
) -> None:
    make_article(title="Le heron")
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/recherche/{path}")
    assert response.status_code == status
    assert len(captured) <= BUDGET
    assert all(query["sql"].startswith(("SELECT", "WITH")) for query in captured.captured_queries)


def test_a_search_is_only_asked_for(client: Client, site: None) -> None:
    assert client.post("/recherche/", {"q": "mot"}).status_code == 405
    assert client.post("/recherche/suggestions/", {"q": "mot"}).status_code == 405


def test_a_page_of_results_fits_its_budget(client: Client) -> None:
    person = make_person("Camille Héron")
    for number in range(13):
        turns = [turn(person, f"<p>Un héron {number} {'patient et gris ' * 20}.</p>")] * 3
        make_interview(title=f"Héron {number}", speakers=[person], body=[exchange("Un héron ?", *turns)])
    html = client.get("/recherche/?q=héron").content
    loaded = [*SHARED, "almacms/css/search.css"]
    assert weight(html) + sum(weight(static_bytes(name)) for name in loaded) <= PAGE_BUDGET
    assert not re.findall(rb"<[^>]+\sstyle\s*=|<script(?![^>]*\ssrc=)|\son\w+=", html)
