"""How often people ask to follow a conversation: from one place, for one mailbox, and everybody together.

Counted in the cache, and not on the rows of those who follow. There is no row for somebody who follows already: who
asks for a neighbour's address, then counts how many more are taken, would know. So every asking counts alike, nothing
more is kept of anybody, and who comes by the thousand costs the database nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from .rules import MOST_IN_A_DAY, MOST_IN_A_MINUTE, MOST_IN_AN_HOUR, MOST_IN_TEN_MINUTES, hashed

MINE = ((timedelta(minutes=10), MOST_IN_TEN_MINUTES), (timedelta(days=1), MOST_IN_A_DAY))
EVERYBODYS = ((timedelta(minutes=1), MOST_IN_A_MINUTE), (timedelta(hours=1), MOST_IN_AN_HOUR))
EVERYBODY = "everybody"


def is_too_fast(*, address_hash: str, email: str = "") -> bool:
    """Whether one more would be one too many."""
    now = timezone.now()
    mine = _keys(address_hash, email)
    found = cache.get_many([*mine, _key(EVERYBODY)])
    return any(
        sum(moment > now - pace for moment in moments) >= most
        for key, moments in found.items()
        for pace, most in (MINE if key in mine else EVERYBODYS)
    )


def note(*, address_hash: str, email: str) -> None:
    """Somebody asked, whatever becomes of it; of two at the same instant, one may not be counted."""
    now = timezone.now()
    kept = now - timedelta(days=1)
    for key in (*_keys(address_hash, email), _key(EVERYBODY)):
        moments: list[datetime] = cache.get(key, [])
        lately = [moment for moment in moments if moment > kept][1 - MOST_IN_AN_HOUR :]
        cache.set(key, [*lately, now], timedelta(days=1).total_seconds())


def _keys(address_hash: str, email: str) -> list[str]:
    """Whose; an address itself is not put where others may look."""
    return [_key(who) for who in (address_hash, hashed(email)) if who]


def _key(who: str) -> str:
    return f"conversation.asked.{who}"
