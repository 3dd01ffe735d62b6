"""Where each speaker of an interview stands, as the newsroom reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTaskState
from .reminders import reminders_of
from .rounds import rows_shown
from .rules import concerned, stands

if TYPE_CHECKING:
    from ..models import InterviewPage
    from .rules import Turns


class Stage(TextChoices):
    """How far a speaker's agreement has come."""

    NO_ADDRESS = "no_address", _("No address")
    TO_SEND = "to_send", _("To be asked")
    SENT = "sent", _("Letter sent")
    OPENED = "opened", _("Letter opened")
    EXPIRED = "expired", _("Letter expired")
    REVOKED = "revoked", _("Link revoked")
    AGREED = "agreed", _("Agreed")
    CHANGES = "changes", _("Asked for changes")
    SET_ASIDE = "set_aside", _("Not to be asked")


SETTLED = {Stage.AGREED, Stage.SET_ASIDE}


@dataclass
class Row:
    """One speaker in the newsroom's table."""

    agreement: SpeakerAgreement
    shown_as: str
    """The words that readers know them under, when these are not their name."""
    stage: Stage
    since: datetime | None
    is_asked: bool
    """Whether the round under way waits for them."""
    reminders: list[datetime]
    """When they were reminded in the round under way, in order."""

    @property
    def is_settled(self) -> bool:
        return self.stage in SETTLED

    @property
    def can_be_sent(self) -> bool:
        return self.is_asked and bool(self.agreement.email)

    @property
    def has_letter(self) -> bool:
        return self.stage in {Stage.SENT, Stage.OPENED}


def stage_of(
    agreement: SpeakerAgreement, turns: Turns, letter: AgreementLetter | None
) -> tuple[Stage, datetime | None]:
    """How far it has come, and since when.

    Args:
        turns: what they say in the text as it is.
        letter: the last one.
    """
    if agreement.is_set_aside:
        return Stage.SET_ASIDE, agreement.set_aside_at
    if stands(agreement.answer, turns):
        return Stage.AGREED, agreement.decided_at
    if agreement.email and letter and letter.answered_at is None:
        if letter.revoked_at:
            return Stage.REVOKED, letter.revoked_at
        if letter.is_expired:
            return Stage.EXPIRED, letter.expires_at
        return (Stage.OPENED, letter.opened_at) if letter.opened_at else (Stage.SENT, letter.created_at)
    if agreement.decision == SpeakerAgreement.Decision.CHANGES:
        return Stage.CHANGES, agreement.decided_at
    return (Stage.TO_SEND if agreement.email else Stage.NO_ADDRESS), None


def rows_of(page: InterviewPage, state: SpeakersAgreementTaskState | None) -> list[Row]:
    """The speakers of the latest draft, in its order.

    Args:
        state: the round under way.
    """
    content = page.get_latest_revision().content
    said = concerned(content)
    words = {row["person"]: row.get("display_name", "") for row in content["speakers"]}
    rows = []
    for person, agreement in rows_shown(page, said).items():
        letter = agreement.latest_letter if agreement.pk else None
        stage, since = stage_of(agreement, said[person], letter)
        is_asked = state is not None and stage not in SETTLED
        reminders = reminders_of(agreement, state) if state and agreement.pk else []
        rows.append(Row(agreement, words[person], stage, since, is_asked, reminders))
    return rows
