"""The page cache of this process: what it gives, and what it keeps."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .addresses import Addresses, Key
from .answers import Answer, Entry, entry_of, max_age, may_be_kept
from .changes import ANYTHING, Dependencies
from .edition import edition
from .fronts import Fronts, kept_addresses
from .journal import FileJournal, Journal, JournalError, Position
from .recording import Record
from .redis_journal import RedisJournal, connect
from .stores import Memory, SharedBodies

PREFIX = "almacms.pages."
LOOKED = "almacms.page_cache.asked"
"""Where the quick way leaves in the request what it asked, when it found no answer."""


class Asked(NamedTuple):
    """A request that may be answered from what is kept, and from where in the journal a new answer would hold."""

    key: Key
    position: Position


class PageCache:
    """Finds, checks and keeps answers. Every process has one; the journal makes them agree."""

    def __init__(self, journal: Journal, shared: SharedBodies | None, fronts: Fronts) -> None:
        self.journal = journal
        self.shared = shared
        self.fronts = fronts
        self.addresses = Addresses()
        self.pages = Memory(settings.PAGE_CACHE_BYTES * 3 // 4)
        # Apart, so that whoever tries every word in the search box does not push the pages out.
        self.queries = Memory(settings.PAGE_CACHE_BYTES // 4)
        self.life = settings.PAGE_CACHE_LIFE

    def asked(self, meta: Mapping[str, Any]) -> Asked | None:
        """What a request asks of the cache; None when it must be answered as if there were none."""
        key = self.addresses.key(meta)
        if key is None:
            return None
        try:
            return Asked(key, self.journal.position())
        except JournalError:
            return None

    def answer(self, meta: Mapping[str, Any], asked: Asked) -> Answer | None:
        """The answer that is kept, if it holds."""
        entry = self.found(asked)
        return entry.answer(meta) if entry is not None else None

    def found(self, asked: Asked) -> Entry | None:
        memory = self._memory(asked.key)
        entry = memory.get(asked.key)
        if entry is not None and self._holds(entry, asked.position):
            return entry
        # One that no longer holds stays: the same page made again will be known by it.
        if self.shared is None or asked.key.query:
            return None
        entry = self.shared.get(asked.key)
        if entry is None or not self._holds(entry, asked.position):
            return None
        memory.put(asked.key, entry)
        return entry

    def keep(self, asked: Asked, response: HttpResponseBase, record: Record, *, begun: float) -> Entry | None:
        """Keep an answer that was just made; None when it is not to be kept.

        Args:
            asked: the request, with the position of the journal before the answer was begun.
            response: complete, with every header.
            record: what was read meanwhile.
            begun: when, in seconds since 1970.
        """
        if not isinstance(response, HttpResponse) or not may_be_kept(response):
            return None
        dependencies, life, age = record.close(), self.life, max_age(response)
        if age < settings.PUBLIC_MAX_AGE:
            # What asks not to be kept for long says that it changes with more than it can tell.
            dependencies.tags.add(ANYTHING)
            life = min(life, age)
        until = min(begun + life, record.until)
        entry = entry_of(
            response,
            position=asked.position,
            dependencies=dependencies,
            until=until,
            made=begun if int(self.journal.last_moment) < int(begun) else 0.0,
            former=self._memory(asked.key).get(asked.key),
        )
        if not self.still_holds(asked.position, dependencies):
            return None
        self._memory(asked.key).put(asked.key, entry)
        if self.shared is not None:
            self.shared.put(asked.key, entry)
        self.fronts.note(asked.key, dependencies, until)
        return entry

    def still_holds(self, position: Position, dependencies: Dependencies) -> bool:
        """Whether nothing that was committed since a position touches what depends on these."""
        try:
            self.journal.position()
        except JournalError:
            return False
        changes = self.journal.since(position)
        return changes is not None and not dependencies.touched_by_any(changes)

    def clear(self) -> None:
        """Empty the memory of this process."""
        self.pages.clear()
        self.queries.clear()

    def _memory(self, key: Key) -> Memory:
        return self.queries if key.query else self.pages

    def _holds(self, entry: Entry, position: Position) -> bool:
        if entry.until <= time.time():
            return False
        if entry.position == position:
            return True
        changes = self.journal.since(entry.position)
        if changes is None or entry.dependencies.touched_by_any(changes):
            return False
        # Each change is looked at once.
        entry.position = position
        return True


def is_made_up(request: HttpRequest) -> bool:
    """Wagtail draws previews by sending made-up requests through the whole stack: nothing of them is kept."""
    return bool(getattr(request, "is_dummy", False))


@cache
def journal() -> Journal:
    """The journal that the settings ask for: in Redis where there is one, else in a file that every process shares."""
    if settings.REDIS_URL:
        return RedisJournal(connect(settings.REDIS_URL), f"{PREFIX}journal")
    return FileJournal(Path(settings.PAGE_CACHE_DIR))


@cache
def page_cache() -> PageCache:
    """The cache of this process."""
    shared = None
    if settings.REDIS_URL:
        shared = SharedBodies(connect(settings.REDIS_URL), f"{PREFIX}{edition()}.")
    return PageCache(journal(), shared, Fronts(kept_addresses()))


def start_again() -> None:
    """Read the settings again: for tests, which change them."""
    page_cache.cache_clear()
    journal.cache_clear()
