"""What the newsroom is written about the speakers' agreement, beside what every step of a workflow tells.

A request for changes returns the page, and the last agreement moves it on: both are told by the workflow itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import TaskState

from almacms.workflow.notifications import notify

from .models import SpeakerAgreement, SpeakersAgreementTaskState


def on_speaker_decided(
    agreement: SpeakerAgreement, task_state: SpeakersAgreementTaskState, decision: str, **_others: Any
) -> None:
    """Tell the one who asked for the publication that a speaker agreed, while others are still awaited."""
    task_state.refresh_from_db(fields=["status"])
    writer = task_state.workflow_state.requested_by
    if writer and decision == SpeakerAgreement.Decision.AGREED and task_state.status == TaskState.STATUS_IN_PROGRESS:
        notify(
            f"speaker_agreed:{agreement.pk}:{agreement.decided_at:%Y%m%d%H%M%S%f}",
            [writer],
            "interviews/agreement/speaker_agreed.txt",
            {"page": agreement.page, "person": agreement.person, "awaited": task_state.waiting_for()},
            preference="approved",
        )


def tell_missing_addresses(state: SpeakersAgreementTaskState, waiting: Iterable[SpeakerAgreement]) -> None:
    """Tell the one who asked for the publication that nobody knows where to write to some of the speakers."""
    writer = state.workflow_state.requested_by
    unknown = [agreement for agreement in waiting if not agreement.email]
    if writer and unknown:
        notify(
            f"speakers_without_address:{state.pk}",
            [writer],
            "interviews/agreement/no_address.txt",
            {"page": unknown[0].page, "people": [agreement.person.name for agreement in unknown]},
        )
