"""Who is written to at each step of a review, about what; those concerned and nobody else, once each."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail import signals
from wagtail.admin.mail import Notifier
from wagtail.models import TaskState, WorkflowState

from almacms.workflow import notifications
from almacms.workflow.models import Deadline
from almacms.workflow.notices import Notice
from tests.workflow.around import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(mailbox: Any) -> Newsroom:
    return Newsroom()


def submitted(room: Newsroom) -> None:
    room.submit()


def submitted_with_a_reviewer_among_the_authors(room: Newsroom) -> None:
    room.write("elie", "Le chapô d'Élie.")
    room.submit()


def one_of_two_approves(room: Newsroom) -> Callable[[], None]:
    room.two_approvals()
    room.submit()
    return lambda: room.decide("camille")


def the_second_of_two_approves(room: Newsroom) -> Callable[[], None]:
    one_of_two_approves(room)()
    return lambda: room.decide("dominique")


def scheduled(room: Newsroom) -> Callable[[], None]:
    room.write("author", "Pour demain.", go_live_at=timezone.now() + timedelta(days=1))
    room.submit()
    return lambda: room.decide("camille")


def the_first_step_ends(room: Newsroom) -> Callable[[], None]:
    room.second_step()
    room.submit()
    return lambda: room.decide("camille")


def the_second_step_sends_back(room: Newsroom) -> Callable[[], None]:
    the_first_step_ends(room)()
    return lambda: room.decide("admin", "reject", "Il manque la date.")


def sent_back_after_one_approval(room: Newsroom) -> Callable[[], None]:
    one_of_two_approves(room)()
    return lambda: room.decide("dominique", "reject", "Il manque la date.")


def somebody_without_an_account_sends_back(room: Newsroom) -> Callable[[], None]:
    the_first_step_ends(room)()
    return lambda: room.state.reject(comment="Ce n'est pas ce que j'ai dit.")


def somebody_without_an_account_approves(room: Newsroom) -> Callable[[], None]:
    the_first_step_ends(room)()
    state = room.state
    state.revision, state.digest = room.page.latest_revision, state.current_digest
    return state.approve


def submitted_again(room: Newsroom) -> Callable[[], None]:
    sent_back_after_one_approval(room)()
    room.write("author", "Le 3 mai.")
    return room.resubmit


def approved_after_being_amended(room: Newsroom) -> Callable[[], None]:
    submitted_again(room)()
    room.decide("camille")
    return lambda: room.decide("elie")


def withdrawn_by_its_author(room: Newsroom) -> Callable[[], None]:
    room.submit()
    return lambda: room.withdraw("author")


def withdrawn_by_somebody_else(room: Newsroom) -> Callable[[], None]:
    one_of_two_approves(room)()
    return lambda: room.withdraw("dominique")


def given_up_after_being_sent_back(room: Newsroom) -> Callable[[], None]:
    sent_back_after_one_approval(room)()
    return lambda: room.withdraw("author")


def published_without_review(room: Newsroom) -> Callable[[], None]:
    return room.publish_without_review


def published_during_its_review(room: Newsroom) -> Callable[[], None]:
    room.submit()
    return room.publish_without_review


def given_to_one_reviewer(room: Newsroom) -> Callable[[], None]:
    room.submit()
    return lambda: room.reassign(added=("elie",))


def given_to_another_reviewer(room: Newsroom) -> Callable[[], None]:
    given_to_one_reviewer(room)()
    return lambda: room.reassign(added=("camille",), removed=("elie",))


def withdrawn_while_one_reviewer_had_it(room: Newsroom) -> Callable[[], None]:
    given_to_one_reviewer(room)()
    return lambda: room.withdraw("author")


REVIEWERS = ("camille", "dominique", "elie")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (submitted, dict.fromkeys(REVIEWERS, "to_review")),
        (submitted_with_a_reviewer_among_the_authors, dict.fromkeys(("camille", "dominique"), "to_review")),
        (one_of_two_approves, {"author": "approved_by_one"}),
        (the_second_of_two_approves, dict.fromkeys(("author", "coauthor", "camille"), "approved")),
        (scheduled, dict.fromkeys(("author", "coauthor"), "approved")),
        (the_first_step_ends, {"author": "step_passed", "coauthor": "step_passed", "admin": "to_review"}),
        (the_second_step_sends_back, dict.fromkeys(("author", "coauthor", "camille"), "sent_back")),
        (sent_back_after_one_approval, dict.fromkeys(("author", "coauthor", "camille"), "sent_back")),
        (somebody_without_an_account_sends_back, dict.fromkeys(("author", "coauthor", "camille"), "sent_back")),
        (somebody_without_an_account_approves, dict.fromkeys(("author", "coauthor", "camille"), "approved")),
        (submitted_again, dict.fromkeys(REVIEWERS, "to_review")),
        (approved_after_being_amended, dict.fromkeys(("author", "coauthor", "camille", "dominique"), "approved")),
        (withdrawn_by_its_author, dict.fromkeys(REVIEWERS, "withdrawn")),
        (withdrawn_by_somebody_else, dict.fromkeys(("author", "camille", "elie"), "withdrawn")),
        (given_up_after_being_sent_back, {}),
        (published_without_review, dict.fromkeys(REVIEWERS, "published_without_review")),
        (published_during_its_review, dict.fromkeys(("author", *REVIEWERS), "published_without_review")),
        (given_to_one_reviewer, {"elie": "assigned"}),
        (given_to_another_reviewer, {"camille": "assigned", "elie": "unassigned"}),
        (withdrawn_while_one_reviewer_had_it, {"elie": "withdrawn"}),
    ],
)
def test_those_concerned_and_nobody_else(
    newsroom: Newsroom, mailbox: Any, event: Callable[[Newsroom], Callable[[], None] | None], expected: dict[str, str]
) -> None:
    last = event(newsroom)
    before: set[int] = set()
    if last:
        mailbox.messages.clear()
        before = set(Notice.objects.values_list("pk", flat=True))
        last()

    told = defaultdict(list)
    for kind, name in Notice.objects.exclude(pk__in=before).values_list("event", "user__username"):
        told[name].append(kind.partition(":")[0])
    assert told == {name: [kind] for name, kind in expected.items()}
    assert sorted(message["To"] for message in mailbox.messages) == sorted(f"{name}@example.org" for name in expected)


def texts_of(mailbox: Any, name: str) -> str:
    return " ".join(message["Subject"] + message.get_content() for message in mailbox.to(f"{name}@example.org"))


def test_what_was_said_reaches_those_it_is_for_as_it_was_written(newsroom: Newsroom, mailbox: Any) -> None:
    the_second_step_sends_back(newsroom)
    newsroom.decide("admin", "reject", "L'encadré <b>& la date</b> {{ manquent }}.")
    for name in ("author", "coauthor", "camille"):
        assert "L'encadré <b>& la date</b> {{ manquent }}." in texts_of(mailbox, name)
    assert "L'encadré" not in texts_of(mailbox, "dominique")


def test_whoever_had_approved_another_text_is_told_that_it_changed(newsroom: Newsroom, mailbox: Any) -> None:
    again = submitted_again(newsroom)
    mailbox.messages.clear()
    again()
    subjects = {message["To"]: message["Subject"].strip() for message in mailbox.messages}
    assert subjects["dominique@example.org"] == subjects["elie@example.org"]
    assert subjects["camille@example.org"] != subjects["elie@example.org"]


def test_a_deadline_is_told_with_the_request(newsroom: Newsroom, mailbox: Any) -> None:
    Deadline.objects.create(page=newsroom.page, day=date(2027, 3, 14))
    newsroom.submit()
    assert "14 mars 2027" in texts_of(mailbox, "camille")


def test_an_action_that_is_undone_is_told_to_nobody(newsroom: Newsroom, mailbox: Any) -> None:
    with transaction.atomic():
        newsroom.submit()
        transaction.set_rollback(True)
    assert mailbox.messages == []


def test_a_text_that_cannot_be_written_does_not_fail_the_action(
    newsroom: Newsroom, mailbox: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(notifications, "render_to_string", lambda *_: 1 / 0)
    newsroom.submit()
    newsroom.decide("camille")
    assert newsroom.page.live
    assert mailbox.messages == []


def test_wagtails_own_notifiers_are_not_connected() -> None:
    theirs = (signals.task_submitted, signals.workflow_submitted, signals.workflow_approved, signals.workflow_rejected)
    for signal in theirs:
        listeners = [one for sender in (TaskState, WorkflowState) for one in signal._live_receivers(sender)[0]]
        assert listeners
        assert not [one for one in listeners if isinstance(one, Notifier)]
