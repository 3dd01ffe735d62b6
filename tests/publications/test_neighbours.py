"""Where a publication leads: before, after, and close to it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from almacms.publications.models import Publication
from almacms.publications.neighbours import Neighbours, neighbours_of
from articles.models import ArticlePage
from tests.builders import make_article, make_interview, make_person, make_topic, moment

pytestmark = pytest.mark.django_db


def links(client: Client, address: str, rel: str) -> list[str]:
    found = BeautifulSoup(client.get(address).content, "html.parser").select(f'main a[rel="{rel}"]')
    return [link.get_text() for link in found]


def test_a_publication_leads_to_those_before_and_after_it_in_its_own_list(client: Client):
    make_article(title="Un", publication_date=moment(2024, 1, 1))
    two = make_article(title="Deux", publication_date=moment(2024, 1, 2))
    make_interview(title="Entre", publication_date=moment(2024, 1, 3))
    make_article(title="Brouillon", publication_date=moment(2024, 1, 3), publish=False)
    hidden = make_article(title="Caché", publication_date=moment(2024, 1, 4))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    three = make_article(title="Trois", publication_date=moment(2024, 1, 5))

    assert (links(client, two.url, "prev"), links(client, two.url, "next")) == (["Un"], ["Trois"])
    assert (links(client, three.url, "prev"), links(client, three.url, "next")) == (["Deux"], [])


def test_of_the_same_moment_the_order_is_that_of_the_list(client: Client):
    one, two, three = (make_article(publication_date=moment(2024, 1, 1)) for _ in range(3))

    found = two.neighbours
    assert found.older and found.older.pk == one.pk
    assert found.newer and found.newer.pk == three.pk


def test_when_the_editor_chose_nothing_what_shares_a_topic_or_a_person_is_offered():
    person, topic, other = make_person(), make_topic(), make_topic()
    by_topic = make_article(topics=[topic], publication_date=moment(2024, 1, 1))
    by_person = make_interview(speakers=[person], publication_date=moment(2024, 1, 2))
    make_article(topics=[other], publication_date=moment(2024, 1, 3))
    make_article(topics=[topic], publish=False)
    article = make_article(topics=[topic], authors=[person])

    assert [each.pk for each in article.related] == [by_person.pk, by_topic.pk]


def test_what_the_editor_chose_is_all_there_is_in_that_order():
    topic = make_topic()
    make_article(topics=[topic])
    first, second = make_article(), make_article()
    article = make_article(topics=[topic], related=[second, first])

    assert [each.pk for each in article.related] == [second.pk, first.pk]


def test_who_must_not_be_known_ties_nothing_together():
    hidden = make_person()
    make_interview(speakers=[hidden])
    interview = make_interview(speakers=[hidden], shown_as={hidden: "une salariée"})

    assert interview.related == []


def test_a_page_shown_before_it_was_ever_saved_leads_where_its_editor_says():
    make_article(title="Paru")
    started = ArticlePage(title="Commencé", publication_date=moment(2024, 1, 1))

    found = neighbours_of(started, Publication)

    assert found == Neighbours()
