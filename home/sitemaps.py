"""What is told to programs that visit the whole site: `robots.txt`, and `sitemap.xml` in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from almacms import languages
from almacms.images.models import CustomRendition
from almacms.languages.opening import homes, is_open
from almacms.page_cache.recording import depends_on, depends_on_list
from almacms.people.models import Person
from almacms.publications.freshness import ALL, NAMED, TREE, depends_on_pages
from almacms.publications.models import Contribution, Publication, Topic
from almacms.publications.plain.targets import COVER_SPEC
from almacms.publications.querysets import PublicationQuerySet
from almacms.publications.restrictions import visible
from almacms.publications.trees import of_site, root_path, site_for

PER_PART = 2000
"""Far below the 50,000 addresses that the protocol allows (https://www.sitemaps.org/protocol.html): a quick answer."""
MOST_PARTS = 50_000
"""As many as an index may name, by the same protocol; databases cannot count to just any number."""
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Place:
    """A line of a site map."""

    url: str
    modified: datetime | None = None
    picture: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    """This page and its translations, with their languages; none for what has no translation."""


def site_of(request: HttpRequest) -> Site:
    """The site being visited.

    Raises:
        Http404: there is none.
    """
    site = site_for(request)
    if site is None:
        raise Http404
    return site


def publications_of(site: Site) -> PublicationQuerySet:
    """What readers may see of this site, in the language being read."""
    return of_site(Publication.objects.visible(), site)


def pages_of(site: Site) -> list[Page]:
    """The pages that readers may see and that are no publication, as the tree has them."""
    depends_on(TREE)
    pages = of_site(Page.objects.filter(publication__isnull=True), site)
    return list(visible(pages).order_by("path"))


def topics_of(publications: PublicationQuerySet) -> list[Topic]:
    """The topics under which something is published, by their addresses: databases sort accented letters last."""
    depends_on(NAMED)
    return list(Topic.objects.filter(publication_links__publication__in=publications).distinct().order_by("slug"))


def people_of(publications: PublicationQuerySet) -> list[Person]:
    """Those who sign or speak in something published, under their own names."""
    depends_on(NAMED)
    contributions = Contribution.objects.filter(publication__in=publications)
    return list(Person.objects.filter(pk__in=contributions.values("person")).order_by("slug"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be visited but the editorial interface; private addresses are secrets, and named nowhere."""
    site = site_of(request)
    depends_on(TREE)
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    for code in languages.codes():
        if is_open(site, code):
            with override(code):
                lines.append(f"Sitemap: {site.root_url}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the site map."""
    site = site_of(request)
    depends_on_list(ALL)
    parts = ceil(publications_of(site).count() / PER_PART)
    addresses = [reverse("sitemap_pages"), *(reverse("sitemap_part", args=[n]) for n in range(1, parts + 1))]
    context = {"addresses": [f"{site.root_url}{address}" for address in addresses]}
    return render(request, "home/sitemap_index.xml", context, content_type=XML)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Pages, topics, people and archives."""
    site = site_of(request)
    publications = publications_of(site)
    address_of = addresses_of(site)
    pages = pages_of(site)
    depends_on_pages(page.pk for page in pages)
    versions = alternates_of(site, [page.pk for page in pages])
    places = [
        Place(address_of(page.url_path), page.last_published_at, alternates=versions.get(page.pk, ())) for page in pages
    ]
    named = [*topics_of(publications), *people_of(publications)]
    others = [reverse("topic_index"), reverse("archives"), *(each.get_absolute_url() for each in named)]
    places += [Place(f"{site.root_url}{path}") for path in others]
    return render(request, "home/sitemap.xml", {"places": places, "several": languages.several()}, content_type=XML)


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Some of the publications, oldest first so that a part that is full no longer changes."""
    if not 0 < number <= MOST_PARTS:
        raise Http404
    site = site_of(request)
    places = list(_publications(site, number))
    if not places:
        raise Http404
    return render(request, "home/sitemap.xml", {"places": places, "several": languages.several()}, content_type=XML)


def _publications(site: Site, number: int) -> Iterator[Place]:
    start = (number - 1) * PER_PART
    publications = publications_of(site)
    covers = CustomRendition.objects.filter(
        filter_spec=COVER_SPEC, image__in=publications.filter(cover__isnull=False).values("cover")
    )
    files = dict(covers.order_by("pk").values_list("image", "file"))
    rows = list(
        publications.order_by("pk").values_list("pk", "url_path", "last_published_at", "cover")[
            start : start + PER_PART
        ]
    )
    depends_on_list(ALL)
    depends_on_pages(row[0] for row in rows)
    depends_on(*(f"image:{cover}" for *_, cover in rows if cover))
    address_of = addresses_of(site)
    versions = alternates_of(site, [row[0] for row in rows])
    for pk, url_path, modified, cover in rows:
        address = default_storage.url(files[cover]) if cover in files else ""
        picture = f"{site.root_url}{address}" if address.startswith("/") else address
        yield Place(address_of(url_path), modified, picture, versions.get(pk, ()))


def alternates_of(site: Site, pks: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """What a map says of each of these pages that has translations: the language and the address of all of them."""
    if not languages.several():
        return {}
    wanted = Page.objects.filter(pk__in=list(pks))
    family = visible(Page.objects.filter(translation_key__in=wanted.values("translation_key")))
    family = family.filter(locale__language_code__in=homes(site)).select_related("locale")
    by_key: dict[UUID, dict[str, Page]] = {}
    for page in family:
        by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    # The site's own language stands for those who read none of them.
    return {
        page.pk: tuple(
            (code, f"{site.root_url}{versions[known].get_url(current_site=site)}")
            for code, known in [*((code, code) for code in versions), ("x-default", languages.codes()[0])]
            if known in versions
        )
        for versions in by_key.values()
        if len(versions) > 1
        for page in versions.values()
    }


def addresses_of(site: Site) -> Callable[[str], str]:
    """What gives the whole address of a page, of the language being read, from its path in the tree."""
    prefix, start = home_of(site), len(root_path(site) or "")
    return lambda url_path: f"{prefix}{url_path[start:]}"


def home_of(site: Site) -> str:
    """The whole address of the front page in the language being read."""
    return f"{site.root_url}{reverse('wagtail_serve', args=[''])}"
