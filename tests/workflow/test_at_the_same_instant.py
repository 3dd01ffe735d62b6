"""Decisions that meet."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from wagtail.models import TaskState

from almacms.accounts.models import User
from almacms.workflow.decisions import Refused
from almacms.workflow.digests import content_digest
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


def meet(article, first, second) -> list[object]:
    """Let two actions begin together, each in a thread of its own; what they raised, or None."""
    barrier = Barrier(2)

    def act(action) -> object:
        try:
            barrier.wait(timeout=30)
            action()
        except Exception as error:  # noqa: BLE001 (whatever it is, the test says whether it may be)
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(act, [first, second]))


@pytest.mark.parametrize("attempt", range(3))
def test_an_autosave_that_meets_an_approval_neither_goes_live_nor_stops_it(attempt):
    editor, approver = reviewer(), reviewer()
    article = submitted_article(title="Soumis")
    article.title = "Tapé"
    typed = article.save_revision(user=editor)
    state = article.current_workflow_task_state
    digest = state.current_digest
    other_tab = article.__class__.objects.get(pk=article.pk)
    other_tab.title = "Jamais approuvé"

    raised = meet(
        article,
        lambda: state.task.specific.on_action(state, approver, "approve", digest=digest),
        lambda: other_tab.save_revision(user=editor, overwrite_revision=typed),
    )

    page = article.__class__.objects.get(pk=article.pk)
    assert [error for error in raised if not isinstance(error, Refused | None)] == []
    if page.live:
        assert page.title == "Tapé"
        assert content_digest(page.live_revision.content) == digest
        assert page.latest_revision.content["title"] == "Jamais approuvé"
    else:
        assert isinstance(raised[0], Refused)
