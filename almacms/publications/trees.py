"""Where the pages of a site stand: below its front page, one for each language."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from django.db.models import CharField, Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import SiteRootPath
from wagtail.query import PageQuerySet

from almacms import languages
from almacms.page_cache.recording import depends_on, not_recording
from almacms.page_cache.remembered import remembered
from almacms.prepared import Given, Prepared

from .freshness import SURROUNDINGS

ANSWERING = Prepared(
    lambda: (
        Site.objects.filter(Q(hostname=Given("hostname", CharField())) | Q(is_default_site=True))
        .order_by("pk")
        .select_related("root_page")
    )
)
"""The sites that may answer for a host."""
SITE = "_wagtail_site"
"""Where Wagtail keeps the site of a request once it has one (`Site.find_for_request`)."""
ROOTS = "_wagtail_cached_site_root_paths"
"""Where Wagtail keeps what every address begins with, of a request or of a page (`Page._get_site_root_paths`)."""

Pages = TypeVar("Pages", bound=PageQuerySet)


def site_for(request: HttpRequest) -> Site | None:
    """The site that a request is for, if any; where its pages stand is told along with it."""
    tell_site(request)
    return Site.find_for_request(request)


def tell_site(request: HttpRequest) -> None:
    """Tell Wagtail, once for each request, where pages stand, and for which site it is when only one may answer.

    Its own questions cost ten times as much, or a reading of the cache for each page whose whole address is written.
    """
    if hasattr(request, ROOTS):
        return
    host = split_domain_port(request.get_host())[0]
    # Every answer depends on it, and is made again when a site changes.
    with not_recording():
        sites = remembered(("sites", host), partial(_answering, host))
        setattr(request, ROOTS, remembered("roots", _roots))
    if len(sites) == 1:
        setattr(request, SITE, sites[0])


def _answering(host: str) -> list[Site]:
    depends_on(SURROUNDINGS)
    return ANSWERING(hostname=host)


def _roots() -> list[SiteRootPath]:
    depends_on(SURROUNDINGS)
    return Site.get_site_root_paths()


def root_path(site: Site) -> str | None:
    """The path in the tree of the front page in the language being read; None when there is none."""
    if not languages.several():
        return site.root_page.url_path
    code = languages.current()
    # Wagtail keeps these in the cache.
    roots = (root for root in Site.get_site_root_paths() if root.site_id == site.pk and root.language_code == code)
    return next((root.root_path for root in roots), None)


def of_site(pages: Pages, site: Site) -> Pages:
    """Those of these pages that are of a site, in the language being read."""
    if not languages.several():
        return pages.filter(path__startswith=site.root_page.path)
    root = root_path(site)
    return pages.none() if root is None else pages.filter(url_path__startswith=root)
