import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from almacms.publications.models import Publication
from articles.models import ArticleIndexPage
from tests.builders import make_article, make_interview, make_person, make_topic, moment

pytestmark = pytest.mark.django_db


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_drafts_and_restricted_pages_are_not_visible():
    shown = make_article()
    make_article(publish=False)
    restrict(make_article())

    assert list(Publication.objects.visible()) == [shown.publication_ptr]


def test_a_restriction_hides_what_lies_below_it():
    article, interview = make_article(), make_interview()
    restrict(ArticleIndexPage.objects.get())

    visible = Publication.objects.visible()

    assert interview.publication_ptr in visible
    assert article.publication_ptr not in visible


def test_lists_go_by_publication_date_whatever_was_made_first():
    recent = make_article(publication_date=moment(2025, 5, 1))
    old = make_article(publication_date=moment(2014, 9, 12))
    middle = make_interview(publication_date=moment(2020, 1, 1))

    assert [p.pk for p in Publication.objects.newest_first()] == [recent.pk, middle.pk, old.pk]


def test_a_draft_shows_nowhere_to_the_public(client: Client):
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    draft = make_article(title="Pas encore", publish=False, authors=[person], topics=[topic])

    for path in ("/", "/articles/", "/thematiques/"):
        assert "Pas encore" not in client.get(path).content.decode()
    assert client.get(draft.url).status_code == 404
    assert client.get(person.get_absolute_url()).status_code == 404
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_an_unpublished_page_leaves_its_authors_and_topics_pages(client: Client):
    person, topic = make_person(), make_topic()
    article = make_article(authors=[person], topics=[topic])
    assert client.get(person.get_absolute_url()).status_code == 200

    article.unpublish()

    assert client.get(person.get_absolute_url()).status_code == 404
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_an_author_added_in_a_draft_is_not_told_before_it_is_published(client: Client):
    person = make_person("Nadia Future")
    article = make_article()
    article.authorships.create(person=person)
    article.save_revision()

    assert client.get(person.get_absolute_url()).status_code == 404


def test_a_restricted_page_asks_who_is_there(client: Client):
    article = make_article(title="Entre nous")
    restrict(article)

    response = client.get(article.url)

    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_a_restricted_page_is_not_offered_as_what_to_read_next(client: Client):
    hidden = make_article(title="Entre nous")
    restrict(hidden)
    shown = make_article(title="Pour tout le monde")
    article = make_article(related=[hidden, shown])

    assert [p.pk for p in article.related] == [shown.pk]


def test_topics_are_in_the_order_of_the_alphabet_accents_aside(client: Client):
    for name in ("Zinc", "Écorce", "Argile"):
        make_article(topics=[make_topic(name)])

    headings = BeautifulSoup(client.get("/thematiques/").content, "html.parser").select("main h2")

    assert [heading.get_text(strip=True) for heading in headings] == ["Argile", "Écorce", "Zinc"]
