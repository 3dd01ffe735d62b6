"""What an interview must be before readers see it; plain functions, without a database.

A draft may break any of these: they are checked on submission and on publication.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.html import strip_tags

LABEL_SEPARATOR = "[ \u00a0\u202f\u2009]*:[ \u00a0\u202f\u2009]*"


class Fault(Enum):
    """The ways an interview is refused."""

    NO_REPLY = auto()
    UNDECLARED_SPEAKER = auto()
    SILENT_SPEAKER = auto()
    REPEATED_NAME = auto()


@dataclass(frozen=True)
class Reply:
    """A turn or a pull quote: where it stands among its exchange's replies, who speaks, and the HTML of a turn."""

    position: int
    speaker: int | None
    html: str = ""
    is_turn: bool = True


@dataclass(frozen=True)
class Exchange:
    """A question and its replies; `position` is its place in the body, `reply_count` counts pictures too."""

    position: int
    reply_count: int
    replies: Sequence[Reply] = field(default_factory=tuple)


@dataclass(frozen=True)
class Problem:
    """One fault, and where: an exchange and a reply by their positions, or a speaker by their identifier."""

    fault: Fault
    exchange: int | None = None
    reply: int | None = None
    speaker: int | None = None
    suggestion: str = ""


def strip_own_name(html: str, name: str) -> str | None:
    """The HTML of a turn without its speaker's name and colon at the beginning; None when it does not begin so.

    The name may be in bold, with or without the colon, and only the first word of it may be there.
    """
    names = "|".join(re.escape(candidate) for candidate in {name, name.split(" ")[0]} if candidate)
    if not names:
        return None
    tags = r"(?:<(?:/?(?:b|strong|i|em|p)|p [^>]*)>|\s)*"
    pattern = re.compile(
        rf"^(?P<opening>\s*<p[^>]*>)?{tags}(?:{names}){tags.replace('/?', '/')}{LABEL_SEPARATOR}{tags.replace('/?', '/')}",
        re.IGNORECASE,
    )
    match = pattern.match(html)
    if match is None or not strip_tags(html[match.end() :]).strip():
        return None
    return (match["opening"] or "").strip() + html[match.end() :]


def problems(exchanges: Sequence[Exchange], speakers: dict[int, str]) -> list[Problem]:
    """Everything that keeps an interview from its readers.

    Args:
        exchanges: the interview's exchanges, in order.
        speakers: the names of the declared speakers by identifier.
    """
    found: list[Problem] = []
    heard: set[int] = set()
    for exchange in exchanges:
        if exchange.reply_count == 0:
            found.append(Problem(Fault.NO_REPLY, exchange=exchange.position))
        for reply in exchange.replies:
            if reply.speaker is None:
                continue
            place = {"exchange": exchange.position, "reply": reply.position, "speaker": reply.speaker}
            if reply.speaker not in speakers:
                found.append(Problem(Fault.UNDECLARED_SPEAKER, **place))
                continue
            if reply.is_turn:
                heard.add(reply.speaker)
                shorter = strip_own_name(reply.html, speakers[reply.speaker])
                if shorter is not None:
                    found.append(Problem(Fault.REPEATED_NAME, **place, suggestion=strip_tags(shorter).strip()))
    found.extend(Problem(Fault.SILENT_SPEAKER, speaker=speaker) for speaker in speakers if speaker not in heard)
    return found
