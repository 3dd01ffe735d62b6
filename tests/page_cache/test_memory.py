"""What a process keeps is bounded, whatever it is asked for."""

from almacms.page_cache.addresses import Key
from almacms.page_cache.answers import Entry
from almacms.page_cache.changes import Dependencies
from almacms.page_cache.journal import Position
from almacms.page_cache.stores import Memory


def entry(size: int) -> Entry:
    return Entry(Position("g", 0), Dependencies(), 0.0, [], "etag", "", b"x" * size, b"")


def key(path: str) -> Key:
    return Key("https", "alma.example", path, "")


def test_what_was_not_asked_for_the_longest_makes_room() -> None:
    memory = Memory(3 * entry(1000).size)
    for path in ("/a/", "/b/", "/c/"):
        memory.put(key(path), entry(1000))
    memory.get(key("/a/"))
    memory.put(key("/d/"), entry(1000))
    assert {kept.path for kept in memory.keys()} == {"/a/", "/c/", "/d/"}  # noqa: SIM118
    assert memory.size <= memory.most


def test_a_page_kept_twice_counts_once() -> None:
    memory = Memory(10_000)
    memory.put(key("/a/"), entry(1000))
    memory.put(key("/a/"), entry(500))
    assert memory.size == entry(500).size


def test_what_is_larger_than_everything_is_not_kept() -> None:
    memory = Memory(1000)
    memory.put(key("/a/"), entry(2000))
    assert (memory.keys(), memory.size) == ([], 0)
