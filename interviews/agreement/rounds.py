"""Asking an interview's speakers for their agreement: what begins a round, what moves it on, and what ends it.

Everything that decides holds the page first, then the round, then the revision, as whatever else is decided about a
page or saved of it: two answers at the same instant follow each other, and what is agreed to cannot be written over
meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState
from wagtail.signals import task_submitted

from almacms.workflow.decisions import Refused, withdraw_outdated
from almacms.workflow.locks import hold

from .letters import write_to
from .models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTask, SpeakersAgreementTaskState
from .news import tell_missing_addresses
from .remarks import leave_comments
from .rules import awaited, concerned, turns_digest, turns_of
from .signals import speaker_decided

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import WorkflowState

    from ..models import InterviewPage

AGREED = "interviews.agreement.agreed"
CHANGES = "interviews.agreement.changes"

logger = logging.getLogger(__name__)


class NotAsked(Exception):  # noqa: N818 (it says where things stand)
    """Nothing is asked of this speaker now: they have answered, or the text is back with its writer."""


class TextChanged(Exception):  # noqa: N818 (it says what happened meanwhile)
    """The speaker's turns are no longer those they were shown."""


@transaction.atomic
def begin(
    *, task: SpeakersAgreementTask, workflow_state: WorkflowState, user: AbstractBaseUser | None
) -> SpeakersAgreementTaskState:
    """Begin a round: ask those whose agreement is missing and who hold no letter that they can still answer.

    Pages that are no interviews pass.
    """
    from ..models import InterviewPage

    page = hold(workflow_state.object_id).specific
    state = SpeakersAgreementTaskState(
        workflow_state=workflow_state,
        task=task,
        status=TaskState.STATUS_IN_PROGRESS,
        revision=page.get_latest_revision(),
    )
    if not isinstance(page, InterviewPage):
        state.status, state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
        state.save()
        return state
    state.save()
    waiting = bring_up_to_date(page, state.revision)
    for agreement in waiting:
        if agreement.email and not agreement.letters.unanswered().exists():
            write_to(agreement, state)
    if waiting:
        tell_missing_addresses(state, waiting)
        task_submitted.send(sender=SpeakersAgreementTaskState, instance=state, user=user)
    else:
        withdraw_outdated(workflow_state, state.revision)
        # Wagtail goes on to the next step by itself when one is over as soon as it begins.
        state.approve(user=None, update=False, comment=_("Nobody is left to ask."))
    return state


def running(page: Page, *, lock: bool = False) -> SpeakersAgreementTaskState | None:
    """The round under way for a page; None when there is none.

    Args:
        lock: keep others from deciding, and from saving the page, until the transaction is over.
    """
    if lock:
        hold(page.pk)
    states = SpeakersAgreementTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__in=page.workflow_states.active(),
    )
    if lock:
        states = states.select_for_update(of=("self", "taskstate_ptr"))
    return states.order_by("-pk").first()


def bring_up_to_date(page: InterviewPage, revision: Revision) -> list[SpeakerAgreement]:
    """Give each speaker of a revision their row, and close the letters of those of whom nothing is asked.

    Returns:
        Those whose agreement is missing, in the order of the page.
    """
    agreements = rows_for(page, concerned(revision.content))
    answers = {person: agreement.answer for person, agreement in agreements.items()}
    waiting = awaited(revision.content, answers)
    idle = AgreementLetter.objects.unanswered().filter(agreement__page=page).exclude(agreement__person__in=waiting)
    for letter in idle:
        letter.revoke()
    return [agreements[person] for person in waiting]


def rows_for(page: InterviewPage, people: Iterable[int]) -> dict[int, SpeakerAgreement]:
    """The rows of these speakers; those that are missing are made, with the last address that each was known at."""
    people = list(people)
    missing = [row for row in rows_shown(page, people).values() if row.pk is None]
    SpeakerAgreement.objects.bulk_create(missing, ignore_conflicts=True)
    return rows_shown(page, people)


def rows_shown(page: InterviewPage, people: Iterable[int]) -> dict[int, SpeakerAgreement]:
    """The rows of these speakers, in this order; those that are missing are only what they would be."""
    people = list(people)
    rows = SpeakerAgreement.objects.filter(page=page, person__in=people)
    found = {row.person_id: row for row in rows.select_related("person", "page").prefetch_related("letters")}
    known = SpeakerAgreement.objects.filter(person__in=set(people) - set(found)).exclude(email="").order_by("pk")
    addresses = dict(known.values_list("person", "email"))
    return {
        person: found.get(person) or SpeakerAgreement(page=page, person_id=person, email=addresses.get(person, ""))
        for person in people
    }


def locked_revision(page: Page) -> Revision:
    """The latest revision, which nobody can write over until the transaction is over."""
    latest = Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk)
    return Revision.objects.select_for_update().get(pk=latest)


@transaction.atomic
def decide(*, letter: AgreementLetter, remarks: Mapping[str, str], shown: str) -> SpeakerAgreement:
    """Write a speaker's answer: agreed when they remark nothing, else changes asked for, which return the page.

    Args:
        remarks: what should be corrected, by the identity of the turn's block.
        shown: the digest of the turns that they were shown.

    Raises:
        NotAsked: this letter was answered or closed, or no round is under way.
        TextChanged: their turns are no longer those.
    """
    page = letter.agreement.page
    state = running(page, lock=True)
    held = AgreementLetter.objects.unanswered().select_related("agreement__person").filter(pk=letter.pk).first()
    if state is None or held is None:
        raise NotAsked
    revision = locked_revision(page)
    agreement = held.agreement
    turns = turns_of(agreement.person_id, revision.content)
    if turns_digest(turns) != shown:
        raise TextChanged
    if not turns:
        raise NotAsked
    now = timezone.now()
    agreement.turns, agreement.remarks, agreement.decided_at = turns, dict(remarks), now
    agreement.decision = SpeakerAgreement.Decision.CHANGES if remarks else SpeakerAgreement.Decision.AGREED
    agreement.save(update_fields=["turns", "remarks", "decided_at", "decision"])
    held.answered_at = now
    held.save(update_fields=["answered_at"])
    name = agreement.person.name
    log(
        instance=page,
        action=CHANGES if remarks else AGREED,
        revision=revision,
        data={"person": name, "count": len(remarks)},
    )
    if remarks:
        leave_comments(page=page, revision=revision, name=name, remarks=remarks)
        state.reject(user=None, comment=summary(name, remarks))
    else:
        move_on(state, page, revision)
    speaker_decided.send(
        sender=SpeakerAgreement, agreement=agreement, task_state=state, decision=str(agreement.decision)
    )
    return agreement


def summary(name: str, remarks: Mapping[str, str]) -> str:
    """What the newsroom reads of a request for changes, before it opens the page."""
    return ngettext(
        "%(name)s asks for a change in %(count)d answer: see the comment beside it.",
        "%(name)s asks for changes in %(count)d answers: see the comments beside them.",
        len(remarks),
    ) % {"name": name, "count": len(remarks)}


def move_on(state: SpeakersAgreementTaskState, page: InterviewPage, revision: Revision) -> None:
    """End the round when nobody is awaited any more; else write to those whose answer no longer holds."""
    waiting = bring_up_to_date(page, revision)
    if waiting:
        for agreement in waiting:
            latest = agreement.latest_letter
            if agreement.email and (latest is None or latest.answered_at):
                write_to(agreement, state)
        return
    end(state, revision, comment=_("Every speaker agreed, or was set aside."))


def end(
    state: SpeakersAgreementTaskState, revision: Revision, *, user: AbstractBaseUser | None = None, comment: str
) -> None:
    """Approve the step for this revision: the workflow goes on by itself."""
    try:
        with transaction.atomic():
            state.revision = revision
            withdraw_outdated(state.workflow_state, revision)
            state.approve(user=user, comment=comment)
    except Refused:
        # A workflow without any review publishes nothing. What the speaker answered must be kept all the same.
        logger.exception("The speakers agreed, and the workflow could not go on.")
        state.refresh_from_db()
