"""Decisions that meet."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from wagtail.models import TaskState

from almacms.accounts.models import User
from almacms.workflow.decisions import Refused
from almacms.workflow.models import Approval
from tests.builders import make_user

from .newsroom import ask_for, is_live, reviewer, submitted_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def approve_at_once(article, people: list[User]) -> list[str]:
    """Let everybody approve in a thread of their own; what they were refused with, if they were."""
    barrier = Barrier(len(people))
    state_id, digest = article.current_workflow_task_state.pk, article.current_workflow_task_state.current_digest

    def approve(user: User) -> str:
        try:
            state = TaskState.objects.get(pk=state_id).specific
            barrier.wait(timeout=30)
            state.task.specific.on_action(state, user, "approve", digest=digest)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(approve, people))


def test_two_approvals_at_the_same_instant_count_once_each():
    ask_for(3)
    article = submitted_article()

    assert approve_at_once(article, [reviewer(), reviewer()]) == ["", ""]

    assert Approval.objects.count() == 2
    assert not is_live(article)


def test_the_last_two_approvals_at_the_same_instant_publish_once():
    ask_for(2)
    article = submitted_article()

    approve_at_once(article, [reviewer(), reviewer()])

    assert is_live(article)
    assert article.workflow_states.get().status == "approved"


def test_one_person_in_two_tabs_counts_once():
    ask_for(2)
    article, somebody = submitted_article(make_user()), reviewer()

    approve_at_once(article, [somebody, somebody])

    assert Approval.objects.count() == 1
    assert not is_live(article)
