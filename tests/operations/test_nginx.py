"""deploy/nginx.conf, run: what it keeps, what it never keeps, what it shows when nobody answers behind it."""

import gzip
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from almacms.page_cache.addresses import Key
from bench import nginx
from bench.nginx import Nginx

if not nginx.is_here() and os.environ.get("CI") != "true":
    pytest.skip(f"not here: {nginx.MISSING}", allow_module_level=True)

PAGE = "<!DOCTYPE html><title>Alma</title>" + "<p>Nous décidons ensemble.</p>" * 60
KEPT = "public, max-age=60"


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the standard library's name)
        pass


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@dataclass
class Application:
    """Stands for gunicorn: answers everything with one page, compressed, and remembers what it was asked."""

    status: str = "200 OK"
    cache_control: str = KEPT
    headers: list[tuple[str, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    server: ThreadingServer | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        self.asked.append(dict(environ))
        body = gzip.compress(PAGE.encode())
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
            ("Vary", "Accept-Encoding"),
            ("Cache-Control", self.cache_control),
        ]
        start_response(self.status, [*headers, *self.headers])
        return [body]

    @property
    def port(self) -> int:
        assert self.server
        return self.server.server_port

    def start(self) -> None:
        self.server = make_server("127.0.0.1", 0, self, ThreadingServer, QuietHandler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def from_cache(self) -> str | None:
        return self.headers["X-Front-Cache"]


def get(front: Nginx, path: str, **headers: str) -> Answer:
    request = urllib.request.Request(front.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def wait_for(front: Nginx, path: str, condition: Callable[[Answer], bool]) -> Answer:
    """Ask again until it is so: nginx counts in whole seconds."""
    until = time.monotonic() + 10
    while not condition(answer := get(front, path)):
        assert time.monotonic() < until, (answer.status, answer.from_cache)
        time.sleep(0.05)
    return answer


@pytest.fixture
def application() -> Iterator[Application]:
    application = Application()
    application.start()
    yield application
    application.stop()


@pytest.fixture
def front(application: Application, tmp_path: Path) -> Iterator[Nginx]:
    data = tmp_path / "data"
    for name in ("static/site.css", "media/images/a.png", "media/original_images/a.png", "media/documents/a.pdf"):
        file = data / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("contents")
    (data / "errors").mkdir()
    (data / "errors" / "503.html").write_text("<!DOCTYPE html><title>Un instant</title>")
    with Nginx(folder=tmp_path / "nginx", data=data, application_port=application.port) as front:
        yield front


def log(front: Nginx, name: str) -> str:
    return (front.place.folder / name).read_text()


def test_a_page_is_asked_for_once(front: Nginx, application: Application) -> None:
    assert [get(front, "/articles/").from_cache for _ in range(3)] == ["MISS", "HIT", "HIT"]
    assert len(application.asked) == 1


def test_ten_thousand_letters_reach_the_site(front: Nginx, application: Application) -> None:
    typed = "%C3%A9" * 10_000
    assert get(front, f"/recherche/?q={typed}").status == 200
    assert application.asked[0]["QUERY_STRING"] == f"q={typed}"


def test_an_address_with_accents_is_kept_as_the_site_writes_it(front: Nginx) -> None:
    path = Key("http", "alma.example", "/entretiens/été (1)/".encode().decode("latin-1"), "").url.removeprefix(
        "http://alma.example"
    )
    assert [get(front, path).from_cache for _ in range(2)] == ["MISS", "HIT"]


def test_what_was_compressed_is_passed_on_as_it_is_and_unpacked_for_those_who_cannot_read_it(
    front: Nginx, application: Application
) -> None:
    plain = get(front, "/")
    packed = get(front, "/", Accept_Encoding="gzip, br")
    assert plain.body.decode() == gzip.decompress(packed.body).decode() == PAGE
    assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
    assert [asked["HTTP_ACCEPT_ENCODING"] for asked in application.asked] == ["gzip"]


def test_what_the_application_changed_is_forgotten_and_nothing_else(front: Nginx) -> None:
    for path in ("/articles/", "/entretiens/"):
        get(front, path)
    assert front.purge("/articles/") == 200
    assert get(front, "/articles/").from_cache == "MISS"
    assert get(front, "/entretiens/").from_cache == "HIT"


def test_forgetting_what_was_not_kept_is_no_error(front: Nginx) -> None:
    assert front.purge("/articles/") == 204


def test_nobody_is_told_to_forget_by_reading(front: Nginx) -> None:
    get(front, "/articles/")
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(f"{front.purge_url}/articles/")
    assert get(front, "/articles/").from_cache == "HIT"


@pytest.mark.parametrize(
    "path",
    [
        "/articles/?page=2",
        "/articles/?",
        "/recherche/?q=jardin",
        "/?p=12",
        "/%61rticles/",
        "/articles/%c3%a9t%C3%A9/",
        "/articles%2Funique/",
        "/admin/",
        "//admin/",
        "/documents/1/a.pdf",
        "/_util/login/",
        "/-/health/ready",
        "/accord/secret/",
        "/brouillon/secret/",
    ],
)
def test_these_addresses_are_never_kept_whatever_they_say(front: Nginx, application: Application, path: str) -> None:
    for _ in range(2):
        assert get(front, path).status == 200
    assert len(application.asked) == 2


@pytest.mark.parametrize(
    "headers",
    [{"Cookie": "sessionid=abc"}, {"Accept": "text/markdown, text/html;q=0.5"}, {"Authorization": "Basic eDp5"}],
)
def test_these_readers_are_neither_given_what_is_kept_nor_kept_themselves(
    front: Nginx, application: Application, headers: dict[str, str]
) -> None:
    get(front, "/articles/", **headers)
    assert get(front, "/articles/").from_cache == "MISS"
    assert get(front, "/articles/", **headers).from_cache == "BYPASS"
    assert len(application.asked) == 3


def test_a_cookie_that_is_none_of_ours_changes_nothing(front: Nginx) -> None:
    get(front, "/articles/")
    assert get(front, "/articles/", Cookie="theirs=1").from_cache == "HIT"


@pytest.mark.parametrize(
    ("cache_control", "headers"),
    [("private, no-store", []), ("max-age=0, no-cache", []), (KEPT, [("Set-Cookie", "sessionid=abc")])],
)
def test_what_the_application_keeps_for_itself_is_not_kept(
    front: Nginx, application: Application, cache_control: str, headers: list[tuple[str, str]]
) -> None:
    application.cache_control, application.headers = cache_control, headers
    for _ in range(2):
        get(front, "/articles/")
    assert len(application.asked) == 2


def test_an_expired_page_is_shown_at_once_and_made_again_meanwhile(front: Nginx, application: Application) -> None:
    application.cache_control = "public, max-age=1, stale-while-revalidate=600"
    get(front, "/articles/")
    stale = wait_for(front, "/articles/", lambda answer: answer.from_cache in {"STALE", "UPDATING"})
    assert stale.status == 200
    wait_for(front, "/articles/", lambda answer: answer.from_cache == "HIT")
    assert len(application.asked) >= 2


def test_a_page_outlives_the_application_for_a_while_and_no_longer(front: Nginx, application: Application) -> None:
    application.cache_control = "public, max-age=1, stale-if-error=2"
    get(front, "/articles/")
    application.stop()
    stale = wait_for(front, "/articles/", lambda answer: answer.from_cache == "STALE")
    assert stale.body.decode() == PAGE
    gone = wait_for(front, "/articles/", lambda answer: answer.status != 200)
    assert (gone.status, b"Un instant" in gone.body) == (503, True)


def test_what_was_forgotten_does_not_come_back_when_nobody_answers(front: Nginx, application: Application) -> None:
    application.cache_control = "public, max-age=60, stale-while-revalidate=600, stale-if-error=600"
    get(front, "/articles/")
    application.stop()
    front.purge("/articles/")
    assert get(front, "/articles/").status == 503


def test_an_unavailability_that_the_application_tells_of_passes_as_it_is(
    front: Nginx, application: Application
) -> None:
    application.status, application.cache_control = "503 Service Unavailable", "no-store"
    answer = get(front, "/articles/", Accept_Encoding="identity")
    assert (answer.status, answer.body.decode()) == (503, PAGE)


@pytest.mark.parametrize("path", ["/accord/s3cr3t/", "/brouillon/s3cr3t/", "//accord/s3cr3t/"])
def test_personal_links_are_in_no_log_not_even_when_they_fail(
    front: Nginx, application: Application, path: str
) -> None:
    get(front, path)
    application.stop()
    assert get(front, path).status == 503
    get(front, "/visible/")
    assert "s3cr3t" not in log(front, "access.log") + log(front, "error.log")
    assert "/visible/" in log(front, "access.log")
    assert "/visible/" in log(front, "error.log")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/site.css", 200),
        ("/media/images/a.png", 200),
        ("/media/original_images/a.png", 404),
        ("/media/documents/a.pdf", 404),
        ("/media//documents/a.pdf", 404),
        ("/media/images/../documents/a.pdf", 404),
        ("/media/images/%2e%2e/original_images/a.png", 404),
    ],
)
def test_files_are_given_out_but_documents_and_originals(
    front: Nginx, application: Application, path: str, status: int
) -> None:
    assert get(front, path).status == status
    assert application.asked == []


def test_an_uploaded_file_runs_nothing(front: Nginx) -> None:
    headers = get(front, "/media/images/a.png").headers
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_application_is_told_who_asks_by_nginx_and_not_by_the_client(
    front: Nginx, application: Application
) -> None:
    get(front, "/api/v2/publications/", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    asked = application.asked[0]
    assert asked["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert asked["HTTP_X_FORWARDED_PROTO"] == "http"
