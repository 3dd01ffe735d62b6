"""What a page of each language says, and where it is."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from tests.builders import make_article, make_person, make_topic
from tests.languages.bilingual import alternates, page_at, pair, queries_of, switch

pytestmark = pytest.mark.django_db


def test_french_addresses_stay_what_they_are_and_english_ones_begin_with_en(homes: Any) -> None:
    article, translated = pair()
    assert article.url == "/articles/bonjour/"
    assert translated.url == "/en/articles/hello/"
    assert '<html lang="fr">' in page_at(article.url)
    assert '<html lang="en">' in page_at(translated.url)


def test_each_page_is_at_its_own_address_alone(homes: Any) -> None:
    pair()
    for path in ("/fr/", "/fr/articles/bonjour/", "/en/articles/bonjour/", "/articles/hello/", "/accueil-en/"):
        page_at(path, 404)


def test_an_address_that_ends_in_md_leads_to_the_markdown_of_its_language(homes: Any) -> None:
    for page in pair():
        response = Client().get(f"{page.url[:-1]}.md")
        assert (response.status_code, response["Location"]) == (301, f"{page.url}index.md")
        page_at(response["Location"])
    for path in ("/en/articles/bonjour.md", "/articles/hello.md"):
        page_at(path, 404)


def test_nobody_is_led_anywhere_by_the_language_of_their_browser(homes: Any) -> None:
    response = Client(headers={"accept-language": "en"}).get("/")
    assert response.status_code == 200
    assert '<html lang="fr">' in response.content.decode()
    assert "language" not in response.get("Vary", "").lower()
    assert "cookie" not in response.get("Vary", "").lower()
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_an_english_page_costs_few_queries(homes: Any) -> None:
    _article, translated = pair()
    for path in (translated.url, "/en/", "/en/articles/", "/articles/bonjour/"):
        asked = queries_of(path)
        assert 0 < len(asked) <= 10
        assert len(set(asked)) == len(asked)


def test_hreflang_is_reciprocal_and_names_the_page_itself_and_a_default(homes: Any) -> None:
    article, translated = pair()
    expected = {"fr": article.url, "en": translated.url, "x-default": article.url}
    assert alternates(page_at(article.url)) == expected
    assert alternates(page_at(translated.url)) == expected


def test_the_switch_leads_to_the_translation_in_its_own_words(homes: Any) -> None:
    article, translated = pair()
    assert switch(page_at(article.url)) == {"en": translated.url}
    assert switch(page_at(translated.url)) == {"fr": article.url}
    assert ">Français</a>" in page_at(translated.url)


def test_a_page_without_translation_leads_to_where_the_other_language_begins(homes: Any) -> None:
    html = page_at(make_article().url)
    assert alternates(html) == {}
    assert switch(html) == {"en": "/en/"}


@pytest.mark.parametrize("hidden", ["draft", "unpublished", "restricted"])
def test_a_translation_that_readers_may_not_see_is_not_told_of(homes: Any, hidden: str) -> None:
    article, translated = pair()
    if hidden == "restricted":
        PageViewRestriction.objects.create(page=translated, restriction_type="login")
    elif hidden == "unpublished":
        translated.unpublish()
    else:
        Page.objects.filter(pk=translated.pk).update(live=False)
    html = page_at(article.url)
    assert alternates(html) == {}
    assert "hello" not in html.lower()
    for path in ("/en/articles/", "/en/sitemap-pages.xml", "/en/flux/atom.xml", "/en/llms.txt", "/en/archives/"):
        assert "hello" not in page_at(path).lower()


def test_the_second_page_of_a_list_has_no_translation(homes: Any) -> None:
    for number in range(13):
        make_article(title=f"Chronique {number}")
    assert set(alternates(page_at("/articles/"))) == {"fr", "en", "x-default"}
    assert alternates(page_at("/articles/?page=2")) == {}


def test_words_dates_and_typography_are_those_of_the_language(homes: Any) -> None:
    article, translated = pair(body=[("paragraph", "<p>Alma's team: what now ?</p>")])
    french, english_page = page_at(article.url), page_at(translated.url)
    assert "Alma’s team\u00a0: what now" not in french
    assert "what now\u202f?" in french
    assert "Alma's team: what now ?" in english_page
    assert "Hello world: it&#x27;s us" in english_page
    assert 'content="fr_FR"' in french
    assert '<meta property="og:locale" content="en_GB">' in english_page
    assert ">Skip to content</a>" in english_page
    day = translated.publication_date
    with override("en"):
        assert f"{day:%B %Y}" in english_page


def test_linked_data_says_the_language(homes: Any) -> None:
    _article, translated = pair()
    graph = json.loads(re.findall(r"application/ld\+json\">(.*?)</script>", page_at(translated.url))[0])["@graph"]
    by_type = {node["@type"]: node for node in graph}
    assert by_type["BlogPosting" if "BlogPosting" in by_type else "Article"]["inLanguage"] == "en"
    assert by_type["WebSite"]["url"].endswith("/en/")
    assert [item["item"].split("/", 3)[3] for item in by_type["BreadcrumbList"]["itemListElement"]] == [
        "en/",
        "en/articles/",
        "en/articles/hello/",
    ]


def test_an_address_that_leads_nowhere_says_so_in_its_language(homes: Any) -> None:
    assert "This page is silent" in page_at("/en/nothing/", 404)
    assert '<html lang="en">' in page_at("/en/nothing/", 404)
    assert '<html lang="fr">' in page_at("/rien/", 404)


def test_what_is_said_of_people_and_topics_keeps_its_own_language(homes: Any) -> None:
    person = make_person("Sylvain", role="Jardinier", biography="<p>Il jardine.</p>")
    pair(authors=[person], topics=[make_topic("Jardin")])
    shown = page_at("/en/personnes/sylvain/")
    assert re.search(r'<p class="person-role" lang="fr">\s*Jardinier', shown)
    assert re.search(r'<div class="biography" lang="fr">\s*<p', shown)
    assert re.search(r'<h1 lang="fr">\s*Jardin', page_at("/en/thematiques/jardin/"))
    assert ' lang="fr"' not in page_at("/personnes/sylvain/").replace('<html lang="fr">', "")
