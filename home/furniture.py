"""What every page of the site shows around its own content: names, navigation, footer.

Kept in the cache, and read again by whoever changes a page or the settings rather than by the next reader.
"""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from almacms.publications.restrictions import visible

from .models import SiteSettings

CACHE_KEY = "home.furniture.{}"


@dataclass(frozen=True)
class Link:
    """A link of the navigation or of the footer."""

    label: str
    url: str
    is_current: bool = False

    def on(self, path: str) -> "Link":
        """The same link as the page at this path shows it: current on its target and on what lies below."""
        return Link(self.label, self.url, is_current=self.url != "/" and path.startswith(self.url))


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
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The title and the address of each page that is no publication, by its place in the tree."""


def furniture_for(request: HttpRequest) -> Furniture:
    """The site around the page that this request asks for."""
    site = Site.find_for_request(request)
    if site is None:
        return Furniture(name="Alma")
    key = CACHE_KEY.format(site.pk)
    found = cache.get(key)
    if found is None:
        found = _read(site)
        cache.set(key, found, None)
    return Furniture(
        name=found.name,
        tagline=found.tagline,
        footer=found.footer,
        social_links=found.social_links,
        navigation=[link.on(request.path) for link in found.navigation],
        footer_navigation=[link.on(request.path) for link in found.footer_navigation],
        social_picture_url=found.social_picture_url,
        titles=found.titles,
    )


def refresh() -> None:
    """Read the settings again, in the place of the next reader."""
    for site in Site.objects.select_related("root_page"):
        cache.set(CACHE_KEY.format(site.pk), _read(site), None)


def _read(site: Site) -> Furniture:
    settings = SiteSettings.objects.select_related("social_picture").filter(site=site).first() or SiteSettings(
        site=site
    )
    raw_links = [block["value"] for links in (settings.header_links, settings.footer_links) for block in links.raw_data]
    wanted = visible(Page.objects.filter(pk__in={value["page"] for value in raw_links if value.get("page")}))
    pages = {page.pk: page for page in wanted}
    return Furniture(
        name=settings.name,
        tagline=settings.tagline,
        footer=SafeString(expand_db_html(settings.footer)),
        social_links=[Link(block["value"]["label"], block["value"]["url"]) for block in settings.social_links.raw_data],
        navigation=_links(settings.header_links.raw_data, pages, site),
        footer_navigation=_links(settings.footer_links.raw_data, pages, site),
        social_picture_url=settings.social_picture_url,
        titles=_titles(site),
    )


def _titles(site: Site) -> dict[str, tuple[str, str]]:
    found = visible(Page.objects.filter(path__startswith=site.root_page.path, publication__isnull=True))
    return {page.path: (page.title, page.get_url(current_site=site)) for page in found}


def _links(raw: list[dict], pages: dict[int, Page], site: Site) -> list[Link]:
    links = []
    for value in (block["value"] for block in raw):
        page = pages.get(value.get("page"))
        if page is not None:
            links.append(Link(value.get("label") or page.title, page.get_url(current_site=site)))
        elif value.get("address"):
            links.append(Link(value["label"], value["address"]))
    return links
