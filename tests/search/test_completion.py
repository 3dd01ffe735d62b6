"""What is proposed to somebody who is typing: titles and names that readers may see, and nothing else."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from almacms.publications.models import Publication
from almacms.search.completion import MOST, complete
from almacms.search.models import Entry
from tests.builders import make_article, make_content_page, make_interview, make_person, make_site, make_topic, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    zoe, ecology = make_person("Zoé Forestier"), make_topic("Écologie")
    make_article(
        title="La forêt comestible",
        lead="Un verger.",
        publication_date=moment(2020, 1, 1),
        authors=[zoe],
        topics=[ecology],
    )
    make_interview(title="Au-delà de la forêt", publication_date=moment(2024, 1, 1), speakers=[])
    make_article(title="L’économie de la coopérative", publication_date=moment(2023, 1, 1))
    make_content_page(title="Nous rejoindre")


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("for", ["La forêt comestible", "Zoé Forestier", "Au-delà de la forêt"]),
        ("FORÊT", ["La forêt comestible", "Au-delà de la forêt"]),
        ("la forêt c", ["La forêt comestible"]),
        ("l'éco", ["Écologie", "L’économie de la coopérative"]),
        ("ecol", ["Écologie"]),
        ("zoe f", ["Zoé Forestier"]),
        ("nous r", ["Nous rejoindre"]),
        ("au-delà d", ["Au-delà de la forêt"]),
        ("au-delà de l", ["Au-delà de la forêt"]),
        ("verger", []),
        ("la", []),
        ("f", []),
        ("", []),
        ("%", []),
        ("forêt zz", []),
    ],
)
def test_titles_and_names_whose_words_begin_so(library: None, typed: str, proposed: list[str]) -> None:
    found = [completion.title for completion in complete(typed)]
    assert found == proposed


def test_an_answer_is_short_can_be_kept_and_leads_somewhere(client: Client, library: None) -> None:
    for number in range(MOST + 1):
        make_article(title=f"Forum {number}")
    response = client.get("/recherche/suggestions/", {"q": "for"})
    rows = response.json()["suggestions"]
    assert len(rows) == MOST
    assert all(client.get(row["url"]).status_code == 200 and row["kind"] for row in rows)
    assert 0 < int(re.findall(r"max-age=(\d+)", response.headers["Cache-Control"])[0]) < settings.PUBLIC_MAX_AGE
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()


def test_what_readers_may_not_see_is_not_proposed(client: Client) -> None:
    hidden, person = make_person("Héloïse Secrète"), make_person("Zoé")
    make_article(title="Secret de rédaction", publish=False, authors=[hidden])
    gone = make_article(title="Secret retiré")
    gone.unpublish()
    draft = make_article(title="Le héron")
    draft.title = "Secret en cours"
    draft.save_revision()
    expired = make_article(title="Secret passé", expire_at=timezone.now() + timedelta(hours=1))
    Entry.objects.filter(publication=expired.pk).update(expiry=1)
    behind = make_article(title="Secret caché")
    Publication.objects.filter(pk=behind.pk).update(live=False)
    make_interview(title="Une voix", speakers=[person], shown_as={person: "une secrétaire"})
    PageViewRestriction.objects.create(
        page=make_interview(title="Secret partagé"), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    for typed in ("secr", "hélo", "zoé"):
        assert client.get("/recherche/suggestions/", {"q": typed}).json() == {"suggestions": []}


def test_suggestions_cost_few_queries_whatever_there_is(client: Client, library: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/recherche/suggestions/", {"q": "forêt"})
    queries = [query["sql"] for query in captured]
    assert len(set(queries)) == len(queries) <= 6
    assert all(sql.startswith("SELECT") for sql in queries)


def test_the_search_box_says_where_its_script_finds_them(client: Client, library: None) -> None:
    soup = BeautifulSoup(client.get("/").content.decode(), "html.parser")
    (form,) = soup.select('form[role="search"]')
    assert client.get(str(form["data-suggestions"]), {"q": "forêt"}).json()["suggestions"]
    assert str(form["data-script"]).endswith("suggest.js")
    assert all(form[name] for name in ("data-name", "data-one", "data-many", "data-style"))
    assert "0" in str(form["data-many"])


@effort(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=70) | st.text(alphabet="\"-«»()*:^%'\\&|!<>\0é a·.,0", max_size=40))
@example("a" * 10_000)
@example('foo" OR "bar')
@example("zzbreak")
@example("日本語 𝔘𝔫𝔦")
def test_anything_that_can_be_typed_gets_an_answer(client: Client, typed: str) -> None:
    make_site()
    response = client.get("/recherche/suggestions/?" + urlencode({"q": typed}, errors="surrogatepass"))
    assert response.status_code == 200
    assert isinstance(response.json()["suggestions"], list)
