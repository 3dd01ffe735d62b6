"""The journal, by which processes know what changed: what one writes, every other one reads before it answers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from almacms.page_cache.changes import ANYTHING, EVERYTHING, Change, Dependencies
from almacms.page_cache.journal import FileJournal, Journal, JournalError
from almacms.page_cache.redis_journal import RedisJournal, connect
from tests.page_cache.processes import RedisServer

Opens = Callable[[], Journal]
PERSON = Change(frozenset(["person:7"]))


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.stop()


@pytest.fixture(params=["file", "redis"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    """Opens the same journal as another process would."""
    if request.param == "file":
        return lambda: FileJournal(tmp_path)
    server: RedisServer = request.getfixturevalue("redis")
    connect(server.url).flushall()
    return lambda: RedisJournal(connect(server.url), "journal")


def test_what_one_process_writes_the_other_reads(opens: Opens) -> None:
    writer, reader = opens(), opens()
    before = reader.position()
    assert reader.since(before) == ()
    writer.append(PERSON)
    after = reader.position()
    assert reader.since(before) == (PERSON,)
    assert reader.since(after) == ()


def test_a_process_that_starts_knows_what_came_before(opens: Opens) -> None:
    writer = opens()
    before = writer.position()
    writer.append(PERSON)
    later = opens()
    later.position()
    assert later.since(before) == (PERSON,)


def test_a_position_of_another_journal_is_not_known(opens: Opens) -> None:
    journal = opens()
    position = journal.position()
    assert journal.since(position._replace(generation="another")) is None


def test_a_full_journal_begins_again(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileJournal, "FULL", 300)
    monkeypatch.setattr(RedisJournal, "FULL", 3)
    writer, reader = opens(), opens()
    before = reader.position()
    for _ in range(5):
        writer.append(PERSON)
    reader.position()
    assert reader.since(before) is None


def test_a_file_that_is_deleted_makes_everything_new(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path)
    before = journal.position()
    journal.path.unlink()
    journal.position()
    assert journal.since(before) is None


def test_a_line_that_was_cut_short_touches_everything_and_nothing_after_it_is_lost(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path)
    before = journal.position()
    with journal.path.open("ab") as file:
        file.write(b'{"tags": ["person')
    journal.append(PERSON)
    journal.position()
    cut, whole = journal.since(before) or ()
    assert EVERYTHING in cut.tags
    assert whole == PERSON


def test_a_journal_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    journal = FileJournal(tmp_path / "file")
    with pytest.raises(JournalError):
        journal.position()
    with pytest.raises(JournalError):
        journal.append(PERSON)


def test_an_emptied_redis_makes_everything_new(redis: RedisServer) -> None:
    journal = RedisJournal(connect(redis.url), "journal")
    before = journal.position()
    connect(redis.url).flushall()
    journal.append(PERSON)
    journal.position()
    assert journal.since(before) is None


def test_after_an_outage_of_redis_nothing_from_before_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("almacms.page_cache.redis_journal.PAUSE", 0.0)
    server = RedisServer()
    journal = RedisJournal(connect(server.url), "journal")
    before = journal.position()
    server.stop()
    with pytest.raises(JournalError):
        journal.position()
    with pytest.raises(JournalError):
        journal.append(PERSON)
    again = RedisServer(server.port)
    try:
        journal.position()
        changes = journal.since(before)
        assert changes is None or any(EVERYTHING in change.tags for change in changes)
    finally:
        again.stop()


@pytest.mark.parametrize(
    ("place", "is_touched"),
    [(("topic:4", 20, 1), True), (("topic:4", 9, 9), False), (("topic:4", 10, 0), True), (("topic:5", 20, 1), False)],
)
def test_a_list_is_touched_where_it_is_shown(place: tuple[str, int, int], is_touched: bool) -> None:
    shown = Dependencies()
    shown.add_part("topic:4", start=(10, 0))
    assert shown.touched_by(Change(places=frozenset([place]))) is is_touched


def test_what_depends_on_anything_is_touched_by_anything() -> None:
    assert Dependencies({ANYTHING}).touched_by(PERSON)
    assert Dependencies({"person:8"}).touched_by(Change(frozenset([EVERYTHING])))
    assert not Dependencies({"person:8"}).touched_by(PERSON)
