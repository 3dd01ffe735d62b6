"""The journal in Redis, for processes that share no disk: a list, of which a hit asks for the end in one command."""

from __future__ import annotations

import json
import logging
import time
from uuid import uuid4

from redis import Redis
from redis.exceptions import RedisError

from .changes import EVERYTHING, Change
from .journal import Journal, JournalError, Position, Read

logger = logging.getLogger(__name__)

TIMEOUT = 0.3
PAUSE = 1.0
"""Seconds for which a server that does not answer is left alone."""


def connect(url: str) -> Redis:
    """A client that gives up quickly: readers are better served without the cache than late."""
    return Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)


class RedisJournal(Journal):
    """A list whose first element names the generation.

    Each reading begins at the last element known: another one there tells that the list was emptied, or begun again.
    """

    FULL = 5000

    def __init__(self, client: Redis, key: str) -> None:
        super().__init__()
        self.client = client
        self.key = key
        self._last = b""
        self._resting_until = 0.0
        self._was_down = False

    def position(self) -> Position:
        if self._was_down:
            # Nobody knows what was committed meanwhile and could not be told.
            self.append(Change(frozenset([EVERYTHING])))
        with self._lock:
            read = self._asked()
            return Position(read.generation, read.end)

    def append(self, change: Change) -> None:
        if time.monotonic() < self._resting_until:
            raise JournalError("Redis does not answer")
        line = change.written()
        if self._was_down:
            line = Change(frozenset([EVERYTHING])).written()
        try:
            length = int(self.client.rpush(self.key, line))
            if length > self.FULL or length == 1:
                self._begin()
        except RedisError as error:
            raise self._down(error) from error
        self._was_down = False

    def _asked(self) -> Read:
        if time.monotonic() < self._resting_until:
            raise JournalError("Redis does not answer")
        try:
            read = self._read
            found = self._range(max(0, read.end - 1))
            if not read.generation or not found or found[0] != self._last:
                found = self._range(0)
                if not found or not _generation(found[0]):
                    self._begin()
                    found = self._range(0)
                read = Read(_generation(found[0]), 1, 1)
        except RedisError as error:
            raise self._down(error) from error
        if len(found) > 1 or read is not self._read:
            start = read.end
            new = [(start + place, Change.read(line)) for place, line in enumerate(found[1:], start=1)]
            self._read = read.with_changes(start + len(new), new)
            self._last = found[-1]
        return self._read

    def _range(self, start: int) -> list[bytes]:
        return self.client.lrange(self.key, start, -1)  # type: ignore[return-value]

    def _begin(self) -> None:
        with self.client.pipeline(transaction=True) as pipeline:
            pipeline.delete(self.key)
            pipeline.rpush(self.key, json.dumps({"generation": uuid4().hex}))
            pipeline.execute()

    def _down(self, error: RedisError) -> JournalError:
        if not self._was_down:
            logger.warning("page cache: Redis does not answer, pages are made for each reader: %s", error)
        self._was_down = True
        self._resting_until = time.monotonic() + PAUSE
        return JournalError(str(error))


def _generation(header: bytes) -> str:
    try:
        return str(json.loads(header).get("generation", ""))
    except (ValueError, AttributeError):
        return ""
