"""The index made again: at any time, stopped at any moment, begun again, while others publish."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections

from almacms.search import services
from almacms.search.finding import Narrowing, find
from almacms.search.models import Entry
from almacms.search.queries import parse
from tests.builders import make_article, make_content_page, make_interview, make_person, make_topic


def total(typed: str) -> int:
    return find(parse(typed), Narrowing()).total


@pytest.mark.django_db
def test_it_may_be_stopped_at_any_moment_and_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_article(title="Le héron"), make_article(title="La loutre")
    Entry.objects.update(title_terms="", body_terms="")
    written = services.index_publication
    monkeypatch.setattr(services, "BATCH", 1)

    def stopped(*, pk: int) -> None:
        if pk == second.pk:
            raise KeyboardInterrupt
        written(pk=pk)

    monkeypatch.setattr(services, "index_publication", stopped)
    with pytest.raises(KeyboardInterrupt):
        call_command("rebuild_search", verbosity=0)
    assert Entry.objects.filter(publication=first.pk).count() == 1
    assert (total("héron"), total("loutre")) == (1, 0)
    monkeypatch.undo()
    call_command("rebuild_search", verbosity=0)
    assert (total("héron"), total("loutre")) == (1, 1)


@pytest.mark.django_db
def test_doing_it_twice_changes_no_row() -> None:
    person, topic = make_person(), make_topic()
    make_article(authors=[person], topics=[topic])
    make_interview(speakers=[person], topics=[topic])
    make_content_page()
    call_command("rebuild_search", verbosity=0)
    before = list(Entry.objects.order_by("pk").values())
    call_command("rebuild_search", verbosity=0)
    assert list(Entry.objects.order_by("pk").values()) == before
    assert len(before) == 5


@pytest.mark.django_db
def test_readers_always_find_everything_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_article(title=f"Chronique {number}")
    seen = []
    written = services.index_publication

    def watched(*, pk: int) -> None:
        seen.append(total("chronique"))
        written(pk=pk)
        seen.append(total("chronique"))

    monkeypatch.setattr(services, "index_publication", watched)
    call_command("rebuild_search", verbosity=0)
    assert set(seen) == {5}
    assert len(seen) == 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_published_meanwhile_is_not_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other publication waits for the row that is being indexed, or for the whole database: it is never lost."""
    article = make_article(title="Le héron")
    article.title = "La loutre"
    revision = article.save_revision()
    written = services.index_publication
    others: list[threading.Thread] = []

    def publish() -> None:
        try:
            type(article).objects.get(pk=article.pk)
            revision.publish()
        finally:
            connections.close_all()

    def interrupted(*, pk: int) -> None:
        written(pk=pk)
        if not others and threading.current_thread() is threading.main_thread():
            others.append(threading.Thread(target=publish))
            others[0].start()

    monkeypatch.setattr(services, "index_publication", interrupted)
    call_command("rebuild_search", verbosity=0)
    others[0].join()
    assert (total("héron"), total("loutre")) == (0, 1)
    assert connection.in_atomic_block is False


@pytest.mark.django_db
def test_what_wrote_behind_the_triggers_is_mended() -> None:
    make_article(title="Le héron")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_terms(search_terms) VALUES ('delete-all')")
        assert total("héron") == 0
    call_command("rebuild_search", verbosity=0)
    assert total("héron") == 1
