"""The words and the tools of the screen on which a transcript is reviewed."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from almacms.publications.cards import colour_for

from ..imports import safe
from ..review_pieces import Row
from ..transcript_messages import warning_message, why_message
from ..transcripts.transcript import Part, TranscriptWarning, Why

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


@dataclass(frozen=True)
class Tool:
    """A button beside a paragraph."""

    label: object
    value: str
    is_pressed: bool = False
    color: int = 0
    name: str = "edit"
    is_choice: bool = True
    """One of those between which the paragraph chooses; the others change its bounds."""


@register.simple_tag
def tools_of(row: Row, cast: tuple[str, ...]) -> list[Tool]:
    """What one click makes of a paragraph."""
    if row.picture:
        return [_becoming(row, Part.PICTURE), _becoming(row, Part.SET_ASIDE)]
    is_answer, is_date = row.part is Part.ANSWER, row.why is Why.DATE
    tools = [_becoming(row, Part.QUESTION)]
    for position, name in enumerate(cast):
        pressed = is_answer and row.speaker == name
        tools.append(Tool(name, f"voice {row.id} {name}", pressed, colour_for(position)))
    if not cast or (is_answer and not row.speaker):
        tools.append(Tool(_("Nobody"), f"voice {row.id}", is_answer and not row.speaker))
    tools += [_becoming(row, part) for part in (Part.INTERLUDE, Part.HEADING, Part.LEAD, Part.TITLE)]
    tools.append(Tool(_("Date"), f"date {row.id}", is_date))
    if row.can_caption:
        tools.append(_becoming(row, Part.CAPTION))
    tools.append(Tool(KINDS["set_aside"], f"part {row.id} set_aside", row.part is Part.SET_ASIDE and not is_date))
    if row.can_join:
        tools.append(Tool(_("↑ Join to the previous one"), f"join {row.id}", is_choice=False))
    if row.can_split:
        tools.append(Tool(_("↓ Begin a new one here"), f"split {row.id}", is_choice=False))
    if row.is_long:
        tools.append(Tool(_("✂ Cut…"), row.id, name="open", is_choice=False))
    return tools


def _becoming(row: Row, part: Part) -> Tool:
    return Tool(KINDS[part.value], f"part {row.id} {part.value}", row.part is part)
