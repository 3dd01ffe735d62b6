"""Where the pages of a site stand: below its front page, one for each language."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from django.db.models import CharField, Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.query import PageQuerySet

from almacms import languages
from almacms.page_cache.recording import depends_on, not_recording
from almacms.page_cache.remembered import remembered

from .freshness import SURROUNDINGS
from .prepared import Given, Prepared

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

Pages = TypeVar("Pages", bound=PageQuerySet)


def tell_site(request: HttpRequest) -> None:
    """Tell Wagtail which site a request is for, when only one may answer: its own question costs ten times as much."""
    host = split_domain_port(request.get_host())[0]
    # Every page depends on it; what surrounds them tells of it already.
    with not_recording():
        sites = remembered(("sites", host), partial(_answering, host))
    if len(sites) == 1:
        setattr(request, SITE, sites[0])


def _answering(host: str) -> list[Site]:
    depends_on(SURROUNDINGS)
    return ANSWERING(hostname=host)


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
