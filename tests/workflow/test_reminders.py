"""Those a page waits for are reminded of it, at the pace that the newsroom chose, and never twice at once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page
from wagtail.users.models import UserProfile

from almacms.accounts.models import User
from almacms.workflow import reminders, roles
from almacms.workflow.models import Deadline, ReviewSettings
from almacms.workflow.notices import Notice
from almacms.workflow.outdated import CALM, tell_outdated_approvals
from almacms.workflow.reminders import Waiting, reminder_of, send_reminders
from tests.builders import make_content_page, make_user
from tests.workflow.newsroom import ask_for

NOON = datetime(2026, 3, 10, 12, tzinfo=timezone.get_default_timezone())
DAY = timedelta(days=1)
DELAY = 3 * DAY


def wait(days: float, deadline: date | None = None, title: str = "Le jardin") -> Waiting:
    """A page that has waited for so many days at noon."""
    page = Page(pk=1, title=title, draft_title=title)
    return Waiting(User(pk=1), page, "Relecture", f"{title}{days}", NOON - timedelta(days=days), deadline)


class TestRhythm:
    """The rule, without a database."""

    @pytest.mark.parametrize(
        ("waited", "last", "is_due"),
        [
            (2.9, None, False),
            (3, None, True),
            (30, None, True),
            (30, 2.9, False),
            (30, 3, True),
        ],
    )
    def test_a_reminder_comes_after_the_delay_and_again_after_as_long(
        self, waited: float, last: float | None, is_due: bool
    ) -> None:
        before = None if last is None else NOON - timedelta(days=last)
        assert bool(reminder_of([wait(waited)], delay=DELAY, moment=NOON, last=before)) is is_due

    @pytest.mark.parametrize(
        ("days_left", "waited", "is_due"), [(3, 1, False), (2, 1, True), (0, 1, True), (-1, 1, True), (0, 0.9, False)]
    )
    def test_a_deadline_brings_it_forward_but_not_upon_those_who_have_just_been_asked(
        self, days_left: int, waited: float, is_due: bool
    ) -> None:
        one = wait(waited, NOON.date() + timedelta(days=days_left))
        assert bool(reminder_of([one], delay=DELAY, moment=NOON, last=NOON - DAY)) is is_due

    def test_what_is_urgent_comes_first_and_what_has_just_come_is_left_out(self) -> None:
        late, near = wait(1, NOON.date() - DAY, "En retard"), wait(2, NOON.date() + DAY, "Bientôt")
        old, older, new = wait(4, title="Vieux"), wait(5, title="Plus vieux"), wait(1, title="Neuf")
        reminder = reminder_of([old, near, new, older, late], delay=DELAY, moment=NOON, last=None)
        assert reminder
        assert [one.page.title for one in reminder.urgent] == ["En retard", "Bientôt"]
        assert [one.page.title for one in reminder.others] == ["Plus vieux", "Vieux"]


@pytest.fixture
def reviewers(db: None) -> dict[str, User]:
    return {name: make_user(name, group=roles.REVIEWERS) for name in ("camille", "dominique")}


def submitted(title: str) -> Any:
    page = make_content_page(publish=False, title=title)
    page.get_workflow().start(page, make_user())
    Notice.objects.all().delete()
    return page


def approve(page: Any, user: User) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve", digest=state.current_digest)


def later(**period: float) -> datetime:
    return timezone.now() + timedelta(**period)


@pytest.mark.django_db
class TestReminders:
    @pytest.fixture(autouse=True)
    def newsroom(self, mailbox: Any, reviewers: Any) -> None:
        self.mailbox = mailbox

    def test_one_mail_lists_all_the_pages_that_wait(self) -> None:
        submitted("Le jardin")
        submitted("La rivière")
        self.mailbox.messages.clear()

        assert send_reminders(later(days=2)) == 0
        assert send_reminders(later(days=3, hours=1)) == 2

        assert {message["To"] for message in self.mailbox.messages} == {
            "camille@example.org",
            "dominique@example.org",
        }
        for message in self.mailbox.messages:
            assert "Le jardin" in message.get_content()
            assert "La rivière" in message.get_content()

    def test_run_again_it_says_nothing_more_until_the_delay_has_passed_again(self) -> None:
        submitted("Le jardin")
        counts = [send_reminders(later(days=days)) for days in (4, 4.1, 5, 6.9, 7.1)]
        assert counts == [2, 0, 0, 0, 2]

    def test_interrupted_it_has_said_nothing_and_says_it_the_next_time(self, monkeypatch: Any) -> None:
        submitted("Le jardin")
        self.mailbox.messages.clear()
        with monkeypatch.context() as patch:
            patch.setattr(reminders, "compose", lambda *_: 1 / 0)
            assert send_reminders(later(days=4)) == 0
        assert self.mailbox.messages == []
        assert send_reminders(later(days=4)) == 2

    def test_whoever_has_approved_is_left_alone(self, reviewers: dict[str, User]) -> None:
        ask_for(2)
        page = submitted("Le jardin")
        approve(page, reviewers["camille"])
        self.mailbox.messages.clear()

        assert send_reminders(later(days=4)) == 1
        assert self.mailbox.to("dominique@example.org")

    def test_a_page_given_to_one_person_waits_for_them_since_then(self, reviewers: dict[str, User]) -> None:
        page = submitted("Le jardin")
        given = page.current_workflow_task_state.assignments.create(user=reviewers["camille"])
        type(given).objects.update(assigned_at=later(days=2))
        self.mailbox.messages.clear()

        assert send_reminders(later(days=4)) == 0
        assert send_reminders(later(days=5.1)) == 1
        assert self.mailbox.to("camille@example.org")

    def test_a_near_deadline_then_a_missed_one_each_bring_it_forward_once(self) -> None:
        page = submitted("Le jardin")
        today = timezone.localtime().replace(hour=12)
        Deadline.objects.create(page=page, day=today.date() + timedelta(days=4))
        ReviewSettings.objects.update_or_create(defaults={"reminder_after": 30})

        self.mailbox.messages.clear()
        counts = [send_reminders(today + timedelta(days=days)) for days in range(1, 7)]

        assert counts == [0, 2, 0, 0, 2, 0]
        near, late = (message.get_content() for message in self.mailbox.to("camille@example.org"))
        assert near != late

    def test_it_can_be_turned_off(self) -> None:
        submitted("Le jardin")
        ReviewSettings.objects.update_or_create(defaults={"reminder_after": 0})
        assert send_reminders(later(days=40)) == 0

    def test_those_who_do_not_want_it_are_left_alone(self, reviewers: dict[str, User]) -> None:
        submitted("Le jardin")
        UserProfile.objects.update_or_create(user=reviewers["camille"], defaults={"submitted_notifications": False})
        assert send_reminders(later(days=4)) == 1

    def test_other_apps_remind_those_who_have_no_account(self) -> None:
        calls = []

        def remind_speakers(delay: timedelta, moment: datetime) -> int:
            calls.append((delay, moment))
            return 5

        def broken(_delay: timedelta, _moment: datetime) -> int:
            raise LookupError

        moment = later(days=4)
        with hooks.register_temporarily([(reminders.HOOK, broken), (reminders.HOOK, remind_speakers)]):
            assert send_reminders(moment) == 5
        assert calls == [(DELAY, moment)]

    def test_the_command_says_how_many(self, capsys: Any) -> None:
        call_command("send_review_reminders")
        assert capsys.readouterr().out.strip() == "0"


@pytest.mark.django_db
class TestOutdatedApprovals:
    def test_whoever_approved_is_told_once_when_the_writing_is_over(
        self, mailbox: Any, reviewers: dict[str, User]
    ) -> None:
        ask_for(2)
        page = submitted("Le jardin")
        approve(page, reviewers["camille"])
        changed = page.get_latest_revision_as_object()
        changed.lead = "Un autre chapô."
        changed.save_revision(user=make_user("auteur"))
        mailbox.messages.clear()

        assert tell_outdated_approvals(timezone.now()) == 0
        assert tell_outdated_approvals(timezone.now() + CALM) == 1
        assert tell_outdated_approvals(timezone.now() + 2 * CALM) == 0

        assert [message["To"] for message in mailbox.messages] == ["camille@example.org"]

    def test_whoever_changed_the_text_they_approved_knows(self, reviewers: dict[str, User]) -> None:
        ask_for(2)
        page = submitted("Le jardin")
        approve(page, reviewers["camille"])
        changed = page.get_latest_revision_as_object()
        changed.lead = "Un autre chapô."
        changed.save_revision(user=reviewers["camille"])

        assert tell_outdated_approvals(timezone.now() + CALM) == 0
