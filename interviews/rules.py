"""What an interview must be before readers see it; plain functions, without a database.

A draft may break any of these: they are checked on submission and on publication.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

QUIET_PERCENTAGE = 10
"""Under this share of the words, a declared speaker says so little that the editor is asked whether it is meant."""

SPACES = "[ \u00a0\u202f\u2009]*"


class Fault(Enum):
    """The ways an interview is refused."""

    NO_REPLY = auto()
    UNDECLARED_SPEAKER = auto()
    SILENT_SPEAKER = auto()
    REPEATED_NAME = auto()


@dataclass(frozen=True)
class Reply:
    """A turn or a pull quote: where it stands among its exchange's replies, who speaks, and a turn's plain text."""

    position: int
    speaker: int | None
    text: str = ""
    is_turn: bool = True


@dataclass(frozen=True)
class Exchange:
    """A question and its replies; `position` is its place in the body, `reply_count` counts pictures too."""

    position: int
    reply_count: int
    replies: Sequence[Reply] = field(default_factory=tuple)


@dataclass(frozen=True)
class Problem:
    """One fault, and where: an exchange and a reply by their positions, -1 where the fault is in none."""

    fault: Fault
    exchange: int = -1
    reply: int = -1
    speaker: int = -1
    suggestion: str = ""


@dataclass(frozen=True)
class Share:
    """How much one speaker says."""

    speaker: int
    words: int
    percentage: int
    is_quiet: bool


def count_words(text: str) -> int:
    """Words of a plain text; signs that stand alone, as before a question mark in French, are none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def word_shares(exchanges: Sequence[Exchange], speakers: Iterable[int]) -> list[Share]:
    """How much each declared speaker says in their answers; nobody is quiet as long as nobody has said anything."""
    counts = dict.fromkeys(speakers, 0)
    for reply in (reply for exchange in exchanges for reply in exchange.replies):
        if reply.is_turn and reply.speaker in counts:
            counts[reply.speaker] += count_words(reply.text)
    total = sum(counts.values())
    return [
        Share(
            speaker,
            words,
            percentage=round(100 * words / total) if total else 0,
            is_quiet=100 * words < QUIET_PERCENTAGE * total,
        )
        for speaker, words in counts.items()
    ]


def without_own_name(text: str, name: str) -> str | None:
    """A turn's text without its speaker's name and colon; None when it does not begin with them.

    The first word of the name alone counts as the name.
    """
    names = "|".join(re.escape(candidate) for candidate in (name, name.split(" ")[0]) if candidate)
    label = re.match(rf"\s*(?:{names}){SPACES}:{SPACES}(?=\S)", text, re.IGNORECASE) if names else None
    return text[label.end() :] if label else None


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
            if reply.speaker not in speakers:
                found.append(Problem(Fault.UNDECLARED_SPEAKER, exchange.position, reply.position, reply.speaker))
                continue
            if reply.is_turn:
                heard.add(reply.speaker)
                suggestion = without_own_name(reply.text, speakers[reply.speaker])
                if suggestion is not None:
                    place = (exchange.position, reply.position, reply.speaker)
                    found.append(Problem(Fault.REPEATED_NAME, *place, suggestion))
    found.extend(Problem(Fault.SILENT_SPEAKER, speaker=speaker) for speaker in speakers if speaker not in heard)
    return found
