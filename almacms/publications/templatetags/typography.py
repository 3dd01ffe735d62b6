"""Template filters over `almacms.publications.typography`."""

from datetime import date

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from almacms.publications import typography

register = template.Library()


@register.filter
@stringfilter
def typo(text: str) -> str:
    """French typography on plain text; autoescaped as any other text."""
    return typography.french(text)


@register.filter
def typo_html(html: object) -> SafeString:
    """French typography on rich text, which Wagtail has already made safe."""
    # Wagtail would draw a template around each.
    written = expand_db_html(html.source) if isinstance(html, RichText) else str(html)
    return mark_safe(typography.french_html(written))


@register.filter
def long_date(value: date | None) -> str:
    """« lundi 3 février 2025 », empty without a date."""
    return typography.long_date(value) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    """« 3 février 2025 », empty without a date."""
    return typography.short_date(value) if value else ""


class Figure(int):
    """An integer that is written with its thousands apart, and on which a plural can still depend."""

    def __str__(self) -> str:
        return typography.number(int(self))


@register.filter
def number(value: int) -> Figure:
    """« 10 000 », with the spaces that keep a number whole."""
    return Figure(value)
