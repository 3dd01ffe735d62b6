"""HTTP caches in front (nginx, Varnish, a CDN): which addresses they may have kept, and purging those that changed.

Every answer given out is noted with what it depends on, where all processes see it: whoever commits a change knows
every address that any of them gave to a cache in front. Purging goes through Wagtail's `PurgeBatch`, after the commit,
in a thread of its own: a cache in front that is down fails and slows nothing.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import PurgeBatch

from .addresses import Key
from .changes import Change, Dependencies
from .redis_journal import connect
from .turns import turn

logger = logging.getLogger(__name__)

TIMEOUT = 2.0
"""Seconds that one address may take."""
GATHERING = 0.05
"""Seconds for which changes are gathered into one batch."""

Note = tuple[str, Dependencies, float]
"""A whole address, what its answer depends on, and until when some cache may have it."""


class KeptAddresses(Protocol):
    """The addresses given out, known to every process."""

    def add(self, note: Note) -> None: ...

    def all(self) -> Iterator[Note]: ...


class AddressFile:
    """A file of lines, of which the last about an address counts."""

    FULL = 16 * 1024 * 1024
    """Bytes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "addresses"
        self._packed = 0
        """Bytes that were left when it was last packed."""

    def add(self, note: Note) -> None:
        with turn(self.path):
            with self.path.open("ab") as file:
                file.write(_written(note) + b"\n")
                size = file.tell()
            # Where more addresses are kept than that holds, packing them at each note would keep every reader waiting.
            if size > max(self.FULL, 2 * self._packed):
                self._packed = self._pack()

    def all(self) -> Iterator[Note]:
        if self.path.exists():
            notes = {note[0]: note for line in self.path.read_bytes().splitlines() if (note := _read(line))}
            now = time.time()
            yield from (note for note in notes.values() if note[2] > now)

    def _pack(self) -> int:
        new = self.path.with_suffix(".new")
        size = new.write_bytes(b"".join(_written(note) + b"\n" for note in self.all()))
        new.replace(self.path)
        return size


class AddressesInRedis:
    """A hash of addresses."""

    def __init__(self, client: Redis, key: str) -> None:
        self.client = client
        self.key = key

    def add(self, note: Note) -> None:
        self.client.hset(self.key, note[0], _written(note))

    def all(self) -> Iterator[Note]:
        now = time.time()
        for url, line in list(self.client.hscan_iter(self.key, count=1000)):
            note = _read(line)
            if note is not None and note[2] > now:
                yield note
            else:
                self.client.hdel(self.key, url)


class Fronts:
    """Tells the caches in front what changed."""

    def __init__(self, addresses: KeptAddresses | None) -> None:
        self.addresses = addresses
        self._waiting: list[Change] = []
        self._lock = Lock()
        self._thread: ThreadPoolExecutor | None = None

    def note(self, key: Key, dependencies: Dependencies, until: float) -> None:
        """Note an answer that a cache in front may keep: those of plain addresses."""
        if self.addresses is None or key.query:
            return
        try:
            self.addresses.add((key.url, dependencies, until + settings.PUBLIC_MAX_AGE + settings.PUBLIC_STALE_AGE))
        except (OSError, RedisError):
            logger.exception("page cache: %s cannot be noted, and a cache in front may keep it too long", key.url)

    def tell(self, change: Change) -> None:
        """Purge, soon and elsewhere, what a change touches."""
        if self.addresses is None:
            return
        with self._lock:
            self._waiting.append(change)
            if self._thread is None:
                # Its work is finished before the process ends: a command may end with what it publishes.
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="purge")
        self._thread.submit(self._purge)

    def _purge(self) -> None:
        time.sleep(GATHERING)
        with self._lock:
            changes, self._waiting = self._waiting, []
        if not changes or self.addresses is None:
            return
        try:
            touched = [url for url, depends, _ in self.addresses.all() if depends.touched_by_any(changes)]
            if touched:
                PurgeBatch(touched).purge()
        except Exception:
            logger.exception("page cache: what is in front could not be purged")


class PurgeBackend(BaseBackend):
    """`PURGE` over one connection to nginx or Varnish, given up as soon as they do not answer.

    Wagtail's own opens a connection for each address and waits for as long as it takes.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = urlsplit(params["LOCATION"]).netloc

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: list[str]) -> None:
        connection = HTTPConnection(self.location, timeout=TIMEOUT)
        done = 0
        try:
            for url in urls:
                parts = urlsplit(url)
                connection.request("PURGE", parts.path or "/", headers={"Host": parts.netloc})
                response = connection.getresponse()
                response.read()
                # 404 is how some say that they had nothing of it.
                if response.status >= 400 and response.status != 404:
                    logger.error("page cache: %s answers %s to PURGE %s", self.location, response.status, url)
                done += 1
        except (OSError, HTTPException) as error:
            logger.error(
                "page cache: %s of %s addresses not purged from %s: %s",
                len(urls) - done,
                len(urls),
                self.location,
                error,
            )
        finally:
            connection.close()


def kept_addresses() -> KeptAddresses | None:
    """Where addresses are noted; nowhere when nothing stands in front."""
    if not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        return None
    if settings.REDIS_URL:
        return AddressesInRedis(connect(settings.REDIS_URL), "almacms.pages.addresses")
    return AddressFile(Path(settings.PAGE_CACHE_DIR))


def _written(note: Note) -> bytes:
    url, dependencies, until = note
    return json.dumps([url, dependencies.written(), round(until)], separators=(",", ":")).encode()


def _read(line: bytes) -> Note | None:
    try:
        url, said, until = json.loads(line)
        return url, Dependencies.read(said), float(until)
    except (ValueError, TypeError, KeyError):
        return None
