"""Lists, feeds, archives, search and maps hold one language."""

import json
from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client
from wagtail.models import Page

from tests.builders import (
    make_article,
    make_interview,
    make_person,
    make_topic,
)
from tests.languages.bilingual import alternates, page_at, pair, paths

pytestmark = pytest.mark.django_db


def test_lists_feeds_archives_and_maps_hold_one_language(homes: Any) -> None:
    topic, person = make_topic("Coopération"), make_person("Camille Morel")
    pair(topics=[topic], authors=[person])
    for path in (
        "/", "/articles/", "/archives/{year}/", "/flux/atom.xml", "/flux/rss.xml", "/flux/feed.json", "/llms.txt",
        "/thematiques/cooperation/", "/personnes/camille-morel/", "/flux/articles/atom.xml",
        "/flux/thematiques/cooperation/atom.xml", "/flux/personnes/camille-morel/atom.xml",
    ):  # fmt: skip
        year = Page.objects.get(slug="hello").specific.publication_date.year
        path = path.format(year=year)
        french, other = page_at(path), page_at(f"/en{path}")
        assert "/articles/bonjour/" in french, path
        assert "/articles/hello/" not in french, path
        assert "/en/articles/hello/" in other, path
        assert "/articles/bonjour/" not in other, path


def test_a_person_without_anything_in_a_language_has_no_page_in_it(homes: Any) -> None:
    person = make_person("Sylvain")
    make_interview(speakers=[person])
    assert alternates(page_at("/personnes/sylvain/")) == {}
    page_at("/en/personnes/sylvain/", 404)


def test_a_person_in_both_languages_has_a_page_in_each(homes: Any) -> None:
    person = make_person("Sylvain")
    pair(authors=[person])
    assert alternates(page_at("/personnes/sylvain/"))["en"] == "/en/personnes/sylvain/"
    assert alternates(page_at("/en/personnes/sylvain/"))["fr"] == "/personnes/sylvain/"


def test_feeds_say_their_language(homes: Any) -> None:
    pair()
    atom = ElementTree.fromstring(page_at("/en/flux/atom.xml"))
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert json.loads(page_at("/en/flux/feed.json"))["language"] == "en"
    assert json.loads(page_at("/flux/feed.json"))["language"] == "fr"


def test_one_who_is_renamed_is_found_again_in_every_language(homes: Any) -> None:
    person = make_person("Sylvain")
    pair(authors=[person])
    person.slug = "sylvain-d"
    person.save()
    assert Client().get("/personnes/sylvain/")["Location"] == "/personnes/sylvain-d/"
    assert Client().get("/en/personnes/sylvain/")["Location"] == "/en/personnes/sylvain-d/"


def test_robots_name_the_map_of_each_open_language(homes: Any) -> None:
    assert page_at("/robots.txt").count("Sitemap: ") == 2
    assert "/en/sitemap.xml" in page_at("/robots.txt")


def test_the_read_api_tells_languages_apart(homes: Any) -> None:
    article, translated = pair()
    listed = json.loads(page_at("/api/v2/publications/"))["items"]
    assert {item["id"]: item["meta"]["locale"] for item in listed} == {article.pk: "fr", translated.pk: "en"}
    only = json.loads(page_at("/api/v2/publications/?locale=en"))["items"]
    assert [item["id"] for item in only] == [translated.pk]
    assert only[0]["title"] == "Hello world: it's us"
    page_at("/api/v2/publications/?locale=de", 400)


def test_related_and_neighbouring_publications_are_of_the_same_language(homes: Any) -> None:
    topic = make_topic()
    other = make_article(title="Voisin", slug="voisin", topics=[topic])
    _article, translated = pair(topics=[topic])
    assert other.slug not in page_at(translated.url)


def test_search_finds_one_language_and_its_own_endings(homes: Any) -> None:
    pair(body=[("paragraph", "<p>The cities of our cooperatives.</p>")])
    assert "/en/articles/hello/" in page_at("/en/recherche/?q=cooperative")
    assert "/articles/bonjour/" not in page_at("/en/recherche/?q=hello")
    assert "/en/articles/hello/" in page_at("/en/recherche/?q=city")
    french = page_at("/recherche/?q=bonjour")
    assert "/articles/bonjour/" in french
    assert "/en/articles/" not in french


def test_the_map_names_the_translations_of_each_page(homes: Any) -> None:
    article, translated = pair()
    make_article(slug="seul")
    for path in ("/sitemap-1.xml", "/en/sitemap-1.xml"):
        tree = ElementTree.fromstring(page_at(path))
        links = {
            url.findtext("{*}loc").split("/", 3)[3]: paths(
                [(x.get("hreflang"), x.get("href")) for x in url.findall("{*}link")]
            )
            for url in tree
        }
        both_ways = {"fr": article.url, "en": translated.url, "x-default": article.url}
        assert links.get("articles/bonjour/", links.get("en/articles/hello/")) == both_ways
        assert links.get("articles/seul/", {}) == {}
    assert "<loc>http://localhost/en/" not in page_at("/sitemap-1.xml") + page_at("/sitemap-pages.xml")
    assert "<loc>http://localhost/articles/" not in page_at("/en/sitemap-1.xml") + page_at("/en/sitemap-pages.xml")
    assert 'hreflang="en" href="http://localhost/en/articles/"' in page_at("/sitemap-pages.xml")


def test_the_map_of_a_site_in_french_alone_names_no_translation() -> None:
    make_article()
    assert "xhtml" not in page_at("/sitemap-1.xml")
