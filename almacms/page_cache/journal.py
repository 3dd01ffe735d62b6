"""The journal of changes, which every process of the site reads before it gives what it kept.

What was kept at a position of the journal holds as long as no later line touches it. A journal that begins again, with
another generation, makes everything new. Without Redis it is a file: a hit costs one `stat`.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

from .changes import Change
from .turns import turn

REMEMBERED = 2000
"""Changes held in memory: what was kept before them is made again."""


class JournalError(Exception):
    """The journal cannot be read: what was kept may no longer hold."""


class Position(NamedTuple):
    """How far the journal was read."""

    generation: str
    offset: int


@dataclass(frozen=True)
class Read:
    """What is known of the journal; replaced whole, so that threads see one state or the other."""

    generation: str = ""
    start: int = 0
    """Changes at this offset and before are not remembered."""
    end: int = 0
    offsets: tuple[int, ...] = ()
    """Where each remembered change ends."""
    changes: tuple[Change, ...] = ()

    def with_changes(self, end: int, found: Sequence[tuple[int, Change]]) -> Read:
        offsets = (*self.offsets, *(offset for offset, _ in found))
        changes = (*self.changes, *(change for _, change in found))
        start = offsets[-REMEMBERED - 1] if len(offsets) > REMEMBERED else self.start
        return Read(self.generation, start, end, offsets[-REMEMBERED:], changes[-REMEMBERED:])


class Journal:
    """What a file and Redis have in common."""

    def __init__(self) -> None:
        self._read = Read()
        self._lock = Lock()

    def position(self) -> Position:
        """Catch up, and say where the journal ends.

        Raises:
            JournalError: it cannot be read.
        """
        raise NotImplementedError

    def append(self, change: Change) -> None:
        """Tell every process of a change that was committed.

        Raises:
            JournalError: it cannot be written.
        """
        raise NotImplementedError

    def since(self, position: Position) -> Sequence[Change] | None:
        """What changed after a position, as far as `position()` last saw; None when that is no longer known."""
        read = self._read
        if position.generation != read.generation or not read.start <= position.offset <= read.end:
            return None
        if position.offset == read.end:
            return ()
        return read.changes[bisect_right(read.offsets, position.offset) :]

    @property
    def last_moment(self) -> float:
        """When the last known change was committed, in seconds since 1970; 0 when none is known."""
        changes = self._read.changes
        return changes[-1].moment if changes else 0.0


class FileJournal(Journal):
    """A file of lines, the first of which names the generation. Writers take turns; a full file is begun again."""

    FULL = 2 * 1024 * 1024

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / "journal"
        self._address = os.fspath(self.path)
        self._seen: tuple[int, int, int] | None = None

    def position(self) -> Position:
        try:
            try:
                found = os.stat(self._address)  # noqa: PTH116 (twice as quick as Path's, and on every hit)
            except FileNotFoundError:
                self._begin()
                found = os.stat(self._address)  # noqa: PTH116
            if _stamp(found) != self._seen:
                with self._lock:
                    self._catch_up()
        except OSError as error:
            raise JournalError(str(error)) from error
        read = self._read
        return Position(read.generation, read.end)

    def append(self, change: Change) -> None:
        line = f"{change.written()}\n".encode()
        try:
            with turn(self.path), self.path.open("a+b") as file:
                size = file.tell()
                if size == 0:
                    line = _header() + line
                else:
                    file.seek(size - 1)
                    if file.read(1) != b"\n":
                        # Somebody was stopped in the middle of a line.
                        line = b"\n" + line
                file.write(line)
                file.flush()
                if size + len(line) > self.FULL:
                    self._replace()
        except OSError as error:
            # The other processes find no journal, or another: everything is made again.
            with suppress(OSError):
                self.path.unlink()
            raise JournalError(str(error)) from error

    def _catch_up(self) -> None:
        with self.path.open("rb") as file:
            status = os.fstat(file.fileno())
            read, header = self._read, file.readline()
            generation = _generation(header)
            if generation != read.generation or status.st_size < read.end:
                read = Read(generation, len(header), len(header))
            file.seek(read.end)
            offset, found = read.end, []
            for line in file:
                if line.endswith(b"\n"):
                    offset += len(line)
                    if line.strip():
                        found.append((offset, Change.read(line)))
        self._read = read.with_changes(offset, found)
        self._seen = _stamp(status)

    def _begin(self) -> None:
        with turn(self.path):
            if not self.path.exists():
                self._replace()

    def _replace(self) -> None:
        new = self.path.with_suffix(".new")
        new.write_bytes(_header())
        new.replace(self.path)


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    """What differs as soon as the file is written, or is another: a new one may get the number of a deleted one."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def _header() -> bytes:
    return json.dumps({"generation": uuid4().hex}).encode() + b"\n"


def _generation(header: bytes) -> str:
    try:
        return str(json.loads(header)["generation"])
    except (ValueError, TypeError, KeyError):
        # Not ours to read: nothing that was kept holds, and nothing kept from now on is found again.
        return uuid4().hex
