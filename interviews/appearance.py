"""The index of who answers which question."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from almacms.people.models import Person

from .blocks import exchange_anchor

EXTRACT_LENGTH = 200
"""How much of an answer an index quotes, in characters."""


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Chainable questions about who answered what."""

    def in_order(self) -> Self:
        """As an interview reads."""
        return self.order_by("interview", "position", "pk")


class Appearance(models.Model):
    """An index of who answers which question, as interviews were last published; rebuilt each time they are.

    It tells nothing of drafts, and of the rest only what the page itself names: a speaker whom an interview does not
    count among its contributors is not in it. Whether readers may see the interview is asked when it is read.
    """

    interview = models.ForeignKey(
        "interviews.InterviewPage", verbose_name=_("interview"), on_delete=models.CASCADE, related_name="appearances"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="appearances")
    exchange = models.CharField(_("exchange"), max_length=36)
    """The identity of its block in the body."""
    question = models.CharField(_("question"), max_length=400)
    extract = models.CharField(_("beginning of the answer"), max_length=EXTRACT_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"))

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["interview", "person", "exchange"], name="interviews_appearance_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.question}"

    @property
    def anchor(self) -> str:
        """What follows # in the interview's address."""
        return exchange_anchor(self.exchange)
