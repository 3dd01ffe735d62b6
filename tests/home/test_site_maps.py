"""The maps of the site, for programs and for people, and its archives."""

import re
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import sitemaps
from tests.builders import (
    make_article,
    make_content_page,
    make_image,
    make_interview,
    make_person,
    make_site,
    make_topic,
    moment,
)

pytestmark = pytest.mark.django_db

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}
ROOT = "http://localhost"


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [element.text for element in ElementTree.fromstring(response.content).findall("*/s:loc", NS)]


def everything(client: Client) -> set[str]:
    parts = locations(client, "/sitemap.xml")
    return {address for part in parts for address in locations(client, part.removeprefix(ROOT))}


def links(client: Client, address: str) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(client.get(address).content, "html.parser").select("main a")]


def test_every_page_for_readers_is_in_the_map_and_answers(client: Client):
    person, topic = make_person("Zoé"), make_topic("Code")
    article = make_article(authors=[person], topics=[topic])
    interview, about = make_interview(), make_content_page()
    speaker = interview.speakers.get().person
    found = everything(client)

    assert found == {
        f"{ROOT}{path}"
        for path in ["/", "/articles/", "/entretiens/", "/thematiques/", "/archives/", "/thematiques/code/"]
    } | {article.full_url, interview.full_url, about.full_url, f"{ROOT}/personnes/zoe/"} | {
        f"{ROOT}{speaker.get_absolute_url()}"
    }
    assert {client.get(address.removeprefix(ROOT)).status_code for address in found} == {200}


def test_nothing_that_readers_may_not_see_is_in_a_map(client: Client):
    hidden = make_person("Nom Secret")
    make_article(title="Secret brouillon", topics=[make_topic("Sujet secret")], publish=False)
    restricted = make_article(title="Secret entre nous", authors=[hidden])
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    make_interview(speakers=[hidden], shown_as={hidden: "une salariée"})
    make_content_page(title="Page secrete", publish=False)

    told = " ".join([*everything(client), *links(client, "/plan-du-site/"), *links(client, "/archives/")])
    assert "secret" not in told


def test_the_map_says_when_and_with_which_picture(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(cover=make_image(size=(1700, 800)))
    line = ElementTree.fromstring(client.get("/sitemap-1.xml").content).find("s:url", NS)

    assert datetime.fromisoformat(line.findtext("s:lastmod", "", NS)) == article.last_published_at
    picture = line.findtext("image:image/image:loc", "", NS)
    assert picture.startswith(f"{ROOT}/media/images/")
    assert client.get(picture.removeprefix(ROOT)).status_code == 200


def test_a_long_map_is_in_parts(client: Client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    titles = [make_article().full_url for _ in range(3)]

    assert locations(client, "/sitemap.xml")[1:] == [f"{ROOT}/sitemap-1.xml", f"{ROOT}/sitemap-2.xml"]
    assert locations(client, "/sitemap-1.xml") + locations(client, "/sitemap-2.xml") == titles
    assert client.get("/sitemap-3.xml").status_code == 404


def test_robots_are_told_of_the_map_and_of_no_secret(client: Client):
    make_site()
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (f"User-agent: *\nDisallow: /admin/\n\nSitemap: {ROOT}/sitemap.xml\n")


def test_the_map_for_people_leads_everywhere(client: Client):
    make_article(authors=[make_person("Zoé")], topics=[make_topic("Code")], publication_date=moment(2024, 3, 1))
    make_content_page(slug="a-propos")
    found = links(client, "/plan-du-site/")

    wanted = [
        "/",
        "/articles/",
        "/a-propos/",
        "/thematiques/code/",
        "/personnes/zoe/",
        "/archives/2024/",
        "/flux/rss.xml",
    ]
    assert [address for address in wanted if address not in found] == []
    assert {client.get(address).status_code for address in found} == {200}


def test_archives_count_what_each_month_holds(client: Client):
    make_article(publication_date=moment(2024, 3, 31))
    make_article(publication_date=moment(2024, 3, 1))
    make_interview(publication_date=moment(2023, 12, 31))
    links = BeautifulSoup(client.get("/archives/").content, "html.parser").select("main a")

    assert [link.get_text(strip=True) for link in links] == ["2024", "mars (2)", "2023", "décembre (1)"]


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/archives/2024/", ["Mars", "Janvier"]),
        ("/archives/2024/1/", ["Janvier"]),
        ("/archives/2023/12/", ["Décembre"]),
    ],
)
def test_a_year_or_a_month_lists_what_came_then(client: Client, address, titles):
    make_article(title="Mars", publication_date=moment(2024, 3, 31))
    make_article(title="Janvier", publication_date=moment(2024, 1, 1))
    make_interview(title="Décembre", publication_date=moment(2023, 12, 31))
    content = client.get(address).content.decode()

    assert re.findall(r"<h3>\s*<a[^>]*>([^<]+)", content) == titles
    assert f'rel="canonical" href="{ROOT}{address}"' in re.sub(r"\s+", " ", content)


@pytest.mark.parametrize(
    "when", ["2022/", "2024/2/", "2024/13/", "0/", "9999/12/", "99999/", "2024/03/", "02024/", "2024/0/"]
)
def test_a_time_without_anything_is_not_found(client: Client, when):
    make_article(publication_date=moment(2024, 3, 31))

    assert client.get(f"/archives/{when}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-1.xml",
        "/plan-du-site/",
        "/archives/",
        "/archives/2024/",
        "/robots.txt",
    ],
)
def test_they_keep_to_their_queries_and_can_be_kept_by_anybody(client: Client, address):
    for _ in range(3):
        make_article(authors=[make_person()], topics=[make_topic()], publication_date=moment(2024, 3, 31))
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    queries = [query["sql"] for query in captured]

    assert "public" in response["Cache-Control"] and not response.cookies
    assert len(queries) <= 10 and len(set(queries)) == len(queries)
    assert all(sql.startswith("SELECT") for sql in queries)
