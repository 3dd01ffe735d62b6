"""French typography, applied when a text is shown; what was typed is stored as it was typed.

Only the kind of a space, an apostrophe or an ellipsis is changed, never a space added where the author put none, so
that a deliberate choice, an address or a piece of code stays whole. Rules: Imprimerie nationale, Lexique des règles
typographiques, 2002, p. 146 to 151.
"""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

NARROW_SPACE = "\u202f"
WIDE_SPACE = "\u00a0"
SPACES = f"[ {NARROW_SPACE}{WIDE_SPACE}]"

RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{SPACES}+(?=[;!?])"), NARROW_SPACE),
    (re.compile(rf"{SPACES}+(?=:(?:\s|$))"), WIDE_SPACE),
    (re.compile(rf"«{SPACES}+"), f"«{NARROW_SPACE}"),
    (re.compile(rf"{SPACES}+»"), f"{NARROW_SPACE}»"),
    (re.compile(rf"(?<=\d){SPACES}(?=[%€])"), NARROW_SPACE),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
)

TAG = re.compile(r"(<[^>]*>)")
VERBATIM = re.compile(r"^<(/?)(code|pre|script|style)\b", re.IGNORECASE)


def french(text: str) -> str:
    """A plain text with French spaces, apostrophes and ellipses."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def french_html(html: str) -> str:
    """The same for well-formed HTML: tags, attributes and what is code are left as they are."""
    pieces, verbatim = [], 0
    for piece in TAG.split(html):
        if piece.startswith("<"):
            if tag := VERBATIM.match(piece):
                verbatim += -1 if tag[1] else 1
            pieces.append(piece)
        else:
            pieces.append(piece if verbatim else french(piece))
    return "".join(pieces)


def _day(value: date, pattern: str) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    # French says « 1er » for the first of a month and plain numbers after it.
    return date_format(value, pattern.replace("j", r"1\e\r") if value.day == 1 else pattern)


def long_date(value: date) -> str:
    """« lundi 3 février 2025 »."""
    return _day(value, "l j F Y")


def short_date(value: date) -> str:
    """« 3 février 2025 »."""
    return _day(value, "j F Y")
