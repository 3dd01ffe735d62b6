"""The outbox in the rest of the site: its beat, its page, its line on the dashboard."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from wagtail import hooks

from .delivery import deliver


@hooks.register("register_periodic_job")
def deliver_mail() -> tuple[str, timedelta, Callable[[], object]]:
    """What was written a moment ago leaves within seconds."""
    return "outbox", timedelta(seconds=settings.OUTBOX_INTERVAL), deliver
