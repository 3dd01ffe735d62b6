"""Delivering what the outbox holds: soon, again when it fails, and not for ever."""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as MIMEMessage
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from .models import Message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long to wait after each try that failed; after the last one, the message is stuck."""

LEASE = timedelta(minutes=10)
"""How long a try belongs to the process that began it: if that one dies, another tries afterwards."""

PATIENCE = timedelta(seconds=20)
"""After how long a round leaves the rest to the next: the scheduler has pages to publish."""

MOST_AT_ONCE = 200
"""How many messages a round takes on."""

KEPT_FOR = timedelta(days=30)
"""How long the outbox remembers whom it wrote to."""


def deliver() -> int:
    """Try what is due.

    Safe to run in several processes at once: a message belongs to the one that claimed it.

    Returns:
        How many messages the mail server took.
    """
    forget()
    due = list(Message.objects.due().defer("content")[:MOST_AT_ONCE])
    if not due:
        return 0
    connection = get_connection(settings.OUTBOX_DELIVERY_BACKEND)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        # One try stands for all: each would wait as long, to be told the same.
        logger.warning("outbox: the mail server does not answer, %d messages wait: %s", len(due), error)
        for message in due:
            if claim(message):
                postpone(message, error)
        return 0
    try:
        return _deliver_all(due, connection)
    finally:
        connection.close()


def _deliver_all(due: list[Message], connection: BaseEmailBackend) -> int:
    delivered, end = 0, time.monotonic() + PATIENCE.total_seconds()
    for message in due:
        if time.monotonic() > end:
            break
        if not claim(message):
            continue
        try:
            connection.send_messages([StoredEmail(message)])
        except Exception as error:  # noqa: BLE001 (whatever it is, it is this message's: the others have their chance)
            logger.warning("outbox: message %s failed, try %d: %s", message.pk, message.tries, error)
            postpone(message, error)
            # What was said on this connection so far may have confused the server.
            connection.close()
        else:
            Message.objects.filter(pk=message.pk).update(
                state=Message.State.DELIVERED, content=None, next_try_at=None, failure=""
            )
            delivered += 1
    return delivered


def claim(message: Message) -> bool:
    """Begin a try, unless another process did.

    The try is counted before it is made: a message that kills the process every time is stuck in the end.
    """
    now = timezone.now()
    mine = Message.objects.due(now).filter(pk=message.pk).order_by()
    if message.tries > len(DELAYS):
        mine.update(state=Message.State.STUCK, next_try_at=None)
        return False
    if not mine.update(next_try_at=now + LEASE, tried_at=now, tries=F("tries") + 1):
        return False
    message.refresh_from_db()
    return True


def postpone(message: Message, error: Exception) -> None:
    """Keep what failed for later, or leave it to an administrator when trying again makes no sense."""
    later = None if is_final(error) else next_try(message.tries, timezone.now())
    # Unless somebody gave it up meanwhile.
    Message.objects.filter(pk=message.pk, state=Message.State.WAITING).update(
        state=Message.State.WAITING if later else Message.State.STUCK, next_try_at=later, failure=words(error)
    )


def next_try(tries: int, moment: datetime) -> datetime | None:
    """When to try again after so many tries, the last of which failed now; None for never."""
    return moment + DELAYS[tries - 1] if tries <= len(DELAYS) else None


def is_final(error: Exception) -> bool:
    """Whether the server refused the message or its recipient for good (RFC 5321, 4.2.1: codes of 500 and more)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def words(error: Exception) -> str:
    """What the server said, as it said it; or the system, when there was no server to say anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_decoded(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return str(error) or type(error).__name__


def _decoded(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text


def retry(*, message: Message) -> bool:
    """Try a message again from the beginning, at the next round; False when it is over already, or leaving."""
    return bool(_again(Message.objects.unsent().filter(pk=message.pk)))


def retry_all() -> int:
    """Try again whatever is unsent and not just leaving; returns how many there are."""
    return _again(Message.objects.unsent())


def _again(unsent: QuerySet[Message]) -> int:
    now = timezone.now()
    # What a process is sending just now is left to it: it would leave twice.
    unclaimed = unsent.exclude(next_try_at=F("tried_at") + LEASE, next_try_at__gt=now)
    return unclaimed.order_by().update(state=Message.State.WAITING, tries=0, next_try_at=now)


def give_up(*, message: Message) -> bool:
    """Send a message to nobody, and erase what it said; False when it is over already."""
    unsent = Message.objects.unsent().filter(pk=message.pk).order_by()
    return bool(unsent.update(state=Message.State.ABANDONED, content=None, next_try_at=None))


def forget() -> None:
    """Delete what is old, stuck or not: news of a month ago would only confuse."""
    Message.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


class StoredEmail(EmailMessage):
    """A message of the outbox, for any of Django's backends; it leaves as it was stored, to the byte."""

    def __init__(self, stored: Message) -> None:
        super().__init__(stored.subject, "", stored.sender, [stored.recipient])
        self.stored = bytes(stored.content or b"")

    def message(self, **_options: Any) -> Any:
        mime = message_from_bytes(self.stored, _class=StoredMIME)
        mime.stored = self.stored
        return mime


class StoredMIME(MIMEMessage):
    """What a backend asks a message for: its bytes, with the line ends of its choice."""

    stored = b""

    def as_bytes(self, *_options: Any, linesep: str = "\n", **_more: Any) -> bytes:
        return self.stored.replace(b"\r\n", b"\n").replace(b"\n", linesep.encode())
