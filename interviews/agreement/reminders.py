"""Reminding the speakers who have not answered, at the pace that the newsroom chose for all its reminders.

A reminder is a new letter, which closes the one before: what was lost is found again, and one link opens.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from .letters import write_to
from .models import SpeakerAgreement, SpeakersAgreementTaskState
from .rounds import running
from .rules import awaited

MOST_REMINDERS = 2
"""For each round: whoever keeps silent after that is the newsroom's to call."""

logger = logging.getLogger(__name__)


def remind_speakers(delay: timedelta, moment: datetime) -> int:
    """Write again to the speakers who have had a letter for so long, and have not answered.

    Returns:
        How many were written to.
    """
    states = SpeakersAgreementTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        started_at__lte=moment - delay,
    )
    return sum(_written(state, delay, moment) for state in states.order_by("pk"))


def _written(state: SpeakersAgreementTaskState, delay: timedelta, moment: datetime) -> int:
    try:
        with transaction.atomic():
            return _remind(state, delay, moment)
    except Exception:
        # One interview holds up no other.
        logger.exception("the speakers of step %s were not reminded", state.pk)
        return 0


def _remind(state: SpeakersAgreementTaskState, delay: timedelta, moment: datetime) -> int:
    held = running(state.workflow_state.content_object, lock=True)
    if held is None or held.pk != state.pk:
        return 0
    agreements = SpeakerAgreement.objects.filter(page=int(held.revision.object_id)).exclude(email="")
    rows = {row.person_id: row for row in agreements.select_related("person", "page").prefetch_related("letters")}
    answers = {person: row.answer for person, row in rows.items()}
    late = [
        rows[person]
        for person in awaited(held.revision.content, answers)
        if person in rows and is_late(rows[person], held, delay=delay, moment=moment)
    ]
    for agreement in late:
        write_to(agreement, held, reminded_at=moment)
    return len(late)


def is_late(
    agreement: SpeakerAgreement, state: SpeakersAgreementTaskState, *, delay: timedelta, moment: datetime
) -> bool:
    """Whether to remind a speaker of whom something is asked.

    Whoever holds no letter is not: the newsroom closed their link, and knows why.
    """
    letter = agreement.latest_letter
    if letter is None or letter.answered_at or letter.revoked_at:
        return False
    reminders = reminders_of(agreement, state)
    since = max(letter.reminded_at or letter.created_at, state.started_at)
    return len(reminders) < MOST_REMINDERS and moment - since >= delay


def reminders_of(agreement: SpeakerAgreement, state: SpeakersAgreementTaskState) -> list[datetime]:
    """When a speaker was reminded in this round, in order."""
    sent = [letter.reminded_at for letter in agreement.letters.all() if letter.reminded_at]
    return sorted(moment for moment in sent if moment >= state.started_at)
