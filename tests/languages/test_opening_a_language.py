"""A language opens with its front page, and has menus of its own."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from almacms.languages.models import SiteWording
from almacms.languages.opening import refresh
from home.models import HomePage, SiteSettings
from tests.builders import (
    make_content_page,
    make_site,
)
from tests.languages.bilingual import Committing, alternates, english, page_at, pair, switch, translate

pytestmark = pytest.mark.django_db


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
    menu = links.findall(page_at("/en/"))[0]
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
