"""The outbox: messages that an action wrote, until the mail server has taken them."""

import re
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[2-5]\d\d ")
"""How the answer of a mail server begins."""

TRIES_BEFORE_WORRY = 4
"""How many failures in a row are more than a mail server being restarted."""


class MessageQuerySet(models.QuerySet):
    """Messages, as the one who delivers them asks for them."""

    def due(self, moment: datetime | None = None) -> Self:
        """Those to try now, the ones that have waited longest first."""
        waiting = self.filter(state=Message.State.WAITING, next_try_at__lte=moment or timezone.now())
        return waiting.order_by("next_try_at", "pk")

    def unsent(self) -> Self:
        """Those that still have to reach somebody, the stuck ones first."""
        return self.filter(state__in=Message.UNSENT).order_by("state", "next_try_at", "pk")

    def in_trouble(self) -> Self:
        """Those that an administrator should look at: stuck, or failing for half an hour."""
        return self.filter(Q(state=Message.State.STUCK) | Q(state=Message.State.WAITING, tries__gte=TRIES_BEFORE_WORRY))


class Message(models.Model):
    """One e-mail to one address.

    Several recipients are several rows: each is delivered once, whatever becomes of the others.
    """

    class State(models.TextChoices):
        """Where a message is."""

        WAITING = "waiting", _("waiting")
        STUCK = "stuck", _("stuck")
        DELIVERED = "delivered", _("delivered")
        ABANDONED = "abandoned", _("given up")

    UNSENT = (State.WAITING, State.STUCK)

    sender = models.CharField(_("sender"), max_length=320)
    recipient = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    # The whole message as it will leave, headers too: its Message-ID and its date are the same at each try.
    content = models.BinaryField(_("content"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    # What the mail server said of the last try that failed, or the system about the server.
    failure = models.TextField(_("failure"), blank=True)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    tried_at = models.DateTimeField(_("last tried on"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        permissions = [("manage_outbox", "Peut voir le courrier en attente, le relancer ou y renoncer")]
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_to_try")]
        constraints = [
            # What was delivered or given up keeps nothing of what it said: it may hold a personal link.
            models.CheckConstraint(
                condition=Q(content__isnull=False, state__in=["waiting", "stuck"])
                | Q(content__isnull=True, state__in=["delivered", "abandoned"]),
                name="mail_content_only_while_unsent",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_try_at__isnull=False)
                | (~Q(state="waiting") & Q(next_try_at__isnull=True)),
                name="mail_next_try_only_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"

    @property
    def is_stuck(self) -> bool:
        return self.state == self.State.STUCK

    @property
    def reason(self) -> str:
        """In our words, whose words `failure` has (RFC 5321, 4.2.1: what codes begin with says how final they are)."""
        if not self.failure:
            return ""
        if CODE.match(self.failure):
            return (
                gettext("The mail server refuses it:")
                if self.failure[0] == "5"
                else gettext("The mail server puts it off:")
            )
        return gettext("The mail server could not be talked to:")
