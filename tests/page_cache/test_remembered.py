"""What each process remembers until the journal tells of a change that touches it."""

import time

import pytest

from almacms.page_cache.cache import PageCache
from almacms.page_cache.changes import Change
from almacms.page_cache.recording import depends_on, depends_on_list, recording, relies_on
from almacms.page_cache.remembered import remembered


class Reading:
    """Something to read, that counts how often it was."""

    def __init__(self, *tags: str) -> None:
        self.tags, self.times = tags, 0

    def __call__(self) -> str:
        self.times += 1
        depends_on(*self.tags)
        depends_on_list("all")
        return f"reading {self.times}"


def change(pages: PageCache, *tags: str) -> None:
    pages.journal.append(Change(frozenset(tags)))


def test_it_is_read_again_once_something_it_was_read_from_changed(pages: PageCache):
    reading = Reading("filed:article")
    values = [remembered("a", reading)]
    change(pages, "filed:interview")
    values.append(remembered("a", reading))
    change(pages, "filed:article")
    values += [remembered("a", reading), remembered("a", reading)]

    assert values == ["reading 1", "reading 1", "reading 2", "reading 2"]


def test_an_answer_depends_on_what_was_read_for_another(pages: PageCache):
    remembered("a", Reading("filed:article"))
    with recording() as record:
        remembered("a", Reading("never read"))

    assert record.close().tags == {"filed:article"}
    assert list(record.close().parts) == ["all"]


def test_what_expires_is_read_again(pages: PageCache):
    reading = Reading("x")

    def expiring() -> str:
        with recording() as past:
            past.until = time.time() - 1
        relies_on(past)
        return reading()

    assert [remembered("a", expiring), remembered("a", expiring)] == ["reading 1", "reading 2"]


@pytest.mark.django_db
def test_what_a_transaction_shows_is_not_remembered(pages: PageCache):
    reading = Reading("x")
    assert [remembered("a", reading), remembered("a", reading)] == ["reading 1", "reading 2"]


def test_without_a_journal_nothing_is_remembered(pages: PageCache, monkeypatch: pytest.MonkeyPatch):
    from almacms.page_cache import remembered as module
    from almacms.page_cache.journal import JournalError

    class Gone:
        def position(self) -> None:
            raise JournalError("gone")

    monkeypatch.setattr(module, "journal", Gone)
    reading = Reading("x")
    assert [remembered("a", reading), remembered("a", reading)] == ["reading 1", "reading 2"]
