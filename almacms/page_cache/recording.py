"""What is read while an answer is made: told by models as they are loaded, and by the views of what they look for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from .changes import ANYTHING, FIRST, LAST, Dependencies, Place


@dataclass
class Record:
    """The dependencies of an answer in the making."""

    dependencies: Dependencies = field(default_factory=Dependencies)
    until: float = float("inf")
    """When something shown expires by itself; seconds since 1970."""
    declared: bool = False
    listed: bool = False

    def close(self) -> Dependencies:
        """What the answer depends on: on anything at all, when it shows a list and says of nothing which."""
        if not self.declared and (self.listed or not self.dependencies.tags):
            self.dependencies.tags.add(ANYTHING)
        return self.dependencies


_current: ContextVar[Record | None] = ContextVar("almacms.page_cache.record", default=None)


@contextmanager
def recording() -> Iterator[Record]:
    """Record what is read from here on, in this thread."""
    record = Record()
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)


def saw(tag: str) -> None:
    """Something was loaded, and may be shown."""
    record = _current.get()
    if record is not None:
        record.dependencies.tags.add(tag)


def saw_until(moment: datetime) -> None:
    """What is shown will expire at this moment, whoever is there to say so."""
    record = _current.get()
    if record is not None:
        record.until = min(record.until, moment.timestamp())


def depends_on(*tags: str) -> None:
    """The answer being made changes with these, loaded or not: what is hidden today may be shown tomorrow."""
    record = _current.get()
    if record is not None:
        record.declared = True
        record.dependencies.tags.update(tags)


def depends_on_list(*names: str, start: Place = FIRST, end: Place = LAST) -> None:
    """The answer being made changes with what comes, goes or moves in these lists, between these places."""
    record = _current.get()
    if record is not None:
        record.declared = True
        for name in names:
            record.dependencies.add_part(name, start, end)


def relies_on(other: Record) -> None:
    """The answer being made shows what was read before, and depends on all that it was read from."""
    record = _current.get()
    if record is not None:
        found = other.close()
        record.declared = True
        record.until = min(record.until, other.until)
        record.dependencies.tags.update(found.tags)
        for name, (start, end) in found.parts.items():
            record.dependencies.add_part(name, start, end)


def reads_a_list() -> None:
    """Some list is asked for: unless the view says which, the answer depends on whatever changes."""
    record = _current.get()
    if record is not None:
        record.listed = True


def is_recording() -> bool:
    """Whether an answer that may be kept is being made."""
    return _current.get() is not None


@contextmanager
def not_recording() -> Iterator[None]:
    """What is read here is kept by itself, and says by itself when it changes."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)
