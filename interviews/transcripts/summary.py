"""A transcript as plain data, for other programs."""

import html
import re
from collections.abc import Callable
from typing import Any

from .transcript import Exchange, Heading, Interlude, PlacedPicture, Transcript, TranscriptWarning


def summary_of(transcript: Transcript, say: Callable[[TranscriptWarning], str]) -> dict[str, Any]:
    """The transcript's text. What stands outside the exchanges is listed with what was set aside: no word is missing.

    Args:
        transcript: the interview, as it was understood.
        say: the words for a warning.
    """
    outside = [text for text in map(outside_text, transcript.body) if text]
    return {
        "title": transcript.title,
        "date": transcript.date,
        "lead": transcript.lead,
        "speakers": [speaker.name for speaker in transcript.speakers],
        "exchanges": [
            {
                "question": exchange.question,
                "replies": [{"speaker": turn.speaker or None, "html": turn.html} for turn in exchange.turns],
            }
            for exchange in transcript.exchanges
        ],
        "set_aside": [*outside, *(item.text for item in transcript.set_aside)],
        "warnings": [
            {"paragraph": warning.paragraph or None, "message": say(warning)} for warning in transcript.warnings
        ],
    }


def outside_text(part: Exchange | Interlude | Heading | PlacedPicture) -> str:
    if isinstance(part, Interlude):
        return plain_text(part.html)
    if isinstance(part, Heading):
        return part.text
    if isinstance(part, PlacedPicture):
        return part.caption
    return " ".join(reply.caption for reply in part.replies if isinstance(reply, PlacedPicture))


def plain_text(markup: str) -> str:
    """The words of HTML that this package made."""
    blocks = re.sub(r"</(?:p|li|ul|ol)>|<br/?>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", blocks)).split())
