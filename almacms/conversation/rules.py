"""What may be said, by whom and when: rules that need no database."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

LONGEST_NAME = 80
LONGEST_TEXT = 5000
MOST_LINKS = 3
LEAST_SECONDS = 3
"""Nobody reads a form, writes and sends it in less."""

MOST_IN_TEN_MINUTES = 3
MOST_IN_A_DAY = 20
MOST_IN_A_MINUTE = 30
MOST_IN_AN_HOUR = 300
"""What a site takes in from everybody together; beyond, people are asked to come back: moderators could not follow."""

DUPLICATE_WITHIN = timedelta(days=1)
LEAST_TELLING = 40
"""Characters below which two people may well say the same: « Merci ! » twice is no copy."""
ADDRESS_KEPT_FOR = timedelta(days=30)
REFUSED_KEPT_FOR = timedelta(days=30)
UNCONFIRMED_KEPT_FOR = timedelta(days=7)

DEEPEST = 4
"""Replies are indented this many times; deeper ones stay there, and say whom they answer."""

LAST_SECOND = 16**9 - 1
"""In the year 4147: what claims to come later than nine digits can tell stands there."""

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and what turns around the direction of all that follows it: no keyboard writes them."""


def plain(text: str) -> str:
    """What somebody typed, as it is kept; nothing, when there is nothing to see.

    Lines end in one way: browsers count the end of one as a character, and send two.
    """
    bare = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return bare if any(unicodedata.category(each) != "Cf" and not each.isspace() for each in bare) else ""


def links_in(text: str) -> int:
    """How many addresses of the web a text holds."""
    return len(LINK.findall(text))


def digest_of(text: str) -> str:
    """What two copies of a text share: letters and figures, whatever lies between them. 64 hexadecimal digits."""
    bare = "".join(re.findall(r"\w+", text.casefold())) or text
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def hashed(network: str) -> str:
    """What is kept of a network address: 64 hexadecimal digits that only this site's key gives again."""
    if not network:
        return ""
    return salted_hmac("almacms.conversation.network", network, algorithm="sha256").hexdigest()


def step_of(created_at: datetime, pk: int) -> str:
    """A comment's place among those that answer the same one: the oldest first, as text in that order."""
    return f"{min(max(0, int(created_at.timestamp())), LAST_SECOND):09x}{pk:08x}"


def is_blocked(blocked: Iterable[str], *, name: str, email: str, text: str, address_hash: str) -> bool:
    """Whether a comment is of somebody, or about something, on the block list.

    Args:
        blocked: words, expressions, e-mail addresses, domains (`@example.net`) or hashes of network addresses.
    """
    said = f"{name}\n{text}".casefold()
    who = email.casefold()
    for entry in (entry.strip().casefold() for entry in blocked):
        if not entry:
            continue
        if entry.startswith("@"):
            if who.endswith((entry, f".{entry[1:]}")):
                return True
        elif entry in {who, address_hash} or re.search(rf"(?<!\w){re.escape(entry)}(?!\w)", said):
            return True
    return False
