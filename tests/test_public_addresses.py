"""The lists of addresses that accessibility, validity and weight are checked at leave no page and no template out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_resolver

from tests.closed_pages import make_closed_pages
from tests.error_pages import ERROR_PAGES
from tests.public_site import make_public_site

pytestmark = pytest.mark.django_db

# Files for programs, and answers that are no page. The editorial interface has tests of its own.
NO_PAGES = {
    "robots", "llms", "sitemap", "sitemap_pages", "sitemap_part", "site_feed", "topic_feed", "person_feed", "kind_feed",
    "markdown_twin", "short_twin", "interview_download", "search_suggestions",
    # Wagtail's: the form of a password is shown at the page's own address.
    "wagtailcore_authenticate_with_password",
}  # fmt: skip
NOT_OURS = ("admin/", "documents/", "footnotes/", "api/v2/", "media/")

NOT_FOR_READERS = {"wagtailadmin", "wagtailcore", "wagtail_footnotes", "mail"}
# A letter is an e-mail; what is shown where a list has no page of results, or in the editor only.
NOT_PAGES = {"interviews/agreement/admin.html", "interviews/agreement/letter.html"}


def public_patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif not str(pattern.pattern).startswith(NOT_OURS):
            yield from public_patterns(pattern.url_patterns)


def public_templates() -> set[str]:
    folder = Path(settings.BASE_DIR) / "templates"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return {
        name
        for name in names
        if not {"admin", "widgets"} & set(Path(name).parts[:-1]) and Path(name).parts[0] not in NOT_FOR_READERS
    } - NOT_PAGES


@pytest.fixture
def seen(client: Client) -> Iterator[tuple[set[str], set[str]]]:
    """The names of the addresses that the lists lead to, and of every template that is drawn on the way."""
    templates: set[str] = set()
    addresses: set[str] = set()

    def note(sender: object, template: object, **_others: object) -> None:
        templates.add(str(getattr(template, "name", "")))

    paths = [*make_public_site().values(), *make_closed_pages().values()]
    template_rendered.connect(note)
    for path in paths:
        response = client.get(path)
        addresses.add(str(response.resolver_match and response.resolver_match.url_name))
    for name in ERROR_PAGES:
        render_to_string(name)
    yield addresses, templates
    template_rendered.disconnect(note)


def test_every_address_and_every_template_of_the_public_site_is_in_the_lists(seen: tuple[set[str], set[str]]) -> None:
    addresses, templates = seen
    patterns = {str(pattern.name) for pattern in public_patterns(get_resolver().url_patterns) if pattern.name}
    assert len(patterns) > 20
    assert patterns - NO_PAGES - addresses == set()
    assert len(public_templates()) > 50
    assert public_templates() - templates == set()
