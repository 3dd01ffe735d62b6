"""Where the pages of a site stand: below its front page, one for each language."""

from __future__ import annotations

from typing import TypeVar

from wagtail.models import Site
from wagtail.query import PageQuerySet

from almacms import languages

Pages = TypeVar("Pages", bound=PageQuerySet)


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
