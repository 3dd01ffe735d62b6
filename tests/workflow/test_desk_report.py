"""The report of what is in review."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook  # type: ignore[import-untyped]

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.models import Deadline
from tests.builders import make_interview, make_user

from .newsroom import ask_for, decide, reviewer, submit, submitted_article

pytestmark = pytest.mark.django_db


def report(user: User, **filters):
    client = Client()
    client.force_login(user)
    return client.get(reverse("workflow_in_review"), filters)


def titles(response) -> list[str]:
    return [row.instance.page.title for row in response.context["table"].rows]


def test_it_says_what_waits_and_for_whom():
    ask_for(2)
    first = reviewer("alix")
    reviewer("billie")
    page = submitted_article(make_user("dominique"), title="Le jardin")
    decide(first, page)

    html = report(make_user()).content.decode()

    for words in ("Le jardin", roles.REVIEW_TASK, "dominique", "billie"):
        assert words in html
    assert "alix" not in html


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS])
def test_everybody_in_the_newsroom_has_it(group):
    assert report(make_user(group=group)).status_code == 200


def test_it_is_in_the_menu_of_reports():
    client = Client()
    client.force_login(make_user())
    assert reverse("workflow_in_review") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_page_that_has_been_decided_about_leaves_it():
    page = submitted_article()
    decide(reviewer(), page)

    assert titles(report(make_user())) == []


def test_what_waits_for_me():
    somebody = reviewer()
    submitted_article(somebody, title="Le mien")
    submitted_article(title="Celui d’une autre")

    assert titles(report(somebody, waits_for_me="me")) == ["Celui d’une autre"]


def test_what_is_late_is_found_and_said_in_words():
    today = localdate()
    late, _soon = submitted_article(title="En retard"), submitted_article()
    Deadline.objects.create(page=late, day=today - timedelta(days=1))
    Deadline.objects.create(page=_soon, day=today)

    response = report(make_user(), late="late")

    assert titles(response) == ["En retard"]
    assert "review-late" in response.content.decode()


def test_by_type_and_by_step():
    author = make_user()
    submitted_article(author, title="Article")
    interview = submit(make_interview(publish=False, title="Entretien"), author)

    assert titles(report(author, type=interview.content_type_id)) == ["Entretien"]
    step = interview.current_workflow_task.pk
    assert set(titles(report(author, step=step))) == {"Article", "Entretien"}


@pytest.mark.parametrize(("ordering", "expected"), [("page_title", ["A", "B"]), ("-page_title", ["B", "A"])])
def test_it_is_sorted(ordering, expected):
    submitted_article(title="B")
    submitted_article(title="A")

    assert titles(report(make_user(), ordering=ordering)) == expected


@pytest.mark.parametrize(
    "key", ["page_title", "step", "since", "requested_by", "deadline", "last_activity", "-deadline", "nonsense"]
)
def test_every_column_sorts(key):
    submitted_article(title="Le jardin")

    assert titles(report(make_user(), ordering=key)) == ["Le jardin"]


def test_twenty_pages_cost_no_more_queries_than_two():
    ask_for(2)
    somebody, visitor = reviewer(), make_user()
    reviewer()

    def cost(pages: int) -> int:
        for _ in range(pages):
            decide(somebody, submitted_article())
        report(visitor)
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(report(visitor))) >= pages
        return len(queries)

    assert cost(2) == cost(18)


def test_it_is_taken_away_as_csv_and_as_a_spreadsheet():
    ask_for(2)
    first = reviewer("alix")
    reviewer("billie")
    page = submitted_article(make_user("dominique"), title="Le jardin")
    decide(first, page)
    Deadline.objects.create(page=page, day=localdate())

    text = b"".join(report(make_user(), export="csv").streaming_content).decode()
    book = load_workbook(io.BytesIO(b"".join(report(make_user(), export="xlsx").streaming_content)))

    (row,) = list(csv.reader(io.StringIO(text)))[1:]
    assert row[0] == "Le jardin"
    assert row[4:7] == ["dominique", "1/2", "billie"]
    assert row[7] == localdate().isoformat()
    assert book.active["A2"].value == "Le jardin"
