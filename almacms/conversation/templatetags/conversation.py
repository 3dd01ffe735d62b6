"""A conversation in templates."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from almacms.publications.models import Publication
from almacms.publications.typography import french_html, short_date

from ..reading import Conversation, under
from ..reading_along import NAME

register = template.Library()


@register.simple_tag
def conversation_under(publication: Publication) -> Conversation | None:
    """The beginning of the conversation about a publication that was found at its address and that anybody may read.

    Nothing under a draft, a preview, or what only some may read: what was said there is for nobody else.
    """
    return under(publication) if publication.unrestricted and hasattr(publication, NAME) else None


@register.filter
def moment(value: datetime) -> str:
    """« 3 février 2025, 14:05 »: two comments of one person and one day are told apart."""
    return f"{short_date(value)}, {time_format(timezone.localtime(value), 'TIME_FORMAT')}"


@register.filter
def said(text: str) -> SafeString:
    """A comment: paragraphs, and links that vouch for nothing (https://developers.google.com/search, “ugc”)."""
    html = linebreaks(urlize(text, nofollow=True, autoescape=True))
    return mark_safe(french_html(html).replace('rel="nofollow"', 'rel="nofollow ugc"'))
