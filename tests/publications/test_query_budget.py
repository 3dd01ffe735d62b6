"""At most ten queries for a public page computed afresh, none of them twice, none that writes."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.models import SiteSettings
from tests.builders import (
    make_article,
    make_content_page,
    make_image,
    make_interview,
    make_person,
    make_site,
    make_topic,
)

pytestmark = pytest.mark.django_db

BUDGET = 10


@pytest.fixture
def addresses(django_capture_on_commit_callbacks) -> dict[str, str]:
    with django_capture_on_commit_callbacks(execute=True):
        return build_everything()


def build_everything() -> dict[str, str]:
    """A site where every page has all it can have, and the address of one page of each kind."""
    home = make_site()
    about = make_content_page(title="À propos")
    SiteSettings.objects.create(
        site=Site.objects.get(), header_links=[("link", {"page": about, "address": "", "label": ""})]
    )
    topic = make_topic()
    people = [make_person(portrait=make_image()) for _ in range(3)]
    pictures = [make_image() for _ in range(3)]
    for picture in pictures:
        picture.contextual_alt_text, picture.decorative = "Un paysage", False
    blocks = [("picture", {"image": picture, "caption": "", "credit": ""}) for picture in pictures]
    for _ in range(13):
        make_article(cover=pictures[0], authors=people, topics=[topic])
    other = make_interview(speakers=people, cover=pictures[1])
    article = make_article(cover=pictures[2], body=blocks, authors=people, topics=[topic], related=[other])
    turns = [("turn", {"speaker": person.pk, "text": "<p>Oui.</p>"}) for person in people]
    exchange = ("exchange", {"question": "Et alors ?", "replies": [*turns, blocks[0]]})
    interview = make_interview(
        speakers=people, cover=pictures[2], body=[exchange] * 5, authors=people, topics=[topic], related=[article]
    )
    return {
        "home": home.url,
        "articles": "/articles/",
        "articles, second page": "/articles/?page=2",
        "interviews": "/entretiens/",
        "article": article.url,
        "interview": interview.url,
        "plain page": about.url,
        "person": people[0].get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "topics": "/thematiques/",
    }


@pytest.mark.parametrize(
    "kind",
    [
        "home",
        "articles",
        "articles, second page",
        "interviews",
        "article",
        "interview",
        "plain page",
        "person",
        "topic",
        "topics",
    ],
)
def test_a_page_keeps_to_its_queries(client: Client, addresses, kind):
    ContentType.objects.clear_cache()

    with CaptureQueriesContext(connection) as captured:
        response = client.get(addresses[kind])

    queries = [query["sql"] for query in captured]
    assert response.status_code == 200
    assert len(queries) <= BUDGET, "\n".join(queries)
    assert len(set(queries)) == len(queries)
    assert all(sql.startswith("SELECT") for sql in queries)
