"""The scheduler runs what apps ask for, each at its own pace, and no failure of one holds up another."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from wagtail import hooks

from almacms.operations.jobs import HOOK, Job, Timetable, periodic_jobs
from almacms.operations.models import Heartbeat


class Clock:
    """A time that passes when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_each_job_runs_at_the_start_and_then_at_its_own_pace() -> None:
    clock, ran = Clock(), []
    jobs = [
        Job("slow", timedelta(seconds=60), lambda: ran.append("slow")),
        Job("quick", timedelta(seconds=10), lambda: ran.append("quick")),
    ]
    timetable = Timetable(jobs, clock)
    for _ in range(8):
        timetable.run_due()
        clock.now += timetable.pause()
    assert ran == ["slow", "quick", *["quick"] * 5, "slow", "quick", "quick"]
    assert clock.now == 1080


def test_a_job_that_fails_is_logged_and_tried_at_its_next_turn(caplog: Any) -> None:
    clock, ran = Clock(), []

    def fail() -> None:
        ran.append("failed")
        raise LookupError("nothing there")

    jobs = [Job("broken", timedelta(seconds=5), fail), Job("sound", timedelta(seconds=5), lambda: ran.append("ran"))]
    timetable = Timetable(jobs, clock)
    timetable.run_due()
    clock.now += timetable.pause()
    timetable.run_due()
    assert ran == ["failed", "ran", "failed", "ran"]
    assert "broken failed" in caplog.text


def test_a_slow_job_is_not_run_again_at_once_to_catch_up() -> None:
    clock = Clock()

    def take_long() -> None:
        clock.now += 100

    timetable = Timetable([Job("long", timedelta(seconds=10), take_long)], clock)
    timetable.run_due()
    assert timetable.pause() == 10


@pytest.mark.django_db
def test_the_scheduler_runs_the_jobs_of_every_app() -> None:
    ran = []

    def ours() -> tuple[str, timedelta, Any]:
        return "ours", timedelta(seconds=1), lambda: ran.append(Heartbeat.objects.count())

    with hooks.register_temporarily(HOOK, ours):
        call_command("scheduler", once=True)
    assert ran == [1], "after the round, so that a slow job never passes for a scheduler that has stopped"


def test_mail_and_reminders_are_among_them() -> None:
    assert {"outbox", "review reminders", "outdated approvals"} <= {job.name for job in periodic_jobs()}
