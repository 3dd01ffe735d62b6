"""Which languages of a site are open to readers: those whose front page they may see.

A language is prepared behind a front page that waits to be published: until then nothing of it has an address.
"""

from django.core.cache import cache
from django.utils import translation
from wagtail.models import Page, Site

from . import codes, several

CACHE_KEY = "languages.open.{}"


def homes(site: Site) -> dict[str, str]:
    """The path of the front page in each open language of a site, in the order of the settings: « / », « /en/ »."""
    key = CACHE_KEY.format(site.pk)
    found = cache.get(key)
    if found is None:
        found = _read(site)
        cache.set(key, found, None)
    return found


def is_open(site: Site, code: str) -> bool:
    """Whether readers may read a site in a language; its own always is."""
    return not several() or code == codes()[0] or code in homes(site)


def all_homes() -> dict[int, dict[str, str]]:
    """The same for every site, by its identifier; empty where there is one language."""
    return {site.pk: homes(site) for site in Site.objects.select_related("root_page")} if several() else {}


def refresh() -> dict[int, dict[str, str]]:
    """Look again, once a page or a site came, went or was hidden; `home.furniture` knows when.

    Returns:
        What `all_homes` then says.
    """
    if several():
        for site in Site.objects.select_related("root_page"):
            cache.set(CACHE_KEY.format(site.pk), _read(site), None)
    return all_homes()


def _read(site: Site) -> dict[str, str]:
    pages = Page.objects.filter(translation_key=site.root_page.translation_key).live().public()
    by_code = {page.locale.language_code: page for page in pages.select_related("locale")}
    found = {}
    for code in codes():
        if code in by_code:
            with translation.override(code):
                found[code] = by_code[code].get_url(current_site=site)
    return found
