"""The health addresses: who answers, what is said, and what is not."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from almacms.operations import health
from almacms.operations.health import SCHEDULER
from almacms.operations.models import Heartbeat

MINUTE = timedelta(minutes=1)


@pytest.fixture
def scheduler(db: None) -> Heartbeat:
    return Heartbeat.beat(SCHEDULER, MINUTE)


def checks(client: Client) -> tuple[int, dict[str, str]]:
    response = client.get("/-/health/ready")
    return response.status_code, response.json()["checks"]


def test_live_needs_neither_database_nor_host_nor_https(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["alma.example"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/-/health/live", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


def test_ready_when_everything_answers(client: Client, scheduler: Heartbeat) -> None:
    assert checks(client) == (200, {"database": "ok", "cache": "ok", "scheduler": "ok", "schedule": "ok"})


def test_not_ready_when_the_scheduler_never_ran(client: Client, db: None) -> None:
    assert checks(client) == (503, {"database": "ok", "cache": "ok", "scheduler": "failed", "schedule": "ok"})


@pytest.mark.parametrize(("silence", "status"), [(2.9 * MINUTE, 200), (3.1 * MINUTE, 503)])
def test_the_scheduler_may_miss_two_beats(
    client: Client, scheduler: Heartbeat, silence: timedelta, status: int
) -> None:
    Heartbeat.objects.update(beaten_at=timezone.now() - silence)
    assert checks(client)[0] == status


def test_not_ready_when_the_cache_forgets(client: Client, scheduler: Heartbeat, monkeypatch: Any) -> None:
    monkeypatch.setattr(cache, "set", lambda *_args: None)
    assert checks(client) == (503, {"database": "ok", "cache": "failed", "scheduler": "ok", "schedule": "ok"})


def test_the_reason_is_logged_and_not_told(
    client: Client, scheduler: Heartbeat, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise DatabaseError("password of alma refused by db.example")

    monkeypatch.setitem(health.CHECKS, "database", refuse)
    response = client.get("/-/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert "db.example" not in response.content.decode()
    assert "db.example" in caplog.text
