"""Who was just asked to come back later: told so again for nothing, without the database and without the page.

The limits are counted in the database (`services.posting`). By the thousand a minute, asking it each time, and drawing
the whole form each time, would take the site's time from its readers.
"""

from django.core.cache import cache

EVERYBODY = "everybody"
SECONDS = {EVERYBODY: 5}
SECONDS_FOR_ONE = 30
"""For how long it is not asked again. Less than the limits last: whoever waits for these finds them lifted."""


def remember(who: str) -> None:
    """Everybody, or a hash of a network address, was refused for coming too fast."""
    cache.set(_key(who), True, SECONDS.get(who, SECONDS_FOR_ONE))


def is_to_wait(address_hash: str) -> bool:
    """Whether a network address was refused a moment ago, alone or with everybody else."""
    return bool(cache.get_many([_key(EVERYBODY), _key(address_hash)]))


def _key(who: str) -> str:
    return f"conversation.wait.{who}"
