"""What many answers begin by reading again, remembered by each process as long as the journal tells of no change.

An answer made from it depends on what it was made from, as if it had read it itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from django.db import connection

from .cache import journal
from .journal import JournalError, Position
from .recording import Record, recording, relies_on

Value = TypeVar("Value")


class Kept(NamedTuple, Generic[Value]):
    """Something that was read, and what it was read from."""

    value: Value
    position: Position
    record: Record

    @property
    def holds(self) -> bool:
        """Whether nothing changed that it was read from, as far as the journal was last looked at."""
        if self.record.until <= time.time():
            return False
        changes = journal().since(self.position)
        return changes is not None and not self.record.close().touched_by_any(changes)


MOST = 4096
"""How many things a process remembers: the one read first makes room."""

_kept: dict[Hashable, Kept] = {}


def remembered(key: Hashable, read: Callable[[], Value]) -> Value:
    """What `read` gives, read at most once between two changes that touch it.

    Args:
        key: tells it from everything else that is remembered.
        read: says what it depends on, as a view does. Every request is given the same value, which none may change.
    """
    if connection.in_atomic_block:
        # What a transaction shows may never be, or be of before a change that the journal tells.
        return read()
    try:
        position = journal().position()
    except JournalError:
        return read()
    kept = _kept.get(key)
    if kept is None or not kept.holds:
        with recording() as record:
            value = read()
        kept = Kept(value, position, record)
        _kept.pop(key, None)
        _kept[key] = kept
        if len(_kept) > MOST:
            _kept.pop(next(iter(_kept)), None)
    relies_on(kept.record)
    return kept.value


def is_remembered(key: Hashable) -> bool:
    """Whether it would not be read again now."""
    if connection.in_atomic_block:
        return False
    try:
        journal().position()
    except JournalError:
        return False
    kept = _kept.get(key)
    return kept is not None and kept.holds


def forget() -> None:
    """Read everything again: for tests."""
    _kept.clear()
