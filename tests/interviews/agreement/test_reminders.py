"""Speakers who do not answer are reminded, twice at most, at the newsroom's pace."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from almacms.workflow.models import ReviewSettings
from almacms.workflow.reminders import send_reminders
from interviews.agreement import reminders
from interviews.agreement.desk import revoke, set_aside
from interviews.agreement.reminders import remind_speakers
from interviews.agreement.rounds import running
from interviews.agreement.standing import rows_of
from tests.builders import make_user
from tests.interviews.agreement.asking import ANNA, BRUNO, answer, ask, fresh, interview, letters_to, link_to, submit

pytestmark = pytest.mark.django_db

DELAY = timedelta(days=3)


def remind(days: float) -> int:
    """Remind whoever should be, so many days from now."""
    return remind_speakers(DELAY, timezone.now() + timedelta(days=days))


def test_whoever_has_not_answered_gets_a_new_letter_that_says_so_and_closes_the_first():
    page = interview()
    ask(page)
    answer(page, BRUNO)
    first = link_to(ANNA)
    assert remind(2.9) == 0
    assert remind(3.1) == 1
    assert (letters_to(ANNA), letters_to(BRUNO)) == (2, 1)
    before, reminder = [message for message in mail.outbox if message.to == [ANNA]]
    assert reminder.subject != before.subject
    assert len(reminder.body) > len(before.body)
    assert Client().get(first).status_code == 404
    assert Client().get(link_to(ANNA)).status_code == 200


def test_never_twice_within_the_delay_and_twice_at_most():
    page = interview()
    ask(page)
    answer(page, BRUNO)
    assert [remind(days) for days in (3.1, 3.1, 3.2, 6, 6.2, 6.3, 9.3, 20)] == [1, 0, 0, 0, 1, 0, 0, 0]
    assert letters_to(ANNA) == 3


def test_another_round_begins_afresh():
    page = interview()
    ask(page)
    assert [remind(days) for days in (3.1, 6.2)] == [2, 2]
    answer(page, BRUNO, remarks={0: "Non."})
    assert remind(9.3) == 0
    submit(page)
    state = running(page)
    later = timezone.now() + timedelta(days=10)
    assert state
    type(state).objects.filter(pk=state.pk).update(started_at=later)
    assert remind_speakers(DELAY, later + timedelta(days=2)) == 0
    assert remind_speakers(DELAY, later + DELAY) == 2


@pytest.mark.parametrize("why", ["revoked", "set aside", "no address"])
def test_whoever_the_newsroom_does_not_wait_for_is_left_alone(why):
    page = interview(addresses=("" if why == "no address" else ANNA, BRUNO))
    ask(page)
    agreement = page.agreements.get(person__name="Anna Brel")
    if why == "revoked":
        revoke(agreement=agreement, user=make_user())
    elif why == "set aside":
        set_aside(agreement=agreement, reason="Injoignable.", user=make_user())
    assert remind(3.1) == 1
    assert letters_to(BRUNO) == 2
    assert letters_to(ANNA) == (why != "no address")


def test_nobody_is_reminded_of_an_interview_withdrawn_from_review():
    page = interview()
    ask(page)
    page.current_workflow_state.cancel(user=make_user())
    assert remind(3.1) == 0


def test_one_interview_that_fails_holds_up_no_other(monkeypatch):
    broken, sound = interview(), interview()
    ask(broken)
    ask(sound)
    write_to = reminders.write_to

    def failing(agreement, *arguments, **options):
        if agreement.page_id == broken.pk:
            raise RuntimeError
        return write_to(agreement, *arguments, **options)

    monkeypatch.setattr(reminders, "write_to", failing)
    assert remind(3.1) == 2


def test_they_leave_with_the_newsrooms_own_at_its_pace():
    ReviewSettings.objects.update_or_create(pk=1, defaults={"reminder_after": 5})
    ask(interview())
    now = timezone.now()
    send_reminders(now + timedelta(days=4))
    assert letters_to(ANNA) == 1
    send_reminders(now + timedelta(days=5, hours=1))
    assert letters_to(ANNA) == 2


def test_the_history_and_the_table_tell_of_it():
    page = interview()
    ask(page)
    editor = Client()
    editor.force_login(make_user())
    table = reverse("interviews_agreement", args=[page.pk])
    before = editor.get(table).content.decode()
    remind(3.1)
    after = editor.get(table).content.decode()
    told = PageLogEntry.objects.filter(page=page.pk, action="interviews.agreement.reminder")
    assert sorted(name for entry in told for name in ("Anna", "Bruno") if name in entry.message) == ["Anna", "Bruno"]
    assert after.count("w-help-text") == before.count("w-help-text") + 2
    remind(6.2)
    assert [len(row.reminders) for row in rows_of(fresh(page), running(page))] == [2, 2]
