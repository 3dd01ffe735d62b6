"""Where answers are kept: in the memory of a process, within bounds; and in Redis, for all of them."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from threading import Lock

from redis import Redis
from redis.exceptions import RedisError

from .addresses import Key
from .answers import Entry

logger = logging.getLogger(__name__)


class Memory:
    """The answers asked for last, as many as fit."""

    def __init__(self, most: int) -> None:
        self.most = most
        """Bytes."""
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an answer, in the place of those not asked for the longest."""
        with self._lock:
            self._take_out(key)
            if entry.size > self.most:
                return
            self._entries[key] = entry
            self.size += entry.size
            while self.size > self.most:
                self._take_out(next(iter(self._entries)))

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.size = 0

    def keys(self) -> list[Key]:
        with self._lock:
            return list(self._entries)

    def _take_out(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size


class SharedBodies:
    """The same in Redis, each for as long as it may be given out. Only addresses of which there are so many."""

    def __init__(self, client: Redis, prefix: str) -> None:
        self.client = client
        self.prefix = prefix

    def get(self, key: Key) -> Entry | None:
        try:
            written = self.client.get(self._name(key))
            return Entry.read(written) if isinstance(written, bytes) else None
        except (RedisError, OSError, ValueError, KeyError, TypeError):
            logger.warning("page cache: what Redis has of %s cannot be read", key.path, exc_info=True)
            return None

    def put(self, key: Key, entry: Entry) -> None:
        life = int(entry.until - time.time())
        if key.query or life <= 0:
            return
        try:
            self.client.set(self._name(key), entry.written(), ex=life)
        except RedisError:
            logger.warning("page cache: Redis did not take %s", key.path, exc_info=True)

    def _name(self, key: Key) -> str:
        return f"{self.prefix}{hashlib.sha256(repr(tuple(key)).encode()).hexdigest()}"
