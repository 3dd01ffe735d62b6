"""Production refuses to start by halves, and starts with what it asks for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPLETE = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "alma.example, www.alma.example",
    "DATABASE_URL": "postgres://alma:secret@db.example/alma",
    "ALMACMS_BASE_URL": "https://alma.example",
}
READ = "import json; from almacms.settings import production as s; print(json.dumps({expression}, default=str))"


def production(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The production settings, read by a process that has this environment and no other."""
    command = [sys.executable, "-c", READ.replace("{expression}", expression)]
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=ROOT, env=path | environment, capture_output=True, text=True, check=False)


def test_production_names_everything_that_is_missing_at_once() -> None:
    refused = production("1")
    assert refused.returncode != 0
    assert "ImproperlyConfigured" in refused.stderr
    assert [name for name in COMPLETE if name not in refused.stderr] == []


@pytest.mark.parametrize("name", COMPLETE)
def test_production_names_the_one_that_is_missing(name: str) -> None:
    refused = production("1", **(COMPLETE | {name: " "}))
    message = refused.stderr.strip().splitlines()[-1]
    assert name in message
    assert not any(other in message for other in COMPLETE if other != name)


def test_production_starts_strict_and_with_a_pool() -> None:
    expression = (
        "[s.DEBUG, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS > 0, s.DATABASES['default']['CONN_MAX_AGE'],"
        " bool(s.DATABASES['default']['OPTIONS']['pool'])]"
    )
    started = production(expression, **COMPLETE)
    hosts = ["alma.example", "www.alma.example"]
    assert json.loads(started.stdout) == [False, hosts, True, True, True, True, 0, True], started.stderr


def test_a_proxy_is_believed_only_when_told() -> None:
    expression = "getattr(s, 'SECURE_PROXY_SSL_HEADER', None)"
    assert json.loads(production(expression, **COMPLETE).stdout) is None
    behind = production(expression, **COMPLETE, ALMACMS_BEHIND_PROXY="true")
    assert json.loads(behind.stdout) == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_redis_replaces_the_files_of_the_cache() -> None:
    expression = "s.CACHES['default']['BACKEND']"
    assert "filebased" in production(expression, **COMPLETE).stdout
    assert "redis" in production(expression, **COMPLETE, REDIS_URL="redis://cache.example/0").stdout
