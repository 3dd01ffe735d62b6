"""What `home.translations` says of what is being drawn."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import to_locale

from almacms import languages
from almacms.languages import Version
from home.translations import versions_of

register = template.Library()

TERRITORIES = {"fr": "FR", "en": "GB"}
"""Of the kind of each language that is written here; Open Graph wants one."""


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[Version]:
    """Each other language that readers may choose; none where the site has one."""
    request = context.get("request")
    return versions_of(request, context.flatten()) if request is not None else []


@register.simple_tag
def first_language() -> str:
    """The site's own language, for those who read none of the others."""
    return languages.codes()[0]


@register.simple_tag
def in_first_language() -> SafeString:
    """The attribute of what is written in the site's own language, as people and topics are, on a page in another."""
    first = languages.codes()[0]
    return format_html(' lang="{}"', first) if languages.current() != first else SafeString("")


@register.filter
def territory(code: str) -> str:
    """A language as Open Graph calls it: « fr_FR »."""
    return f"{to_locale(code)}_{TERRITORIES[code]}" if code in TERRITORIES else to_locale(code)
