"""A cache in front is told what to forget: all of it at once, nothing else, and without anybody waiting for it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from almacms.page_cache import fronts
from almacms.page_cache.addresses import Key
from almacms.page_cache.cache import PageCache, page_cache, start_again
from almacms.page_cache.changes import Change, Dependencies
from almacms.page_cache.fronts import AddressesInRedis, AddressFile, KeptAddresses, PurgeBackend
from almacms.page_cache.redis_journal import connect
from almacms.page_cache.services import announce
from tests.builders import make_site, make_topic
from tests.page_cache.processes import RedisServer, free_port

FOREVER = 2.0**40


class Front(ThreadingHTTPServer):
    """What stands in front: it writes down what it is told to forget."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Purging)
        self.purged: list[str] = []
        self.connections: set[tuple[str, int]] = set()

    @property
    def location(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Purging(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def do_PURGE(self) -> None:
        self.server.purged.append(f"{self.headers['Host']}{self.path}")
        self.server.connections.add(self.client_address)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def front() -> Iterator[Front]:
    server = Front()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def told(pages: PageCache, front: Front, settings: Any) -> PageCache:
    """The cache of a process that has something in front."""
    backend = "almacms.page_cache.fronts.PurgeBackend"
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": backend, "LOCATION": front.location}}
    start_again()
    return page_cache()


def finish(pages: PageCache) -> None:
    """Wait for what is being told."""
    thread = pages.fronts._thread
    assert thread is not None
    thread.shutdown(wait=True)


@pytest.mark.django_db
def test_what_changes_is_forgotten_in_front_and_nothing_else(told: PageCache, front: Front) -> None:
    make_site()
    topic = make_topic()
    reader = Client()
    for address in ("/", "/archives/", "/recherche/?q=eau", "/articles/?page=1"):
        assert reader.get(address).status_code == 200
    front.purged.clear()
    announce(Change(places=frozenset([("all", 0, 0)])))
    announce(Change(frozenset([f"topic:{topic.pk}"])))
    finish(told)
    assert front.purged == ["testserver:80/archives/"]


def test_many_addresses_take_one_connection(front: Front) -> None:
    backend = PurgeBackend({"LOCATION": front.location})
    backend.purge_batch([f"https://alma.example/{number}/" for number in range(20)])
    assert front.purged == [f"alma.example/{number}/" for number in range(20)]
    assert len(front.connections) == 1


def test_a_front_that_is_down_fails_nothing(caplog: pytest.LogCaptureFixture) -> None:
    PurgeBackend({"LOCATION": f"http://127.0.0.1:{free_port()}"}).purge_batch(["https://alma.example/", "https://a/b/"])
    assert "2 of 2 addresses not purged" in caplog.text


@pytest.fixture(params=["file", "redis"])
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptAddresses]:
    if request.param == "file":
        yield AddressFile(tmp_path)
        return
    server = RedisServer()
    yield AddressesInRedis(connect(server.url), "addresses")
    server.stop()


def test_the_last_note_of_an_address_counts(addresses: KeptAddresses) -> None:
    addresses.add(("https://alma.example/", Dependencies({"person:7"}), FOREVER))
    addresses.add(("https://alma.example/", Dependencies({"person:8"}), FOREVER))
    assert list(addresses.all()) == [("https://alma.example/", Dependencies({"person:8"}), FOREVER)]


def test_notes_that_are_over_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fronts.AddressFile, "FULL", 100)
    kept = AddressFile(tmp_path)
    for number in range(5):
        kept.add((f"https://alma.example/{number}/", Dependencies(), 0.0))
    kept.add(("https://alma.example/", Dependencies(), FOREVER))
    assert [url for url, _, _ in kept.all()] == ["https://alma.example/"]
    assert kept.path.read_bytes().count(b"\n") < 5


def test_more_addresses_than_the_file_should_hold_are_not_packed_at_each_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fronts.AddressFile, "FULL", 100)
    packed: list[int] = []
    pack = fronts.AddressFile._pack

    def noted(kept: AddressFile) -> int:
        packed.append(pack(kept))
        return packed[-1]

    monkeypatch.setattr(fronts.AddressFile, "_pack", noted)
    kept = AddressFile(tmp_path)
    for number in range(64):
        kept.add((f"https://alma.example/{number}/", Dependencies(), FOREVER))
    assert len(list(kept.all())) == 64
    assert 0 < len(packed) < 10


def test_an_address_is_written_as_readers_write_it() -> None:
    path = "/entretiens/été/".encode().decode("latin-1")
    assert Key("https", "alma.example", path, "").url == "https://alma.example/entretiens/%C3%A9t%C3%A9/"
