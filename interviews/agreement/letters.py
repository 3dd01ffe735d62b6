"""The letters that ask speakers for their agreement. The secret of a link is in its letter and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from almacms.workflow.links import site_address

from .models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTaskState

if TYPE_CHECKING:
    from almacms.accounts.models import User


LETTER_SENT = "interviews.agreement.letter"
REMINDER_SENT = "interviews.agreement.reminder"
LETTER_REVOKED = "interviews.agreement.letter_revoked"


@transaction.atomic
def write_to(
    agreement: SpeakerAgreement,
    state: SpeakersAgreementTaskState,
    *,
    sent_by: User | None = None,
    reminded_at: datetime | None = None,
) -> AgreementLetter:
    """Send a speaker a letter with a link of its own, and close those they had.

    The site's mail is stored with the transaction and leaves after it; what does not leave is the outbox's to tell.

    Args:
        sent_by: who pressed the button; None when the workflow asks by itself.
        reminded_at: for a letter that reminds them of an earlier one, the moment at which it does.
    """
    for older in agreement.letters.usable():
        older.revoke()
    letter = AgreementLetter.lasting(
        state.task.specific.link_lifetime,
        agreement=agreement,
        sent_to=agreement.email,
        sent_by=sent_by,
        reminded_at=reminded_at,
    )
    secret = letter.new_secret()
    letter.save()
    composed(letter, secret, state).send()
    log(
        instance=agreement.page,
        action=REMINDER_SENT if reminded_at else LETTER_SENT,
        user=sent_by,
        revision=state.revision,
        data={"person": agreement.person.name},
    )
    return letter


def close_letters(agreement: SpeakerAgreement) -> bool:
    """Revoke what a speaker could still follow; says whether there was anything."""
    usable = list(agreement.letters.usable())
    for letter in usable:
        letter.revoke()
    return bool(usable)


def composed(letter: AgreementLetter, secret: str, state: SpeakersAgreementTaskState) -> EmailMultiAlternatives:
    """The letter as it leaves, in the site's language."""
    agreement = letter.agreement
    writer = state.workflow_state.requested_by
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "agreement": agreement,
            "person": agreement.person,
            "title": state.revision.as_object().title,
            "link": site_address(agreement.page) + reverse("speakers_agreement", kwargs={"secret": secret}),
            "letter": letter,
            "is_reminder": letter.reminded_at is not None,
            "is_again": bool(agreement.decision),
            "asked_for_changes": agreement.decision == SpeakerAgreement.Decision.CHANGES,
            "writer": writer.get_full_name() if writer else "",
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = (
            _("Reminder: your agreement, before “%(title)s” is published")
            if letter.reminded_at
            else _("Your agreement, before “%(title)s” is published")
        ) % {"title": context["title"]}
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("interviews/agreement/letter.txt", context),
            to=[letter.sent_to],
            reply_to=[writer.email] if writer and writer.email else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("interviews/agreement/letter.html", context), "text/html")
    return message
