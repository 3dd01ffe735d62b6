"""What every page of the site shows around its own content: names, navigation, footer.

Kept in the cache, read by each process that starts, then again by whoever changes a page or the settings rather than by
the next reader. The journal of changes tells what is kept from what was read before the last of them, and written after
it by a slow reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import expand_db_html

from almacms import languages
from almacms.languages import opening
from almacms.languages.models import SiteWording
from almacms.page_cache.cache import journal
from almacms.page_cache.changes import EVERYTHING, Change
from almacms.page_cache.edition import edition
from almacms.page_cache.journal import JournalError, Position
from almacms.page_cache.recording import depends_on, not_recording, saw
from almacms.page_cache.remembered import remembered
from almacms.page_cache.services import Finding
from almacms.publications.freshness import SURROUNDINGS
from almacms.publications.restrictions import visible
from almacms.publications.trees import of_site, root_path, site_for

from .models import SiteSettings

SHOWN = "furniture"
"""The tag of the pages that show it."""

NAMED_PLACES = {
    "topic_index": gettext_lazy("Topics"),
    "archives": gettext_lazy("Archives"),
    "site_map": gettext_lazy("Site map"),
    "search": pgettext_lazy("title of a page", "Search"),
}
"""What a menu calls, in another language than the one it was written in, the places that are no page of the tree."""


@dataclass(frozen=True)
class Link:
    """A link of the navigation or of the footer."""

    label: str
    url: str
    current: str = ""
    """The value of `aria-current`: "page" on its target, "true" on what lies below."""

    def on(self, path: str, home: str) -> "Link":
        """The same link as the page at this path shows it; everything lies below the front page."""
        if not path.startswith(self.url) or self.url == home:
            return self
        return Link(self.label, self.url, "page" if path == self.url else "true")


@dataclass(frozen=True)
class Furniture:
    """The site around a page."""

    name: str
    tagline: str = ""
    footer: str = ""
    social_links: list[Link] = field(default_factory=list)
    navigation: list[Link] = field(default_factory=list)
    footer_navigation: list[Link] = field(default_factory=list)
    social_picture_url: str = ""
    titles: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """The title, the address and the identifier of each page that is no publication, by its place in the tree."""
    is_home: bool = False
    """Whether the page is the front page."""
    version: str = ""
    """Which reading of all this it is; empty when nothing tells it from another."""

    @property
    def key(self) -> tuple[str | bool, ...]:
        """What two pages that show it alike have in common; empty when nobody knows."""
        links = (*self.navigation, *self.footer_navigation)
        return (self.version, self.is_home, *(link.current for link in links)) if self.version else ()


class Kept(NamedTuple):
    """The furniture of a site as the cache has it."""

    furniture: Furniture
    position: Position
    version: str
    """Which reading of it; told to the journal when it was the newest."""


def furniture_for(request: HttpRequest) -> Furniture:
    """The site around the page that this request asks for."""
    site = site_for(request)
    if site is None:
        return Furniture(name="Alma")
    saw(SHOWN)
    # What it is read from is told by the journal; what a page depends on is what it shows.
    with not_recording():
        found = remembered(("furniture", site.pk, languages.current()), partial(_known, site))
    home = reverse("wagtail_serve", args=[""])
    return replace(
        found,
        navigation=[link.on(request.path, home) for link in found.navigation],
        footer_navigation=[link.on(request.path, home) for link in found.footer_navigation],
        is_home=request.path == home,
    )


def read_ahead() -> None:
    """Read what is not kept of every site, so that no reader waits for it: for a process that starts."""
    # Wagtail keeps these, for every address that it writes.
    Site.get_site_root_paths()
    for site in Site.objects.select_related("root_page"):
        for code in languages.codes():
            with override(code):
                _current(site)


class FurnitureFinding(Finding):
    """Reads the furniture of every site again once what changes it is committed, in the place of the next reader."""

    def __init__(self) -> None:
        self.before = cache.get_many([_key(site, code) for site in Site.objects.all() for code in languages.codes()])
        self.homes = opening.all_homes()

    def found(self) -> Change:
        version, tags = uuid4().hex, {SURROUNDINGS}
        if opening.refresh() != self.homes:
            # A language opens, or closes: every page leads to it.
            tags.add(EVERYTHING)
        try:
            position = journal().position()
        except JournalError:
            # What is kept from before must not be found when the journal is back.
            cache.delete_many(self.before)
            return Change(frozenset([EVERYTHING]))
        for site in Site.objects.select_related("root_page"):
            for code in languages.codes():
                with override(code):
                    furniture = _read(site)
                cache.set(_key(site, code), Kept(furniture, position, version), None)
                before = self.before.get(_key(site, code))
                # Titles are shown by few pages, which each depend on those they show.
                if before is None or replace(before.furniture, titles={}) != replace(furniture, titles={}):
                    tags.add(SHOWN)
        return Change(frozenset({*tags, _tag(version)}))


def _known(site: Site) -> Furniture:
    depends_on(SURROUNDINGS)
    return _current(site)


def _current(site: Site) -> Furniture:
    try:
        position = journal().position()
    except JournalError:
        with not_recording():
            return _read(site)
    key = _key(site, languages.current())
    kept = cache.get(key)
    if kept is None or not _holds(kept):
        with not_recording():
            kept = Kept(_read(site), position, uuid4().hex)
        cache.set(key, kept, None)
    return replace(kept.furniture, version=kept.version)


def _holds(kept: Kept) -> bool:
    changes = journal().since(kept.position)
    if changes is None:
        return False
    readings = [change.tags for change in changes if not change.tags.isdisjoint({SURROUNDINGS, EVERYTHING})]
    return not readings or _tag(kept.version) in readings[-1]


def _tag(version: str) -> str:
    return f"{SURROUNDINGS}:{version}"


def _key(site: Site, code: str) -> str:
    """With the version of the code: what one wrote, the next may not be able to read."""
    return f"home.furniture.{edition()}.{site.pk}.{code}"


def _read(site: Site) -> Furniture:
    settings = SiteSettings.objects.select_related("social_picture").filter(site=site).first() or SiteSettings(
        site=site
    )
    raw_links = [block["value"] for links in (settings.header_links, settings.footer_links) for block in links.raw_data]
    linked = {value["page"] for value in raw_links if value.get("page")}
    found = _pages(site, linked)
    is_own = languages.current() == languages.codes()[0]
    targets = [page for page in found if page.pk in linked]
    pages = {page.pk: page for page in targets} if is_own else _translated(targets)
    wording = settings if is_own else SiteWording.objects.filter(site=site, locale=Locale.get_active()).first()
    return Furniture(
        name=settings.name,
        tagline=wording.tagline if wording else "",
        footer=SafeString(expand_db_html(wording.footer)) if wording else SafeString(""),
        social_links=[Link(block["value"]["label"], block["value"]["url"]) for block in settings.social_links.raw_data],
        navigation=_links(settings.header_links.raw_data, pages, site, is_own=is_own),
        footer_navigation=_links(settings.footer_links.raw_data, pages, site, is_own=is_own),
        social_picture_url=settings.social_picture_url,
        titles=_titles(found, site),
    )


def _pages(site: Site, linked: set[int]) -> list[Page]:
    """What readers may see of the pages that are no publication, and of those that menus lead to, in one query."""
    known = of_site(Page.objects.filter(publication__isnull=True), site) | Page.objects.filter(pk__in=linked)
    return list(visible(known).annotate(kind=F("publication__kind")))


def _titles(pages: Iterable[Page], site: Site) -> dict[str, tuple[str, str, int]]:
    root = root_path(site)
    return {
        page.path: (page.title, _address(page, site), page.pk)
        for page in pages
        if page.kind is None and root and page.url_path.startswith(root)
    }


def _address(page: Page, site: Site) -> str:
    """Where a page is read. Wagtail would ask for the roots of every site, which none of ours needs."""
    root = root_path(site)
    if root and page.url_path.startswith(root):
        return reverse("wagtail_serve", args=[page.url_path[len(root) :]])
    return page.get_url(current_site=site)


def _translated(pages: Iterable[Page]) -> dict[int, Page]:
    """The pages that readers have in place of these in the language being read, by the identifier of the original."""
    by_key = {page.translation_key: page.pk for page in pages}
    found = visible(Page.objects.filter(translation_key__in=by_key, locale=Locale.get_active()))
    return {by_key[page.translation_key]: page for page in found}


def _links(raw: list[dict], pages: dict[int, Page], site: Site, *, is_own: bool) -> list[Link]:
    links = []
    for value in (block["value"] for block in raw):
        page = pages.get(value.get("page"))
        label = value.get("label") if is_own else ""
        if page is not None:
            links.append(Link(label or page.title, _address(page, site)))
        elif address := value.get("address"):
            links += [Link(label, address)] if is_own else _elsewhere(value["label"], address)
    return links


def _elsewhere(label: str, address: str) -> list[Link]:
    """A link to an address in another language than its label: of this site, only to what has a name in both."""
    if not address.startswith("/"):
        return [Link(label, address)]
    with override(languages.codes()[0]):
        try:
            name = resolve(address).url_name
        except Resolver404:
            return []
    return [Link(str(NAMED_PLACES[name]), reverse(name))] if name in NAMED_PLACES else []
