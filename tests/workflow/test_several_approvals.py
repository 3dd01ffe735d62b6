"""A review that needs several people."""

import pytest
from django.db import IntegrityError, transaction

from almacms.workflow.models import Approval
from almacms.workflow.standing import standing_of
from tests.builders import make_article, make_user

from .newsroom import ask_for, decide, is_live, reviewer, submit, submitted_article

pytestmark = pytest.mark.django_db


def test_as_many_people_as_the_step_asks_for_approve():
    ask_for(2)
    article = submitted_article()

    decide(reviewer(), article)
    assert not is_live(article)

    decide(reviewer(), article, comment="Très beau.")
    assert is_live(article)


def test_the_same_person_twice_counts_once():
    ask_for(2)
    article, somebody = submitted_article(), reviewer()

    decide(somebody, article)
    decide(somebody, article)

    assert not is_live(article)
    assert Approval.objects.count() == 1


def test_two_approvals_of_one_person_cannot_be_stored():
    ask_for(2)
    article, somebody = submitted_article(), reviewer()
    decide(somebody, article)
    state = article.current_workflow_task_state

    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(task_state=state, user=somebody, digest="0" * 64)


def test_one_rejection_returns_the_page_whatever_was_approved():
    ask_for(2)
    article = submitted_article()
    decide(reviewer(), article)

    decide(reviewer(), article, "reject", comment="Il manque la date.")

    assert article.current_workflow_state.status == "needs_changes"
    assert not is_live(article)


def test_a_rejection_without_a_reason_is_no_rejection():
    article = submitted_article()

    decide(reviewer(), article, "reject", comment=" ")

    assert article.current_workflow_state.status == "in_progress"


def test_a_review_begins_anew_after_a_rejection():
    ask_for(2)
    first, article, author = reviewer(), make_article(publish=False), make_user()
    submit(article, author)
    decide(first, article)
    decide(reviewer(), article, "reject", comment="Il manque la date.")
    article.current_workflow_state.resume(author)

    decide(reviewer(), article)

    assert not is_live(article)


def test_an_approval_of_somebody_who_wrote_afterwards_no_longer_counts():
    ask_for(2)
    turncoat, article = reviewer(), submitted_article(title="D’abord")
    decide(turncoat, article)
    for title in ("Ensuite", "D’abord"):
        article.title = title
        article.save_revision(user=turncoat)

    decide(reviewer(), article)

    assert not is_live(article)


def test_the_step_says_when_too_few_can_approve():
    task = ask_for(2)
    author, article = reviewer(), make_article(publish=False)
    reviewer()
    submit(article, author)

    assert task.shortage(article)

    reviewer()
    assert not task.shortage(article)


def test_the_approval_of_somebody_who_left_the_group_no_longer_counts():
    ask_for(2)
    gone, article = reviewer(), submitted_article()
    decide(gone, article)
    gone.groups.clear()

    decide(reviewer(), article)

    assert not is_live(article)


def test_a_step_that_comes_to_need_fewer_approvals_ends_with_anybodys_next():
    ask_for(3)
    first, article = reviewer(), submitted_article()
    decide(first, article)
    decide(reviewer(), article)
    ask_for(2)

    standing = standing_of(article)
    assert standing and first in standing.expected
    decide(first, article)

    assert is_live(article)
