"""A site in French and in English: what it is set to, pages translated as the newsroom does, and what a page says."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from home.models import HomePage
from tests.builders import make_article, make_site

Committing = Callable[[], AbstractContextManager[None]]

ALTERNATE = re.compile(r'<link rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)"')
SWITCH = re.compile(r'<a href="([^"]+)"\s+lang="(\w+)"\s+hreflang="(\w+)"')

LANGUAGES = [("fr", "Français"), ("en", "English")]
SETTINGS: dict[str, Any] = {
    "LANGUAGES": LANGUAGES,
    "WAGTAIL_CONTENT_LANGUAGES": LANGUAGES,
    "WAGTAIL_I18N_ENABLED": True,
    "ROOT_URLCONF": "tests.languages.urls",
}


def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def translate(page: Page, *, publish: bool = True, **fields: Any) -> Page:
    """The English translation of a page, its parent's being there already."""
    translated = page.specific.copy_for_translation(english())
    for name, value in fields.items():
        setattr(translated, name, value)
    revision = translated.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=translated.pk)


def make_both_sites() -> tuple[HomePage, HomePage]:
    """The French front page and the English one, each with its lists, all of them published."""
    home = make_site()
    translated = translate(home, title="Welcome")
    for page in home.get_children().specific():
        title = {"articles": "Articles", "entretiens": "Interviews"}[page.slug]
        translate(page, title=title, slug=title.lower())
    return home, translated


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
