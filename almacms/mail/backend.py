"""Django's way into the outbox (`EMAIL_BACKEND`)."""

from collections.abc import Iterator, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import DatabaseError, transaction

from .models import Message


class OutboxBackend(BaseEmailBackend):
    """Write messages down beside what the action writes, in the same transaction; `delivery` sends them afterwards.

    An action that is rolled back has written to nobody, and one that succeeds owes nothing to the mail server.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages.

        Returns:
            How many were stored; those without any recipient are not.

        Raises:
            DatabaseError: they could not be stored, unless the backend was asked to fail silently.
        """
        addressed = [message for message in email_messages if message.recipients()]
        rows = [row for message in addressed for row in rows_of(message)]
        try:
            # A savepoint: the failure of this must not break a transaction that would go on without it.
            with transaction.atomic():
                Message.objects.bulk_create(rows)
        except DatabaseError:
            if not self.fail_silently:
                raise
            return 0
        return len(addressed)


def rows_of(message: EmailMessage) -> Iterator[Message]:
    """One row for each address, each with the whole message."""
    encoding = message.encoding or "utf-8"
    content = message.message().as_bytes()
    for recipient in dict.fromkeys(message.recipients()):
        yield Message(
            sender=sanitize_address(message.from_email, encoding),
            recipient=sanitize_address(recipient, encoding),
            subject=str(message.subject)[:255],
            content=content,
        )
