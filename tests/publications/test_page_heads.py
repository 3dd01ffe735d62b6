"""What the head of a page says: titles, descriptions and addresses, read as a browser reads them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from almacms.publications import listing
from articles.models import ArticleIndexPage
from tests.builders import (
    make_article,
    make_content_page,
    make_interview,
    make_person,
    make_site,
    make_topic,
)

pytestmark = pytest.mark.django_db

TYPED = "L'écologie & 15\" de nous"
SHOWN = 'L’écologie & 15" de nous'


def head_of(client: Client, address: str) -> dict[str, str]:
    """The title and each `meta` of a page, by name, unescaped once."""
    head = BeautifulSoup(client.get(address).content, "html.parser").head
    assert head is not None and head.title is not None
    metas = {str(meta.get("name") or meta.get("property")): str(meta.get("content")) for meta in head.find_all("meta")}
    return {**metas, "title": head.title.get_text().strip()}


@pytest.mark.parametrize("make", [make_article, make_interview, make_content_page])
def test_titles_and_descriptions_are_escaped_once(client: Client, make):
    head = head_of(client, make(title=TYPED, lead=TYPED).url)

    assert head["title"].startswith(f"{SHOWN} – ")
    assert head["og:title"] == head["description"] == head["og:description"] == SHOWN


def test_the_title_of_a_list_is_escaped_once(client: Client):
    make_site()
    index = ArticleIndexPage.objects.get()
    index.title = TYPED
    index.save_revision().publish()

    head = head_of(client, index.url)

    assert head["title"].startswith(f"{SHOWN} – ")
    assert head["og:title"] == SHOWN


def test_what_the_editor_writes_for_sharing_wins(client: Client):
    article = make_article(
        seo_title="Pour les moteurs", search_description="Décrit", social_title=TYPED, social_summary=TYPED
    )

    head = head_of(client, article.url)

    assert head["title"].startswith("Pour les moteurs")
    assert head["description"] == "Décrit"
    assert head["og:title"] == head["og:description"] == SHOWN


def test_the_description_of_a_question_is_escaped_once(client: Client):
    person = make_person("Inès Robin")
    replies = [("turn", {"speaker": person.pk, "text": "<p>L'écologie &amp; 15\" de nous.</p>"})]
    interview = make_interview(speakers=[person], body=[("exchange", {"question": TYPED, "replies": replies})])

    head = head_of(client, f"{interview.url}q/{interview.questions[0].anchor.removeprefix('q-')}/")

    assert head["og:title"] == SHOWN
    assert SHOWN in head["description"]
    assert SHOWN in head["og:description"]


def test_the_description_of_a_person_is_plain_text_with_its_paragraphs_apart(client: Client):
    person = make_person(biography="<p>L'écologie &amp; 15\" de nous.</p><p>Puis <b>la suite</b>.</p>")
    make_article(authors=[person])

    assert head_of(client, person.get_absolute_url())["description"] == f"{SHOWN}. Puis la suite."


@pytest.mark.parametrize(("asked", "canonical"), [("", ""), ("?page=1", ""), ("?page=2", "?page=2")])
def test_each_page_of_a_topic_or_a_person_is_its_own_canonical_address(client: Client, monkeypatch, asked, canonical):
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    person, topic = make_person(), make_topic()
    for _ in range(2):
        make_article(authors=[person], topics=[topic])

    for address in (person.get_absolute_url(), topic.get_absolute_url()):
        link = BeautifulSoup(client.get(f"{address}{asked}").content, "html.parser").find("link", rel="canonical")
        assert link is not None
        assert link["href"] == f"http://localhost{address}{canonical}"
