"""The records of an export in an order of our own, on disk: memory stays flat whatever the size of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .reader import Record
from .records import Author, Blog, Comment, Item, Term

SCHEMA = """
CREATE TABLE blog (data TEXT NOT NULL);
CREATE TABLE author (login TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE term (taxonomy TEXT NOT NULL, slug TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (taxonomy, slug));
CREATE TABLE item (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
    parent INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX item_number ON item (number);
CREATE INDEX item_type ON item (type);
CREATE TABLE comment (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, number INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX comment_rank ON comment (rank);
CREATE TABLE address (path TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Spool:
    """The records of one export.

    Args:
        path: the file that holds them; made when it is not there.
    """

    def __init__(self, path: Path) -> None:
        is_new = not path.exists()
        self.path = path
        self._rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._rows.execute("PRAGMA journal_mode=OFF" if is_new else "PRAGMA query_only=OFF")
        self._rows.execute("PRAGMA synchronous=OFF")
        if is_new:
            self._rows.executescript(SCHEMA)

    def close(self) -> None:
        self._rows.close()

    def fill(self, records: Iterable[tuple[int, Record]]) -> None:
        """Keep these records; what the iterable raises comes through, and what came before it is kept."""
        self._rows.execute("BEGIN")
        try:
            for rank, record in records:
                self._keep(rank, record)
        finally:
            self._rows.execute("COMMIT")

    def _keep(self, rank: int, record: Record) -> None:
        add = self._rows.execute
        if isinstance(record, Item):
            row = (rank, record.number, record.type, record.status, record.parent, _dump(record.to_json()))
            add("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)", row)
        elif isinstance(record, Comment):
            add("INSERT INTO comment VALUES (NULL, ?, ?, ?)", (rank, record.number, _dump(asdict(record))))
        elif isinstance(record, Author):
            add("INSERT OR IGNORE INTO author VALUES (?, ?)", (record.login, _dump(asdict(record))))
        elif isinstance(record, Term):
            add("INSERT OR IGNORE INTO term VALUES (?, ?, ?)", (record.taxonomy, record.slug, _dump(asdict(record))))
        else:
            add("INSERT INTO blog VALUES (?)", (_dump(asdict(record)),))

    # Facts about the spool itself

    def note(self, name: str, value: str) -> None:
        self._rows.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def fact(self, name: str) -> str:
        row = self._rows.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    # Addresses

    def lead(self, addresses: Iterable[tuple[str, str, str]]) -> None:
        """Remember what stood at these addresses: a path, a kind and a key each; the first to claim one keeps it."""
        self._rows.execute("BEGIN")
        self._rows.executemany("INSERT OR IGNORE INTO address VALUES (?, ?, ?)", addresses)
        self._rows.execute("COMMIT")

    def at(self, path: str) -> tuple[str, str] | None:
        """The kind and key of what stood at an address."""
        return self._rows.execute("SELECT kind, key FROM address WHERE path = ?", (path,)).fetchone()

    # Questions

    @property
    def blog(self) -> Blog:
        row = self._rows.execute("SELECT data FROM blog").fetchone()
        return Blog(**json.loads(row[0])) if row else Blog()

    def authors(self) -> list[Author]:
        rows = self._rows.execute("SELECT data FROM author ORDER BY login")
        return [Author(**json.loads(row[0])) for row in rows]

    def terms(self) -> list[Term]:
        rows = self._rows.execute("SELECT data FROM term ORDER BY taxonomy, slug")
        return [Term(**json.loads(row[0])) for row in rows]

    def add_missing(self, authors: Iterable[Author], terms: Iterable[Term]) -> None:
        """Authors and terms that items name and the head of the file does not."""
        self._rows.execute("BEGIN")
        for author in authors:
            self._keep(0, author)
        for term in terms:
            self._keep(0, term)
        self._rows.execute("COMMIT")

    def ranks(self, *types: str, after: int = 0) -> list[int]:
        """The places in the file of the items of these types."""
        marks = ",".join("?" * len(types))
        rows = self._rows.execute(
            f"SELECT rank FROM item WHERE type IN ({marks}) AND rank > ? ORDER BY rank",  # noqa: S608 (marks alone)
            (*types, after),
        )
        return [row[0] for row in rows]

    def other_ranks(self, *types: str) -> list[int]:
        """The places of the items of no such type."""
        marks = ",".join("?" * len(types))
        rows = self._rows.execute(f"SELECT rank FROM item WHERE type NOT IN ({marks}) ORDER BY rank", types)  # noqa: S608
        return [row[0] for row in rows]

    def item(self, rank: int) -> Item:
        row = self._rows.execute("SELECT data FROM item WHERE rank = ?", (rank,)).fetchone()
        return Item.from_json(json.loads(row[0]))

    def numbered(self, number: int) -> Item | None:
        """The first item with a number."""
        row = self._rows.execute("SELECT data FROM item WHERE number = ? ORDER BY rank", (number,)).fetchone()
        return Item.from_json(json.loads(row[0])) if row and number else None

    def before(self, number: int, most: int = 20) -> list[Item]:
        """The posts and pages numbered just below, nearest first: WordPress numbers them as they are written."""
        rows = self._rows.execute(
            "SELECT data FROM item WHERE number < ? AND type IN ('post', 'page') ORDER BY number DESC, rank LIMIT ?",
            (number, most),
        )
        return [Item.from_json(json.loads(row[0])) for row in rows]

    def is_first(self, rank: int, number: int) -> bool:
        """Whether no item before has the same number."""
        row = self._rows.execute("SELECT MIN(rank) FROM item WHERE number = ?", (number,)).fetchone()
        return row[0] == rank

    def each(self, *types: str) -> Iterator[tuple[int, Item]]:
        """The items of these types with their places, those of every type when none is given."""
        with closing(self._rows.cursor()) as cursor:
            cursor.execute("SELECT rank, type, data FROM item ORDER BY rank")
            for rank, kind, data in cursor:
                if not types or kind in types:
                    yield rank, Item.from_json(json.loads(data))

    def parents(self, kind: str) -> dict[int, tuple[int, int]]:
        """Of every item of a type, by number: its parent's number and its place in the file."""
        rows = self._rows.execute("SELECT number, parent, rank FROM item WHERE type = ? ORDER BY rank DESC", (kind,))
        return {number: (parent, rank) for number, parent, rank in rows}

    def children(self, parent: int, kind: str) -> list[Item]:
        """The items of a type under another, in the order the blog gave them."""
        rows = self._rows.execute("SELECT data FROM item WHERE parent = ? AND type = ? ORDER BY rank", (parent, kind))
        found = [Item.from_json(json.loads(row[0])) for row in rows]
        return sorted(found, key=lambda item: (item.order, item.number))

    def comments(self, rank: int) -> Iterator[Comment]:
        """The comments of the item at a place."""
        rows = self._rows.execute("SELECT data FROM comment WHERE rank = ? ORDER BY id", (rank,))
        return (Comment(**json.loads(row[0])) for row in rows)

    def count_of_items_comments(self) -> int:
        """The comments of the items that were read to their end."""
        return self._rows.execute("SELECT COUNT(*) FROM comment WHERE rank IN (SELECT rank FROM item)").fetchone()[0]

    def count(self, table: str) -> int:
        tables = {"author", "term", "item", "comment"}
        return self._rows.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] if table in tables else 0  # noqa: S608


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
