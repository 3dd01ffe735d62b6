"""Reminding people of the pages that wait for them, at the pace that the newsroom chose."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import WorkflowState

from .models import Assignment, ReviewSettings
from .notices import Notice
from .notifications import compose, willing
from .standing import running, standings

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page

logger = logging.getLogger(__name__)

HOOK = "collect_review_reminders"
TEMPLATE = "workflow/mail/reminder.txt"

NEAR = timedelta(days=2)
"""How long before its deadline a page brings the reminder forward."""

SETTLED = timedelta(days=1)
"""How long a page waits at least before anybody is reminded of it, whatever its deadline: they have just been asked."""


@dataclass(frozen=True)
class Waiting:
    """One page that waits for one person; `key` names this wait, `since` when it began for them."""

    user: AbstractUser
    page: Page
    step: str
    key: str
    since: datetime
    deadline: date | None = None

    @property
    def url(self) -> str:
        return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def urgency(self, moment: datetime) -> str:
        """`late` past the deadline, `near` shortly before it, else nothing."""
        if self.deadline is None or moment - self.since < SETTLED:
            return ""
        today = timezone.localdate(moment)
        if self.deadline < today:
            return "late"
        return "near" if self.deadline - today <= NEAR else ""

    def has_waited(self, delay: timedelta, moment: datetime) -> bool:
        return moment - self.since >= delay


@dataclass(frozen=True)
class Reminder:
    """What one person is reminded of: what is urgent, the soonest deadline first, then the rest, the oldest first."""

    urgent: Sequence[Waiting]
    others: Sequence[Waiting]
    events: Sequence[str]


def reminder_of(
    waiting: Iterable[Waiting], *, delay: timedelta, moment: datetime, last: datetime | None
) -> Reminder | None:
    """What to remind somebody of now; None when there is nothing to say, or it was said.

    Args:
        waiting: the pages that wait for them.
        last: when they were last reminded of anything.

    Returns:
        The reminder, with the events it stands for: it is sent when at least one of them is new to this person. The
        day's own is one of them whenever the usual delay has passed; each deadline adds one when it comes near, and
        one when it has passed.
    """
    waiting = list(waiting)
    urgent = sorted(
        (one for one in waiting if one.urgency(moment)), key=lambda one: (one.deadline or date.max, one.since)
    )
    others = sorted(
        (one for one in waiting if one not in urgent and one.has_waited(delay, moment)), key=lambda one: one.since
    )
    events = [f"{one.urgency(moment)}:{one.key}:{one.deadline}" for one in urgent]
    has_waited = any(one.has_waited(delay, moment) for one in waiting)
    if has_waited and (last is None or moment - last >= delay):
        events.append(day_event(moment))
    return Reminder(urgent, others, events) if events else None


def day_event(moment: datetime) -> str:
    """The beat of the usual rhythm: no more than one a day, whatever runs at the same time."""
    return f"reminder:{timezone.localdate(moment):%Y-%m-%d}"


def send_reminders(moment: datetime | None = None) -> int:
    """Remind whom pages wait for, and let other apps do the same for theirs.

    The hook `collect_review_reminders` is given the delay and the moment: an app that waits for people without an
    account writes to them itself, and returns how many letters it wrote.

    Returns:
        How many were written to.
    """
    moment = moment or timezone.now()
    delay = timedelta(days=ReviewSettings.load().reminder_after)
    if not delay:
        return 0
    return sum(_written(remind, delay, moment) for remind in [_remind_accounts, *hooks.get_hooks(HOOK)])


def _written(remind: Callable[[timedelta, datetime], int], delay: timedelta, moment: datetime) -> int:
    try:
        with transaction.atomic():
            return remind(delay, moment)
    except Exception:
        logger.exception("reminders: %s failed", getattr(remind, "__name__", remind))
        return 0


def _remind_accounts(delay: timedelta, moment: datetime) -> int:
    waiting = by_person(moment)
    last = last_reminders(waiting)
    people = willing((one[0].user for one in waiting.values()), "submitted")
    found = {user: reminder_of(waiting[user.pk], delay=delay, moment=moment, last=last.get(user.pk)) for user in people}
    return sum(_send(user, reminder, moment) for user, reminder in found.items() if reminder)


def by_person(moment: datetime) -> Mapping[int, list[Waiting]]:
    """The pages under review that wait for each account, by its number."""
    states = running().filter(status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__started_at__lte=moment)
    found = defaultdict(list)
    reviews = [one for one in standings(states) if one.is_review]
    assigned = {
        (state, user): at
        for state, user, at in Assignment.objects.filter(task_state__in=[one.state.pk for one in reviews]).values_list(
            "task_state_id", "user_id", "assigned_at"
        )
    }
    for standing in reviews:
        state = standing.state
        for user in standing.expected:
            since = assigned.get((state.pk, user.pk), state.started_at)
            found[user.pk].append(
                Waiting(user, standing.page, standing.task.name, str(state.pk), since, standing.deadline)
            )
    return found


def last_reminders(people: Iterable[int]) -> dict[int, datetime]:
    """When each of these accounts was last reminded of anything."""
    sent = Notice.objects.filter(user__in=list(people), event__startswith="reminder:").order_by("sent_at")
    return dict(sent.values_list("user_id", "sent_at"))


def _send(user: AbstractUser, reminder: Reminder, moment: datetime) -> bool:
    """Write it, unless all that it stands for was said; both or neither are stored."""
    try:
        with transaction.atomic():
            new = [
                event
                for event in reminder.events
                if Notice.objects.get_or_create(event=event, user_id=user.pk, defaults={"sent_at": moment})[1]
            ]
            if not new:
                return False
            # The usual rhythm starts again from here.
            Notice.objects.get_or_create(event=day_event(moment), user_id=user.pk, defaults={"sent_at": moment})
            context = {"urgent": reminder.urgent, "others": reminder.others, "today": timezone.localdate(moment)}
            compose(user, TEMPLATE, context).send()
            return True
    except Exception:
        logger.exception("the reminder to account %s was not written", user.pk)
        return False
