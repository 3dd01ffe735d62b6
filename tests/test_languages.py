"""Two languages, each at its own addresses; and one, which shows nothing of it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import StringIO
from typing import Any

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction

from almacms.languages.models import SiteWording
from almacms.languages.opening import refresh
from almacms.workflow import roles
from almacms.workflow.outsiders import draw_draft
from home.models import HomePage, SiteSettings
from tests.bilingual import SETTINGS, english, make_both_sites, translate
from tests.builders import (
    make_article,
    make_content_page,
    make_interview,
    make_person,
    make_site,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
Committing = Callable[[], AbstractContextManager[None]]

ALTERNATE = re.compile(r'<link rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)"')
SWITCH = re.compile(r'<a href="([^"]+)"\s+lang="(\w+)"\s+hreflang="(\w+)"')


@pytest.fixture
def both() -> Iterator[None]:
    with override_settings(**SETTINGS):
        cache.clear()
        # The middleware of a client is loaded at its first request, with these settings.
        yield
    cache.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    """What is done within is a transaction of its own; several may follow each other in a test."""

    @contextmanager
    def commit() -> Iterator[None]:
        # What was done before is committed, as far as this one is concerned.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return commit


@pytest.fixture
def homes(both: None, committing: Committing) -> tuple[HomePage, HomePage]:
    with committing():
        return make_both_sites()


def page_at(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def paths(addresses: list[tuple[str, str]]) -> dict[str, str]:
    return {code: re.sub(r"^https?://[^/]+", "", url) for code, url in addresses}


def alternates(html: str) -> dict[str, str]:
    return paths(ALTERNATE.findall(html))


def switch(html: str) -> dict[str, str]:
    return paths([(code, url) for url, code, _hreflang in SWITCH.findall(html)])


def queries_of(path: str) -> list[str]:
    page_at(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page_at(path)
    return [query["sql"] for query in captured.captured_queries]


def pair(**fields: Any) -> tuple[Page, Page]:
    """An article and its translation, both published."""
    article = make_article(title="Bonjour le monde", slug="bonjour", **fields)
    return article, translate(article, title="Hello world: it's us", slug="hello")


# --- French alone


def test_a_site_in_french_alone_shows_no_language_and_has_no_other_addresses() -> None:
    article = make_article()
    html = page_at(article.url)
    assert '<html lang="fr">' in html
    assert "hreflang" not in html
    assert "languages.css" not in html
    page_at("/en/", 404)
    page_at("/fr/", 404)


def test_an_english_locale_changes_nothing_as_long_as_the_settings_name_french_alone() -> None:
    article = make_article()
    before = page_at(article.url), len(queries_of(article.url))
    english()
    assert (page_at(article.url), len(queries_of(article.url))) == before


def test_french_alone_asks_the_database_nothing_about_languages() -> None:
    article = make_article()
    asked = [sql for path in (article.url, "/", "/articles/", "/archives/") for sql in queries_of(path)]
    assert asked
    assert [sql for sql in asked if "wagtailcore_locale" in sql or "languages_" in sql] == []


def test_no_english_locale_is_made_by_the_migrations() -> None:
    assert list(Locale.objects.values_list("language_code", flat=True)) == ["fr"]


# --- Addresses


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


# --- What a page says


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
    graph = json.loads(re.search(r"application/ld\+json\">(.*?)</script>", page_at(translated.url))[1])["@graph"]
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


# --- Lists, feeds, maps


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


# --- Opening a language


def test_a_language_opens_with_its_front_page(both: None, committing: Committing) -> None:
    with committing():
        home = make_site()
        translated = translate(home, publish=False)
    for path in ("/en/", "/en/archives/", "/en/recherche/", "/en/thematiques/", "/en/flux/atom.xml", "/en/sitemap.xml"):
        page_at(path, 404)
    assert switch(page_at("/")) == {}
    assert "/en/" not in page_at("/robots.txt")
    with committing():
        translated.save_revision().publish()
    assert switch(page_at("/")) == {"en": "/en/"}
    assert switch(page_at("/en/")) == {"fr": "/"}


def test_what_lies_under_a_closed_front_page_is_told_by_nobody(
    homes: tuple[HomePage, HomePage], committing: Committing
) -> None:
    article, translated = pair()
    with committing():
        homes[1].unpublish()
    page_at(translated.url, 404)
    assert alternates(page_at(article.url)) == {}
    assert [item["id"] for item in json.loads(page_at("/api/v2/publications/"))["items"]] == [article.pk]


# --- Menus


def test_a_menu_leads_to_translations_by_their_titles_and_leaves_out_what_has_none(
    homes: tuple[HomePage, HomePage], committing: Committing
) -> None:
    about, legal = make_content_page(title="À propos"), make_content_page(title="Mentions")
    with committing():
        translate(about, title="About", slug="about")
        settings = SiteSettings.objects.get_or_create(site=homes[0].get_site())[0]
        settings.tagline = "Une coopérative"
        settings.header_links = [
            ("link", {"page": about, "address": "", "label": "Qui sommes-nous"}),
            ("link", {"page": legal, "address": "", "label": ""}),
            ("link", {"page": None, "address": "/thematiques/", "label": "Thématiques"}),
            ("link", {"page": None, "address": "https://example.org/", "label": "Ailleurs"}),
        ]
        settings.save()
        SiteWording.objects.create(site=homes[0].get_site(), locale=english(), tagline="A co-operative")
    links = re.compile(r'<nav aria-label="(?:Main|Navigation principale|Principal[^"]*)">(.*?)</nav>', re.DOTALL)
    menu = links.search(page_at("/en/"))[1]
    assert re.findall(r'href="([^"]+)"[^>]*>\s*([^<]+?)\s*</a>', menu) == [
        ("/en/about/", "About"),
        ("/en/thematiques/", "Topics"),
        ("https://example.org/", "Ailleurs"),
    ]
    assert "A co-operative" in page_at("/en/")
    assert "Une coopérative" not in page_at("/en/")
    assert "Une coopérative" in page_at("/")
    assert "Qui sommes-nous" in page_at("/")


def test_addresses_know_their_language(both: None) -> None:
    refresh()
    with override("en"):
        assert reverse("search") == "/en/recherche/"
    with override("fr"):
        assert reverse("search") == "/recherche/"


# --- The newsroom


@pytest.fixture
def prepared(both: None, committing: Committing) -> HomePage:
    make_site()
    with committing():
        call_command("add_language", "en", stdout=StringIO())
    return HomePage.objects.get(locale__language_code="en")


def test_a_language_is_prepared_as_drafts_once(prepared: HomePage) -> None:
    drafts = Page.objects.filter(locale__language_code="en").order_by("path")
    assert [(page.title, page.slug, page.live) for page in drafts] == [
        ("Home", "accueil-en", False),
        ("Articles", "articles", False),
        ("Interviews", "interviews", False),
    ]
    call_command("add_language", "en", stdout=StringIO())
    assert drafts.count() == 3
    page_at("/en/", 404)


def test_a_language_that_the_settings_do_not_name_is_refused() -> None:
    with pytest.raises(CommandError, match="ALMACMS_LANGUAGES"):
        call_command("add_language", "en")
    assert not Locale.objects.filter(language_code="en").exists()


def test_a_writer_translates_and_publishes_nothing_by_it(prepared: HomePage) -> None:
    make_topic()
    article = make_article(title="Bonjour")
    client = Client()
    client.force_login(make_user())
    address = reverse("simple_translation:submit_page_translation", args=[article.pk])
    assert "Traduire la page" in client.get(address).content.decode()
    client.post(address, {"locales": [english().pk]})
    translated = article.get_translation(english())
    assert not translated.live
    assert not translated.permissions_for_user(make_user(group=roles.ADMINISTRATORS)).can_publish()
    assert translated.get_workflow() == article.get_workflow()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).content.decode()
    assert "action-publish" not in editor
    assert "action-submit" in editor


def test_translating_is_for_those_who_may(prepared: HomePage) -> None:
    outsider = make_user()
    outsider.groups.clear()
    client = Client()
    client.force_login(outsider)
    answer = client.get(reverse("simple_translation:submit_page_translation", args=[make_article().pk]))
    assert answer.status_code == 302


def test_the_speakers_of_a_translated_interview_are_asked_as_those_of_the_original(prepared: HomePage) -> None:
    interview = make_interview()
    assert translate(interview, publish=False).get_workflow() == interview.get_workflow()


def test_a_draft_in_english_is_previewed_in_english_before_the_language_is_open(prepared: HomePage) -> None:
    draft = translate(make_article(title="Bonjour"), publish=False, title="Hello")
    client = Client()
    client.force_login(make_user(group=roles.REVIEWERS))
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    assert '<html lang="en">' in shown
    assert ">Skip to content</a>" in shown
    assert translation.get_language() == "fr"


def test_a_shared_draft_is_in_its_own_language(prepared: HomePage) -> None:
    draft = translate(make_article(title="Bonjour"), publish=False, title="Hello")
    drawn = draw_draft(draft.get_latest_revision_as_object(), RequestFactory().get("/")).decode()
    assert '<html lang="en">' in drawn


def test_the_editor_of_a_site_in_french_alone_is_offered_no_language() -> None:
    article = make_article()
    client = Client()
    client.force_login(make_user(group=roles.ADMINISTRATORS))
    for name, args in (("wagtailadmin_pages:edit", [article.pk]), ("wagtailadmin_explore", [article.get_parent().pk])):
        shown = client.get(reverse(name, args=args)).content.decode()
        assert "Traduire" not in shown
        assert "locale" not in re.sub(r"<script.*?</script>", "", shown, flags=re.DOTALL).lower()


# --- Search


def test_search_finds_one_language_and_its_own_endings(homes: Any) -> None:
    pair(body=[("paragraph", "<p>The cities of our cooperatives.</p>")])
    assert "/en/articles/hello/" in page_at("/en/recherche/?q=cooperative")
    assert "/articles/bonjour/" not in page_at("/en/recherche/?q=hello")
    assert "/en/articles/hello/" in page_at("/en/recherche/?q=city")
    french = page_at("/recherche/?q=bonjour")
    assert "/articles/bonjour/" in french
    assert "/en/articles/" not in french


# --- Maps


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
