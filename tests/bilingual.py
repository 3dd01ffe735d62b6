"""A site in French and in English: what it is set to, and pages translated as the newsroom does."""

from typing import Any

from wagtail.models import Locale, Page

from home.models import HomePage
from tests.builders import make_site

LANGUAGES = [("fr", "Français"), ("en", "English")]
SETTINGS: dict[str, Any] = {
    "LANGUAGES": LANGUAGES,
    "WAGTAIL_CONTENT_LANGUAGES": LANGUAGES,
    "WAGTAIL_I18N_ENABLED": True,
    "ROOT_URLCONF": "tests.bilingual_urls",
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
