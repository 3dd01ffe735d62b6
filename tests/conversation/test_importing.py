"""Comments made elsewhere: as they were, once, and never over what was decided here since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from almacms.conversation import rules, services
from almacms.conversation.models import Comment, Thread
from almacms.conversation.services import Imported, Stored, store_imported
from tests.builders import make_article, make_user

from .talk import post

pytestmark = pytest.mark.django_db
BEGAN = datetime(2015, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


def made(number: int, *, parent: int | None = None, **fields: Any) -> Imported:
    fields = {"text": f"n{number}", "name": "Camille", "email": "camille@example.org", **fields}
    answered = "" if parent is None else f"w:{parent}"
    return Imported(f"w:{number}", BEGAN + timedelta(minutes=number), parent=answered, **fields)


def order(page: Any) -> list[tuple[str, int]]:
    return list(Comment.objects.filter(thread__publication=page).order_by("path").values_list("text", "depth"))


def test_they_are_stored_as_they_were(client: Client, article: Any) -> None:
    report = store_imported(
        publication=article,
        comments=[
            made(1),
            made(2, status=Comment.Status.PENDING),
            made(3, status=Comment.Status.SPAM),
            made(4, status=Comment.Status.REJECTED),
            made(5, kind=Comment.Kind.PINGBACK, text="Cité ici"),
        ],
        state=Thread.State.CLOSED,
    )
    assert report == Stored(created=5)
    assert Thread.objects.get().state == "closed"
    row = Comment.objects.get(source="w:1")
    assert (row.created_at, row.name, row.email) == (BEGAN + timedelta(minutes=1), "Camille", "camille@example.org")
    page = client.get(article.url).content.decode()
    assert "n1" in page
    assert not any(text in page for text in ("n2", "n3", "n4", "Cité ici", "conversation/ecrire/"))


def test_answers_lie_under_what_they_answer_in_whatever_order_they_come(article: Any) -> None:
    store_imported(publication=article, comments=[made(4, parent=3), made(3, parent=1), made(2), made(1)])
    assert order(article) == [("n1", 0), ("n3", 1), ("n4", 2), ("n2", 0)]


def test_done_again_nothing_doubles_and_new_ones_find_their_place(article: Any) -> None:
    first = [made(1), made(2)]
    store_imported(publication=article, comments=first)
    report = store_imported(publication=article, comments=[*first, made(3, parent=1)])
    assert report == Stored(created=1, unchanged=2)
    assert order(article) == [("n1", 0), ("n3", 1), ("n2", 0)]


def test_parents_that_are_nowhere_and_circles_of_them_are_told_and_stand_by_themselves(article: Any) -> None:
    report = store_imported(
        publication=article, comments=[made(1, parent=9), made(2, parent=3), made(3, parent=2), made(4, parent=4)]
    )
    assert (report.created, report.without_parent, report.in_a_circle) == (4, 1, 2)
    assert sorted(depth for _, depth in order(article)) == [0, 0, 0, 1]


def test_what_changed_there_is_taken_unless_something_was_decided_here(article: Any) -> None:
    store_imported(
        publication=article, comments=[made(number, status=Comment.Status.PENDING) for number in (1, 2, 3, 4)]
    )
    user, row = make_user("relecture"), {row.source: row for row in Comment.objects.all()}
    services.moderate(comments=[row["w:2"]], status=Comment.Status.SPAM, user=user)
    services.edit(comment=row["w:3"], text="Mieux dit", user=user)
    again = [made(number, status=Comment.Status.APPROVED) for number in (1, 2, 3)]
    report = store_imported(publication=article, comments=[*again, made(4, status=Comment.Status.PENDING)])
    assert report == Stored(updated=1, kept=2, unchanged=1)
    found = dict(Comment.objects.values_list("source", "status"))
    assert found == {"w:1": "approved", "w:2": "spam", "w:3": "pending", "w:4": "pending"}
    assert Comment.objects.get(source="w:3").text == "Mieux dit"


def test_what_somebody_had_erased_does_not_come_back(article: Any) -> None:
    comments = [made(1), made(2, status=Comment.Status.PENDING)]
    store_imported(publication=article, comments=comments)
    services.erase(email="camille@example.org", user=make_user("relecture"))
    assert store_imported(publication=article, comments=comments) == Stored(kept=2)
    assert not any("n1" in str(row) or "camille" in str(row) for row in Comment.objects.values())
    services.forget()
    assert Comment.objects.count() == 2


def test_a_conversation_that_is_known_here_stays_as_its_editor_left_it(article: Any) -> None:
    services.set_state(publication=article, state=Thread.State.CLOSED, user=make_user("redaction"))
    store_imported(publication=article, comments=[made(1)], state=Thread.State.OPEN)
    assert Thread.objects.get().state == "closed"


def test_what_was_refused_long_ago_elsewhere_has_its_month_here(article: Any) -> None:
    store_imported(publication=article, comments=[made(1, status=Comment.Status.SPAM)])
    services.forget()
    assert Comment.objects.count() == 1
    Comment.objects.update(received_at=datetime.now(UTC) - rules.REFUSED_KEPT_FOR - timedelta(hours=1))
    services.forget()
    assert Comment.objects.get().text == ""


def test_what_was_refused_here_does_not_come_back_with_a_newer_export(client: Client, article: Any) -> None:
    store_imported(publication=article, comments=[made(1, status=Comment.Status.PENDING)])
    services.moderate(comments=Comment.objects.all(), status=Comment.Status.REJECTED, user=make_user("relecture"))
    Comment.objects.update(received_at=datetime.now(UTC) - rules.REFUSED_KEPT_FOR - timedelta(hours=1))
    services.forget()
    assert store_imported(publication=article, comments=[made(1)]) == Stored(kept=1)
    assert "n1" not in client.get(article.url).content.decode()


def test_a_great_import_keeps_nobody_from_commenting(article: Any) -> None:
    store_imported(publication=article, comments=[made(number) for number in range(rules.MOST_IN_AN_HOUR + 1)])
    assert post(article, email="camille@example.org").status == "pending"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "😀 \0 nul", "name": "é" * 400, "email": "pas une adresse", "website": "x" * 900},
        {"text": "", "name": "", "email": ""},
    ],
)
def test_whatever_was_typed_there_is_stored_and_known_again(article: Any, fields: Any) -> None:
    assert store_imported(publication=article, comments=[made(1, **fields)]) == Stored(created=1)
    assert store_imported(publication=article, comments=[made(1, **fields)]) == Stored(unchanged=1)


def test_dates_of_another_century_are_kept_in_their_order(article: Any) -> None:
    far, old = datetime(9999, 12, 30, tzinfo=UTC), datetime(1901, 1, 1, tzinfo=UTC)
    store_imported(
        publication=article, comments=[Imported("w:a", far, "après"), Imported("w:b", old, "avant"), made(1)]
    )
    assert [text for text, _ in order(article)] == ["avant", "n1", "après"]


def test_thousands_in_a_single_line_of_answers_cost_few_statements(article: Any) -> None:
    comments = [made(number, parent=number - 1 if number else None) for number in range(2000)]
    with CaptureQueriesContext(connection) as captured:
        store_imported(publication=article, comments=comments)
    assert len(captured) < 80
    assert max(depth for _, depth in order(article)) == rules.DEEPEST
