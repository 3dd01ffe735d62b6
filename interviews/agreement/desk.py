"""What the newsroom may do about the speakers' agreement: write again, close a link, correct an address, set aside.

Each is written in the page's history, and each moves the round on when one is under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from .letters import LETTER_REVOKED, close_letters, write_to
from .models import SpeakerAgreement, SpeakersAgreementTaskState
from .rounds import end, locked_revision, move_on, running
from .rules import stands, turns_of

if TYPE_CHECKING:
    from almacms.accounts.models import User

    from ..models import InterviewPage

ADDRESS_CHANGED = "interviews.agreement.address"
SET_ASIDE = "interviews.agreement.set_aside"
ASKED_AFTER_ALL = "interviews.agreement.asked_after_all"
STEP_SET_ASIDE = "interviews.agreement.step_set_aside"


class NotNow(Exception):  # noqa: N818 (it says where things stand)
    """The action means nothing as things stand: no round is under way, the speaker has agreed, or has no address."""


@contextmanager
def round_of(page: InterviewPage) -> Iterator[SpeakersAgreementTaskState | None]:
    """The round under way, for which nobody else decides anything meanwhile; None when there is none."""
    with transaction.atomic():
        yield running(page, lock=True)


def change_address(*, agreement: SpeakerAgreement, email: str, user: User) -> None:
    """Write to a speaker at this address from now on; when they are being asked, at once.

    The letters that went to the former address open nothing any more. An empty address takes it away.
    """
    with round_of(agreement.page) as state:
        if email == agreement.email:
            return
        agreement.email = email
        agreement.save(update_fields=["email"])
        close_letters(agreement)
        _tell(agreement, ADDRESS_CHANGED, user)
        if state and email and _is_awaited(agreement, state):
            write_to(agreement, state, sent_by=user)


def send_again(*, agreement: SpeakerAgreement, user: User) -> None:
    """Send a new letter; the one before opens nothing any more.

    Raises:
        NotNow: they are not asked anything now, or nobody knows where to write.
    """
    with round_of(agreement.page) as state:
        if state is None or not agreement.email or not _is_awaited(agreement, state):
            raise NotNow
        write_to(agreement, state, sent_by=user)


def revoke(*, agreement: SpeakerAgreement, user: User) -> None:
    """Close the link that a speaker holds."""
    with round_of(agreement.page):
        if close_letters(agreement):
            _tell(agreement, LETTER_REVOKED, user)


def set_aside(*, agreement: SpeakerAgreement, reason: str, user: User) -> None:
    """Ask nothing of this speaker until this is undone, for a reason that stays in the page's history."""
    with round_of(agreement.page) as state:
        agreement.set_aside_reason, agreement.set_aside_at = reason, timezone.now()
        agreement.set_aside_by = user
        agreement.save(update_fields=["set_aside_reason", "set_aside_at", "set_aside_by"])
        close_letters(agreement)
        _tell(agreement, SET_ASIDE, user, reason=reason)
        if state:
            move_on(state, agreement.page, locked_revision(agreement.page))


def ask_after_all(*, agreement: SpeakerAgreement, user: User) -> None:
    """Undo what set a speaker aside: they are asked again, at once when a round is under way."""
    with round_of(agreement.page) as state:
        if not agreement.is_set_aside:
            return
        agreement.set_aside_reason, agreement.set_aside_at, agreement.set_aside_by = "", None, None
        agreement.save(update_fields=["set_aside_reason", "set_aside_at", "set_aside_by"])
        _tell(agreement, ASKED_AFTER_ALL, user)
        if state and agreement.email and _is_awaited(agreement, state):
            write_to(agreement, state, sent_by=user)


def set_step_aside(*, page: InterviewPage, reason: str, user: User) -> None:
    """End the round without those who have not agreed; the workflow goes on. It holds for this workflow only.

    Raises:
        NotNow: no round is under way.
    """
    with round_of(page) as state:
        if state is None:
            raise NotNow
        revision = locked_revision(page)
        state.set_aside_reason = reason
        state.save(update_fields=["set_aside_reason"])
        for agreement in page.agreements.all():
            close_letters(agreement)
        log(instance=page, action=STEP_SET_ASIDE, user=user, revision=revision, data={"reason": reason})
        end(state, revision, user=user, comment=reason)


def _is_awaited(agreement: SpeakerAgreement, state: SpeakersAgreementTaskState) -> bool:
    # Read again: they may have answered while the page was being waited for.
    answer = SpeakerAgreement.objects.get(pk=agreement.pk).answer
    turns = turns_of(agreement.person_id, state.revision.content)
    return bool(turns) and not stands(answer, turns)


def _tell(agreement: SpeakerAgreement, action: str, user: User, **data: str) -> None:
    log(
        instance=agreement.page,
        action=action,
        user=user,
        revision=agreement.page.latest_revision,
        data={"person": agreement.person.name, **data},
    )
