"""Several processes on one database stay one site: what is published by one is new on the other at once."""

import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connection
from django.utils import timezone

from almacms.accounts.models import User
from bench import nginx
from bench.nginx import Nginx
from tests.builders import PASSWORD, make_article, make_site, make_topic
from tests.page_cache.processes import ROOT, RedisServer, WebServer, free_port

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def database_url() -> str:
    settings: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgres://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture(params=["with Redis", "without Redis"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What both servers and the commands are started with."""
    given = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "ALMACMS_LANGUAGES"}}
    given |= {
        "DJANGO_SETTINGS_MODULE": "almacms.settings.dev",
        "ALMACMS_DEBUG": "0",
        "ALMACMS_PAGE_CACHE": "1",
        "ALMACMS_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
    }
    if request.param == "without Redis":
        yield given
        return
    redis = RedisServer()
    yield {**given, "REDIS_URL": redis.url}
    redis.stop()


@pytest.fixture
def servers(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[WebServer, WebServer]]:
    make_site()
    first, second = (WebServer(environment, tmp_path / f"{name}.log") for name in ("first", "second"))
    yield first, second
    first.stop()
    second.stop()


class Editor:
    """Somebody signed in to the editorial interface of one server."""

    def __init__(self, server: WebServer) -> None:
        self.address = f"http://127.0.0.1:{server.port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/admin/login/", {"username": "chef", "password": PASSWORD})

    def get(self, path: str) -> str:
        return self.opener.open(f"{self.address}{path}", timeout=120).read().decode()

    def post(self, path: str, fields: dict[str, str]) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found is not None
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
        answer = self.opener.open(f"{self.address}{path}", data, timeout=120)
        # Refused, a form comes back at its own address.
        assert answer.url != f"{self.address}{path}", "the form was refused"
        return answer.read().decode()


def test_what_one_server_changes_is_new_on_the_other_at_once(servers: tuple[WebServer, WebServer]) -> None:
    first, second = servers
    # The servers know nothing of the quick hashes of tests.
    User.objects.create(
        username="chef", is_superuser=True, password=make_password(PASSWORD, hasher=PBKDF2PasswordHasher())
    )
    topic = make_topic("Coopération")
    article = make_article(topics=[topic])
    other = make_article(title="Ailleurs")
    for path in (topic.get_absolute_url(), article.url, other.url):
        for _ in range(2):
            assert "Ailleurs" in second.get(path)[0] or "Coopération" in second.get(path)[0]
        assert second.get(path)[1] == "hit"
    editor = Editor(first)
    address = f"/admin/snippets/publications/topic/edit/{topic.pk}/"
    editor.post(address, {"name": "Entraide", "slug": topic.slug, "description": ""})
    for path in (topic.get_absolute_url(), article.url):
        body, state = second.get(path)
        assert (state, "Entraide" in body, "Coopération" in body) == ("miss", True, False)
    assert second.get(other.url)[1] == "hit"


def test_what_the_scheduler_publishes_is_new_on_every_server(
    servers: tuple[WebServer, WebServer], environment: dict[str, str]
) -> None:
    due = timezone.now() - timedelta(minutes=1)
    draft = make_article(title="Attendu", publish=False, go_live_at=due)
    draft.revisions.update(approved_go_live_at=due)
    for server in servers:
        assert "Attendu" not in server.get("/")[0]
        assert server.get("/")[1] == "hit"
    command = [sys.executable, "manage.py", "scheduler", "--once"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    for server in servers:
        body, state = server.get("/")
        assert ("Attendu" in body, state) == (True, "miss")


@pytest.fixture
def fronted(environment: dict[str, str], tmp_path: Path) -> Iterator[Nginx]:
    """nginx as `deploy/` has it, with the site behind, which tells it what to forget."""
    if not nginx.is_here() and os.environ.get("CI") != "true":
        pytest.skip(f"not here: {nginx.MISSING}")
    make_site()
    with Nginx(folder=tmp_path / "nginx", data=tmp_path, application_port=free_port()) as front:
        environment["ALMACMS_FRONT_CACHE"] = front.purge_url
        server = WebServer(environment, tmp_path / "log", front.place.application_port)
        yield front
        server.stop()


def in_front(front: Nginx, path: str) -> tuple[str, str]:
    """What nginx answers, and from where."""
    with urllib.request.urlopen(f"{front.url}{path}", timeout=60) as response:
        return response.read().decode(), response.headers["X-Front-Cache"]


def test_what_is_published_is_new_in_front_at_once_and_only_that(fronted: Nginx, environment: dict[str, str]) -> None:
    due = timezone.now() - timedelta(minutes=1)
    other = make_article(title="Ailleurs")
    draft = make_article(title="Attendu", publish=False, go_live_at=due)
    draft.revisions.update(approved_go_live_at=due)
    odd = f"/%61{other.url[2:]}"
    for path in ("/", "/accessibilite/", other.url):
        assert [in_front(fronted, path)[1] for _ in range(2)] == ["MISS", "HIT"]
    assert "Attendu" not in in_front(fronted, "/")[0]
    # Another spelling of an address: the site would not know that it is to be forgotten.
    assert [in_front(fronted, odd)[1] for _ in range(2)] == ["BYPASS", "BYPASS"]
    command = [sys.executable, "manage.py", "scheduler", "--once"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    body, state = in_front(fronted, "/")
    assert ("Attendu" in body, state) == (True, "MISS")
    assert in_front(fronted, "/accessibilite/")[1] == "HIT"
    assert "Attendu" in in_front(fronted, draft.url)[0]


def test_readers_are_served_while_redis_is_down(tmp_path: Path) -> None:
    make_site()
    redis = RedisServer()
    given = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "almacms.settings.dev",
        "ALMACMS_DEBUG": "0",
        "ALMACMS_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis.url,
    }
    server = WebServer(given, tmp_path / "log")
    try:
        assert server.get("/")[0] == server.get("/")[0]
        assert server.get("/")[1] == "hit"
        redis.stop()
        body, state = server.get("/")
        assert ("<!DOCTYPE html>" in body, state) == (True, "")
    finally:
        server.stop()
