"""What the scheduler does beside publishing: the jobs that apps ask it for, each at its own pace."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from wagtail import hooks

logger = logging.getLogger(__name__)

HOOK = "register_periodic_job"


class Job(NamedTuple):
    """Something to do again and again; it must do no harm when it runs twice, or in two processes."""

    name: str
    every: timedelta
    run: Callable[[], object]


def periodic_jobs() -> list[Job]:
    """The jobs of every app: a function of the hook `register_periodic_job` returns a name, a pace and a function.

    The apps of one level do not import one another, so that what they return is a plain tuple.
    """
    return [Job(*registered()) for registered in hooks.get_hooks(HOOK)]


class Timetable:
    """When each job is due; all of them are at the start."""

    def __init__(self, jobs: Iterable[Job], clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        now = clock()
        self.due = dict.fromkeys(jobs, now)

    def run_due(self) -> None:
        """Run what is due, each by itself: what fails is in the log, and its next turn comes."""
        for job in [job for job, moment in self.due.items() if moment <= self.clock()]:
            try:
                job.run()
            except Exception:
                # Whatever went wrong, the next time may go right: a database that restarts.
                logger.exception("scheduler: %s failed", job.name)
            self.due[job] = self.clock() + job.every.total_seconds()

    def pause(self) -> float:
        """Seconds until something is due."""
        return max(0.0, min(self.due.values()) - self.clock())
