"""The words of the screen on which a transcript is reviewed."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from interviews.imports import safe
from interviews.transcript_messages import warning_message, why_message
from interviews.transcripts.transcript import TranscriptWarning, Why

register = template.Library()

KINDS = {
    "title": _("Title"),
    "lead": _("Lead"),
    "question": _("Question"),
    "answer": _("Answer"),
    "heading": _("Heading"),
    "interlude": _("Interlude"),
    "picture": _("Image"),
    "caption": _("Caption"),
    "set_aside": _("Set aside"),
}


@register.filter
def doubt(warning: TranscriptWarning) -> str:
    """What is doubtful."""
    return warning_message(warning)


@register.filter
def reason(why: Why) -> str:
    """Why a paragraph was set aside."""
    return why_message(why)


@register.filter
def kind_name(kind: str) -> str:
    """What a paragraph became, in a word."""
    return str(KINDS[kind])


@register.filter
def cleaned(markup: str) -> SafeString:
    """The HTML that an interview would keep."""
    return mark_safe(safe(markup))
