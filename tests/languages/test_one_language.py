"""French alone: nothing of it shows, and nothing of it costs."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from almacms.settings import environment
from tests.builders import make_article
from tests.languages.bilingual import english, page_at, queries_of

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("said", "understood"), [("", ["fr"]), ("fr", ["fr"]), ("fr,en", ["fr", "en"]), (" fr , en ", ["fr", "en"])]
)
def test_the_environment_names_the_languages(monkeypatch: pytest.MonkeyPatch, said: str, understood: list[str]) -> None:
    monkeypatch.setenv("LANGUAGES_OF_A_TEST", said)
    found = environment.languages("LANGUAGES_OF_A_TEST", {"fr": _("French"), "en": _("English")})
    assert [code for code, _name in found] == understood


@pytest.mark.parametrize("said", ["en", "en,fr", "fr,de", "fr,fr"])
def test_languages_that_the_site_cannot_be_in_are_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("LANGUAGES_OF_A_TEST", said)
    with pytest.raises(ImproperlyConfigured, match="begins with fr"):
        environment.languages("LANGUAGES_OF_A_TEST", {"fr": _("French"), "en": _("English")})
