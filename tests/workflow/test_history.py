"""A page's history tells the whole story, and can be taken away."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.log_actions import log, registry
from wagtail.models import Comment, PageLogEntry

from almacms.accounts.models import User
from almacms.workflow.assignments import assign, take_back, withdraw
from almacms.workflow.deadlines import set_deadline
from almacms.workflow.log import LINES
from tests.builders import make_article, make_user, moment

from .newsroom import ask_for, decide, reviewer, standing, submitted_article

pytestmark = pytest.mark.django_db


def history(user: User, page, **filters):
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_pages:history", args=[page.pk]), filters)


def rows(user: User, page, **filters) -> list[list[str]]:
    response = history(user, page, export="csv", **filters)
    return list(csv.reader(io.StringIO(response.getvalue().decode())))


def story(page) -> list[str]:
    """The lines, oldest first, in the language of the code."""
    with override("en"):
        return [entry.message for entry in PageLogEntry.objects.filter(page=page).order_by("pk")]


def test_every_step_of_a_review_is_a_sentence():
    ask_for(2)
    author, first, second = make_user("ada"), reviewer("alix"), reviewer("billie")
    page = submitted_article(author)
    set_deadline(page=page, day=moment(2030, 3, 1).date(), user=author)
    set_deadline(page=page, day=None, user=author)
    assign(standing=standing(page), people=[first, second], user=author)
    assign(standing=standing(page), people=[], user=author)
    decide(first, page, comment="Très beau.")
    take_back(standing=standing(page), user=first)
    decide(second, page, "reject", comment="Il manque la date.")
    page.current_workflow_state.resume(author)
    withdraw(standing=standing(page), user=author, reason="Trop tôt.")

    lines = story(page)

    for words in (
        "first step: “Relecture”",
        "Deadline: 03/01/2030",
        "Deadline removed",
        "alix, billie",
        "anybody of the group",
        "1 of 2 approvals",
        "Took back",
        "Sent back at “Relecture”",
        "Submitted again, at “Relecture”",
        "Withdrew the page from review, at “Relecture”",
    ):
        assert sum(words in line for line in lines) == 1, words
    assert not any("cancelled" in line for line in lines)


def test_comments_and_reasons_are_kept_with_their_line():
    ask_for(2)
    page = submitted_article()
    decide(reviewer("alix"), page, comment="Très beau.")

    assert "Très beau." in history(make_user(), page).content.decode()


@pytest.mark.parametrize("path", ["lead", "speakers.abc.role", "gone.since.long"])
def test_a_comment_is_told_wherever_it_is(path):
    page, author = make_article(publish=False), make_user()
    comment = Comment.objects.create(page=page, user=author, text="À vérifier.", contentpath=path)
    comment.log_create(user=author)
    comment.log_resolve(user=author)

    lines = story(page)[-2:]

    assert all("À vérifier." in line for line in lines)
    assert history(author, page).status_code == 200


def test_it_is_taken_away_with_date_hour_person_action_and_detail():
    ask_for(2)
    page = submitted_article()
    decide(reviewer("alix"), page, comment="Très beau.")

    heading, *lines = rows(make_user(), page)

    assert len(heading) == 5
    day, hour, person, action, detail = lines[0]
    assert (person, detail) == ("alix", "Très beau.")
    assert day and hour and action
    assert len(lines) == PageLogEntry.objects.filter(page=page).count()


def test_what_is_taken_away_is_what_the_filters_leave():
    page = submitted_article()

    assert len(rows(make_user(), page, action="wagtail.workflow.start")) == 2


def test_all_of_it_is_taken_away_however_long():
    page = make_article(publish=False)
    for _ in range(30):
        log(instance=page, action="wagtail.edit")

    assert len(rows(make_user(), page)) > 30


def test_it_is_for_those_who_may_read_the_history():
    stranger = User.objects.create_user("dehors", password="un-mot-de-passe")

    assert history(stranger, submitted_article(), export="csv").status_code == 302


def test_each_action_is_offered_once_as_a_filter():
    offered = [action for action, _label in registry.get_choices()]

    assert {action: offered.count(action) for action in LINES} == dict.fromkeys(LINES, 1)


def test_what_somebody_wrote_is_no_formula_in_the_file(client: Client) -> None:
    article = submitted_article()
    somebody = reviewer()
    decide(somebody, article, "reject", comment='=HYPERLINK("http://example.org")')
    client.force_login(somebody)

    response = client.get(reverse("wagtailadmin_pages:history", args=[article.pk]), {"export": "csv"})

    exported = response.getvalue().decode()
    assert "'=HYPERLINK" in exported
    assert '"=HYPERLINK' not in exported
