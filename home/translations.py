"""Where what is being read can be read in the other languages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from almacms import languages
from almacms.languages import Version
from almacms.languages.opening import homes
from almacms.page_cache.recording import depends_on_list
from almacms.people.models import Person
from almacms.publications.models import Publication, Topic
from almacms.publications.restrictions import visible

SHARED = {"topic_index", "archives", "site_map", "search"}
"""Places that every language has."""


def versions_of(request: HttpRequest, context: Mapping[Any, Any]) -> list[Version]:
    """Each other language that is open, with where this is read in it, or else where that language begins.

    One query at most, none where the site has one language.

    Args:
        request: the reader's.
        context: what is drawn: `page`, `person` or `topic`; `publications` when it is a list.
    """
    site = Site.find_for_request(request) if languages.several() else None
    if site is None:
        return []
    others = {code: home for code, home in homes(site).items() if code != languages.current()}
    found = _translations(request, context, site, others) if others else {}
    return [
        Version(code, site.root_url, found.get(code, home), is_translation=code in found)
        for code, home in others.items()
    ]


def _translations(
    request: HttpRequest, context: Mapping[Any, Any], site: Site, others: Mapping[str, str]
) -> dict[str, str]:
    """The paths of the translations, by language."""
    listed = context.get("publications")
    if getattr(listed, "query", ""):
        # The second page of a list, or some of it: what stands there in another language is something else.
        return {}
    page = context.get("page")
    if isinstance(page, Page):
        return _of_page(page, site, others)
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return {}
    name = match.url_name or ""
    if name in SHARED:
        return {code: _path(code, name) for code in others}
    person, topic = context.get("person"), context.get("topic")
    if name == "person" and isinstance(person, Person):
        depends_on_list(f"person:{person.pk}")
        shown = Publication.objects.visible().with_person(person)
        return {code: _path(code, name, person.slug) for code in others if shown.in_language(code).exists()}
    if name == "topic" and isinstance(topic, Topic):
        depends_on_list(f"topic:{topic.pk}")
        shown = Publication.objects.visible().in_topic(topic)
        return {code: _path(code, name, topic.slug) for code in others if shown.in_language(code).exists()}
    return {}


def _of_page(page: Page, site: Site, others: Mapping[str, str]) -> dict[str, str]:
    siblings = Page.objects.filter(translation_key=page.translation_key, locale__language_code__in=others)
    return {
        sibling.locale.language_code: sibling.get_url(current_site=site)
        for sibling in visible(siblings).exclude(pk=page.pk).select_related("locale")
    }


def _path(code: str, name: str, *args: str) -> str:
    with override(code):
        return reverse(name, args=args)
