"""Writing to people about what happened to a page: in their language, once each, and only if they want it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from .notices import Notice

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

logger = logging.getLogger(__name__)

Preference = Literal["submitted", "approved", "rejected"]

PREFERENCES: dict[str, Preference] = {
    "approved_by_one": "approved",
    "step_passed": "approved",
    "approved": "approved",
    "sent_back": "rejected",
}
"""Which of Wagtail's preferences governs a kind of event; what somebody is expected to do or to know, `submitted`."""

UNBROKEN = re.compile(r"\n{3,}")


def notify(
    event: str,
    recipients: Iterable[AbstractUser],
    template: str,
    context: Mapping[str, Any],
    *,
    preference: Preference | None = None,
) -> int:
    """Write to each person about one event, at most once whoever asks and however often.

    The messages are stored in the caller's transaction: an action that is rolled back has written to nobody. What goes
    wrong with one message is in the log, and neither fails the action nor holds up the other messages.

    Args:
        event: a kind and what it happened to, such as "to_review:12"; up to 150 characters.
        recipients: accounts; those without an address, inactive, or who do not want such mail, are left out.
        template: of the text, which extends workflow/mail/base.txt; its first line is the subject.
        context: with `page`, the text ends with a link to its editor. `user` is the one written to.
        preference: which of the three kinds of notifications in one's profile this belongs to; the event's by default.

    Returns:
        How many people were written to.
    """
    wanted = preference or PREFERENCES.get(event.partition(":")[0], "submitted")
    return sum(_notify_one(event, user, template, context) for user in willing(recipients, wanted))


def willing(recipients: Iterable[AbstractUser], preference: Preference) -> list[AbstractUser]:
    """Those who can be written to and did not say no to this kind of mail, each once."""
    people = {user.pk: user for user in recipients if user.is_active and user.email}
    unwilling = UserProfile.objects.filter(user__in=list(people), **{f"{preference}_notifications": False})
    refused = set(unwilling.values_list("user_id", flat=True))
    return [user for pk, user in people.items() if pk not in refused]


def _notify_one(event: str, user: AbstractUser, template: str, context: Mapping[str, Any]) -> bool:
    try:
        with transaction.atomic():
            _notice, is_new = Notice.objects.get_or_create(event=event, user_id=user.pk)
            if is_new:
                compose(user, template, context).send()
            return is_new
    except Exception:
        logger.exception("the notice of %s to account %s was not written", event, user.pk)
        return False


def compose(user: AbstractUser, template: str, context: Mapping[str, Any]) -> EmailMessage:
    """The message, in the language of the interface; the first line of the text is its subject."""
    base = settings.WAGTAILADMIN_BASE_URL
    known = {"user": user, "base_url": base, "site_name": settings.WAGTAIL_SITE_NAME}
    if page := context.get("page"):
        known["title"] = page.get_admin_display_title()
        known["editor_url"] = base + reverse("wagtailadmin_pages:edit", args=[page.pk])
    known["preferences_url"] = f"{base}{reverse('wagtailadmin_account')}#tab-notifications"
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {**known, **context})
    subject, _line_end, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject.strip(),
        body=UNBROKEN.sub("\n\n", body.strip()) + "\n",
        to=[user.email],
        # RFC 3834: no holiday responder should answer this.
        headers={"Auto-Submitted": "auto-generated"},
    )
