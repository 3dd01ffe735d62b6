"""Links by which people without an account read a draft, and what they said of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, Page, Revision

from almacms.workflow.links import PrivateLink, PrivateLinkQuerySet

LONGEST_LIFETIME = 365
"""Days for which a draft may be shared at most."""


class SharedDraftQuerySet(PrivateLinkQuerySet):
    """Links to drafts."""

    def usable(self) -> Self:
        """Neither revoked nor expired, and not of somebody who has left the newsroom."""
        return super().usable().exclude(created_by__is_active=False)

    def with_text(self) -> Self:
        """With the page, and the revision that is shown."""
        return self.select_related("page__latest_revision", "revision")


class SharedDraft(PrivateLink):
    """A link to one revision of a page or, without one, to its latest."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a link", "Open")
        EXPIRED = "expired", pgettext_lazy("a link", "Expired")
        REVOKED = "revoked", pgettext_lazy("a link", "Revoked")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="shared_drafts")
    revision = models.ForeignKey(
        Revision, verbose_name=_("text"), null=True, blank=True, on_delete=models.CASCADE, related_name="shared_drafts"
    )
    recipient = models.CharField(
        _("for whom"), max_length=200, help_text=_("Only the newsroom sees this: who was sent the link, and why.")
    )
    comments_allowed = models.BooleanField(_("may comment"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects: ClassVar = SharedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared draft")
        verbose_name_plural = _("shared drafts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(recipient=""), name="sharing_for_somebody"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="sharing_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def clean(self) -> None:
        if self.revision is not None and str(self.revision.object_id) != str(self.page_id):
            raise ValidationError({"revision": gettext("This text is another page’s.")})

    @property
    def state(self) -> State:
        """What the link is now; a revoked one stays revoked once it would have expired."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.OPEN if self.is_usable else self.State.EXPIRED

    @property
    def shown_revision(self) -> Revision | None:
        """The revision that the link shows now; None when the page was never saved as a draft."""
        return self.revision or self.page.latest_revision


class ReaderComment(models.Model):
    """Which comment came by which link; the comment itself is the newsroom's, as any other."""

    link = models.ForeignKey(
        SharedDraft, verbose_name=_("link to a draft"), on_delete=models.CASCADE, related_name="reader_comments"
    )
    comment = models.OneToOneField(
        Comment, verbose_name=_("comment"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)

    class Meta:
        verbose_name = _("reader’s comment")
        verbose_name_plural = _("readers’ comments")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.link} ({self.made_at:%Y-%m-%d})"
