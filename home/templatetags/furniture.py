"""What surrounds every page, drawn once for all those that show it alike."""

from __future__ import annotations

from collections.abc import Hashable

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from almacms.languages import current
from almacms.page_cache.recording import depends_on
from almacms.page_cache.remembered import remembered

from ..furniture import SHOWN, Furniture

register = template.Library()


@register.simple_tag(takes_context=True)
def site_assets(context: Context) -> SafeString:
    """The fonts, the style sheet and the icon."""
    return _drawn("components/assets.html", {"site": context.get("site")})


@register.simple_tag(takes_context=True)
def site_feeds(context: Context) -> SafeString:
    """Where programs find the feeds of the whole site."""
    return _drawn("components/site_feeds.html", {"site": context.get("site")})


@register.simple_tag(takes_context=True)
def masthead(context: Context) -> SafeString:
    """The name of the site, its menu, its languages, and the search box where the page has none of its own."""
    others = context.get("other_languages") or []
    # Not where a personal link leads: what is asked there is the only thing to answer.
    has_search = not (context.get("asked") or context.get("is_personal_link") or context.get("shared_draft"))
    shown = {"site": context.get("site"), "other_languages": others, "has_search": has_search}
    return _drawn("components/masthead.html", shown, has_search, *((other.code, other.path) for other in others))


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    """What the site says of itself, and the ways in."""
    return _drawn("components/site_footer.html", {"site": context.get("site")})


def _drawn(name: str, shown: dict[str, object], *more: Hashable) -> SafeString:
    site = shown["site"]

    def draw() -> SafeString:
        depends_on(SHOWN)
        return render_to_string(name, shown)

    key = site.key if isinstance(site, Furniture) else ()
    return remembered((name, *key, *more, current()), draw) if key else draw()
