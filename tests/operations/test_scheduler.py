"""The scheduler publishes what is due, says that it lives, and survives what it can."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Page, Revision

from almacms.operations.health import readiness
from almacms.operations.management.commands import scheduler
from almacms.operations.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Page:
    """A draft of the kind every installation has: what is scheduled is Wagtail's business, not a model's."""
    return Page.get_first_root_node().add_child(instance=Page(title="Plus tard", slug="plus-tard", live=False))


def schedule(draft: Page, **when: Any) -> None:
    for name, moment in when.items():
        setattr(draft, name, moment)
    draft.save_revision(approved_go_live_at=when.get("go_live_at"), clean=False)
    draft.save(clean=False)


def test_a_round_publishes_what_is_due_and_beats(draft: Page) -> None:
    schedule(draft, go_live_at=timezone.now() - timedelta(seconds=1))
    call_command("scheduler", once=True)
    draft.refresh_from_db()
    assert draft.live
    assert Heartbeat.objects.get(name="scheduler").is_alive


def test_a_round_leaves_what_is_not_due(draft: Page) -> None:
    schedule(draft, go_live_at=timezone.now() + timedelta(hours=1))
    call_command("scheduler", once=True)
    draft.refresh_from_db()
    assert not draft.live


def test_a_round_expires_what_is_past(draft: Page) -> None:
    draft.save_revision(clean=False).publish()
    Page.objects.filter(pk=draft.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("scheduler", once=True)
    draft.refresh_from_db()
    assert (draft.live, draft.expired) == (False, True)


def test_a_single_round_reports_its_failure(monkeypatch: Any) -> None:
    monkeypatch.setattr(Heartbeat, "beat", failing)
    with pytest.raises(OperationalError):
        call_command("scheduler", once=True)


def test_what_cannot_be_published_holds_up_nothing_else_and_readiness_tells(draft: Page, caplog: Any) -> None:
    root = Page.get_first_root_node()
    broken = root.add_child(instance=Page(title="Cassée", slug="cassee", live=False))
    past = timezone.now() - timedelta(hours=1)
    schedule(broken, go_live_at=past)
    Revision.objects.update(content={"broken": True})
    schedule(draft, go_live_at=past + timedelta(minutes=1))
    with pytest.raises(CommandError, match="1 of what was due failed"):
        call_command("scheduler", once=True)
    draft.refresh_from_db()
    broken.refresh_from_db()
    assert (draft.live, broken.live) == (True, False)
    assert "publishing revision" in caplog.text
    assert readiness() == {"database": True, "cache": True, "scheduler": True, "schedule": False}


def test_it_survives_a_database_that_restarts_and_ends_when_asked(monkeypatch: Any) -> None:
    outcomes = [failing, failing, lambda *_: os.kill(os.getpid(), signal.SIGTERM)]
    rounds = []

    def beat(*arguments: Any) -> None:
        rounds.append(arguments)
        outcomes[len(rounds) - 1](*arguments)

    monkeypatch.setattr(Heartbeat, "beat", beat)
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("scheduler", interval=0)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert len(rounds) == 3


def test_the_interval_is_what_readiness_counts_with() -> None:
    call_command("scheduler", once=True, interval=5)
    assert Heartbeat.objects.get(name="scheduler").interval == timedelta(seconds=5)


def failing(*_arguments: Any) -> None:
    raise OperationalError("the server closed the connection")
