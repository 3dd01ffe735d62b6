"""Is this process alive, and may it be sent readers? Each check says yes or raises; nobody learns why from outside."""

import logging
from collections.abc import Callable
from uuid import uuid4

from django.core.cache import cache
from django.db import connection

from .models import Heartbeat
from .schedule import is_stuck

logger = logging.getLogger(__name__)

SCHEDULER = "scheduler"


class NotReadyError(Exception):
    """A part answers, but not as it should."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache() -> None:
    key = f"health-{uuid4()}"
    cache.set(key, key, 10)
    if cache.get(key) != key:
        raise NotReadyError("the cache forgets what it is given")
    cache.delete(key)


def check_scheduler() -> None:
    heartbeat = Heartbeat.objects.filter(name=SCHEDULER).first()
    if heartbeat is None:
        raise NotReadyError("the scheduler has never run")
    if not heartbeat.is_alive:
        raise NotReadyError(f"the scheduler was last seen at {heartbeat.beaten_at.isoformat()}")


def check_schedule() -> None:
    if is_stuck():
        raise NotReadyError("something due is neither published nor taken down, round after round")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "cache": check_cache,
    SCHEDULER: check_scheduler,
    "schedule": check_schedule,
}


def readiness() -> dict[str, bool]:
    """Each part and whether it works; the reason of a failure goes to the log, which is not public."""
    results = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception as error:
            logger.warning("not ready: %s: %s", name, error)
            results[name] = False
        else:
            results[name] = True
    return results
