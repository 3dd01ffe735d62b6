"""A conversation in templates."""

from django import template
from django.template.context import RequestContext
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from almacms.publications.models import Publication
from almacms.publications.typography import french_html

from ..reading import Conversation, under

register = template.Library()


@register.simple_tag(takes_context=True)
def conversation_under(context: RequestContext, publication: Publication) -> Conversation | None:
    """The beginning of the conversation about a publication that readers see; nothing under a draft."""
    request = context.get("request")
    if publication.pk is None or not publication.live or getattr(request, "is_preview", False):
        return None
    if getattr(request, "shared_draft", None):
        return None
    return under(publication)


@register.filter
def said(text: str) -> SafeString:
    """A comment: paragraphs, and links that vouch for nothing (https://developers.google.com/search, “ugc”)."""
    html = linebreaks(urlize(text, nofollow=True, autoescape=True))
    return mark_safe(french_html(html).replace('rel="nofollow"', 'rel="nofollow ugc"'))
