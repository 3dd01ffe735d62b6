"""`{% card publication %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from .. import cards
from ..models import Publication

register = template.Library()


@register.simple_tag(takes_context=True)
def card(context: Context, publication: Publication) -> SafeString:
    """See `almacms.publications.cards.drawn`."""
    return cards.drawn(publication, context.get("request"))
