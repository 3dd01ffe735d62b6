"""Publish and expire what is due, minute after minute, and what apps ask for beside; until told to stop."""

import logging
import signal
from argparse import ArgumentParser
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from almacms.operations.health import SCHEDULER
from almacms.operations.jobs import Job, Timetable, periodic_jobs
from almacms.operations.models import Heartbeat
from almacms.operations.schedule import carry_out

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Publishes and expires what is due every minute, leaves a heartbeat for the readiness check, "
        "and runs the periodic jobs: the outbox, the reminders."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = Event()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=int, default=settings.SCHEDULER_INTERVAL, help="seconds between two rounds"
        )
        parser.add_argument("--once", action="store_true", help="one round, then end; an error is then fatal")

    def handle(self, *args: Any, **options: Any) -> None:
        interval = timedelta(seconds=options["interval"])
        if options["once"]:
            failures = self.round(interval)
            Timetable(periodic_jobs()).run_due()
            if failures:
                raise CommandError(f"{failures} of what was due failed: see the log")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        logger.info("scheduler started, every %s seconds", options["interval"])
        timetable = Timetable([Job("this round", interval, partial(self.round, interval)), *periodic_jobs()])
        while not self.stopping.is_set():
            timetable.run_due()
            # What a request does at its end: a connection that died must not serve again.
            close_old_connections()
            self.stopping.wait(timetable.pause())
        logger.info("scheduler stopped")

    def round(self, interval: timedelta) -> int:
        # First, so that a page that cannot be published does not pass for a scheduler that has stopped.
        Heartbeat.beat(SCHEDULER, interval)
        return carry_out()
