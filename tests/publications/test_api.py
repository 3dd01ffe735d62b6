"""The read API: what readers may see, in parts, paged, and not asked too often."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.builders import make_article, make_image, make_interview, make_person, make_topic, moment
from tests.public_site import interview_body

pytestmark = pytest.mark.django_db

LIST = "/api/v2/publications/"


def get(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def titles(client: Client, query: str = "") -> list[str]:
    return [item["title"] for item in get(client, LIST + query)["items"]]


def test_an_interview_gives_its_turns_with_who_speaks(client: Client):
    known, hidden = make_person("Zoé"), make_person("Nom Secret")
    interview = make_interview(title="Rencontre", speakers=[known, hidden], shown_as={hidden: "une salariée"})
    found = get(client, f"{LIST}{interview.pk}/")

    assert (found["title"], found["kind"]) == ("Rencontre", "interview")
    assert found["meta"]["html_url"] == interview.full_url
    assert found["body"] == [
        {
            "type": "exchange",
            "title": "Que faites-vous\u202f?",
            "anchor": interview.questions[0].anchor,
            "parts": [
                {"type": "turn", "speaker": "Zoé", "html": "<p>Je programme.</p>"},
                {"type": "turn", "speaker": "une salariée", "html": "<p>Je programme.</p>"},
            ],
        }
    ]
    assert found["people"] == [
        {"name": "Zoé", "url": "http://localhost/personnes/zoe/", "role": "speaker"},
        {"name": "une salariée", "url": None, "role": "speaker"},
    ]
    assert "ecret" not in str(found)


def test_nothing_unpublished_or_restricted_is_given(client: Client):
    draft, restricted = make_article(title="Brouillon", publish=False), make_article(title="Entre nous")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    make_article(title="Au grand jour")

    assert titles(client) == ["Au grand jour"]
    assert get(client, LIST)["meta"]["total_count"] == 1
    for page in (draft, restricted):
        assert client.get(f"{LIST}{page.pk}/").status_code == 404


def test_the_list_is_narrowed_and_paged_newest_first(client: Client):
    person, topic = make_person("Zoé"), make_topic("Code")
    make_article(title="Un", publication_date=moment(2024, 1, 1), authors=[person])
    make_interview(title="Deux", publication_date=moment(2024, 1, 2), topics=[topic])
    make_article(title="Trois", publication_date=moment(2024, 1, 3))

    assert titles(client) == ["Trois", "Deux", "Un"]
    assert titles(client, "?limit=1&offset=1") == ["Deux"]
    assert titles(client, "?kind=article") == ["Trois", "Un"]
    assert titles(client, "?topic=code") == ["Deux"]
    assert titles(client, "?person=zoe") == ["Un"]
    assert "body" not in get(client, LIST)["items"][0]
    assert "body" in get(client, f"{LIST}?fields=body")["items"][0]
    detail = get(client, LIST)["items"][0]["meta"]["detail_url"]
    assert get(client, detail.removeprefix("http://localhost"))["title"] == "Trois"


@pytest.mark.parametrize(
    "query",
    [
        "?limit=21",
        "?limit=-1",
        "?offset=x",
        "?kind=autre",
        "?owner=1",
        "?fields=*",
        "?topic=%00",
        "?order=owner__password",
        "?type=wagtailcore.Page",
        "?child_of=1",
        "?descendant_of=root",
        "?search=secret",
        "?offset=99999999999999999999999",
    ],
)
def test_what_cannot_be_asked_is_refused(client: Client, query):
    refused = client.get(LIST + query)

    assert refused.status_code == 400
    assert refused.json()["message"]
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in refused["Cache-Control"]


@pytest.mark.parametrize("path", ["999999/", "99999999999999999999999/", "find/?id=1"])
def test_what_is_not_there_is_not_found(client: Client, path):
    assert client.get(LIST + path).status_code == 404


@pytest.mark.parametrize("path", ["pages/", "images/", "documents/", "", "publications/find/"])
def test_nothing_else_is_given(client: Client, path):
    make_article(cover=make_image())

    assert client.get(f"/api/v2/{path}").status_code == 404


def test_one_publication_takes_no_parameter(client: Client):
    article = make_article()

    assert client.get(f"{LIST}{article.pk}/?fields=owner").status_code == 400


def test_topics_lead_where_they_are_filed(client: Client):
    make_article(topics=[make_topic("Œuvre")])

    assert get(client, LIST)["items"][0]["topics"] == [{"name": "Œuvre", "url": "http://localhost/thematiques/oeuvre/"}]
    assert titles(client, "?topic=oeuvre") and titles(client, "?limit=0") == []


@pytest.mark.parametrize("method", ["options", "post", "put", "patch", "delete"])
def test_it_only_reads(client: Client, method):
    assert getattr(client, method)(LIST).status_code == 405


def test_anybody_may_keep_it(client: Client):
    make_article()
    response = client.get(LIST)

    assert response["Content-Type"] == "application/json"
    assert "public" in response["Cache-Control"] and not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.get(LIST, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_whoever_asks_too_often_is_told_to_wait(client: Client, settings):
    settings.API_RATE = "3/min"
    cache.clear()
    statuses = [client.get(LIST, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(4)]
    refused = client.get(LIST)

    assert statuses == [200, 200, 200, 429]
    assert int(refused["Retry-After"]) > 0
    assert "no-store" in refused["Cache-Control"]
    assert client.get(LIST, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_behind_our_proxy_each_reader_is_counted_apart(client: Client, settings):
    settings.API_RATE = "1/min"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    cache.clear()
    asked = ["10.0.0.1", "10.0.0.2", "spoofed, 10.0.0.2"]

    assert [client.get(LIST, headers={"x-forwarded-for": each}).status_code for each in asked] == [200, 200, 429]


def test_the_addresses_of_one_subscriber_are_counted_together(client: Client, settings):
    settings.API_RATE = "1/min"
    cache.clear()
    asked = ["2001:db8::1", "2001:db8::2:1", "2001:db8:0:1::1"]

    assert [client.get(LIST, REMOTE_ADDR=each).status_code for each in asked] == [200, 429, 200]


def test_it_keeps_to_its_queries_however_much_it_gives(client: Client, django_capture_on_commit_callbacks):
    people, image = [make_person() for _ in range(6)], make_image()

    def publish() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            make_article(authors=people, topics=[make_topic()], cover=image)
            make_interview(speakers=people, body=interview_body(people, image), topics=[make_topic()])

    def queries() -> list[str]:
        get(client, f"{LIST}?fields=body")
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as captured:
            get(client, f"{LIST}?fields=body")
        return [query["sql"] for query in captured]

    publish()
    few = queries()
    for _ in range(4):
        publish()
    many = queries()

    assert len(few) == len(many) <= 10, "\n".join(many)
    assert len(set(many)) == len(many)
    assert all(sql.startswith("SELECT") for sql in many)
