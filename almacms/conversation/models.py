"""What readers say under a publication, and how it stands with each comment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from almacms.publications.models import Publication

from .rules import DEEPEST, LONGEST_TEXT, step_of


@register_setting(icon="comment", order=320)
class ConversationSettings(BaseGenericSetting):
    """What the site agreed on about its readers' comments."""

    closes_after = models.PositiveSmallIntegerField(
        _("closes after (days)"),
        default=0,
        validators=[MaxValueValidator(3650)],
        help_text=_("Once a publication is this old, nobody can comment on it any more. 0: never."),
    )
    confirm_addresses = models.BooleanField(
        _("confirm e-mail addresses"),
        default=False,
        help_text=_("A comment waits until its author has followed a link sent to their address."),
    )
    blocked = models.TextField(
        _("block list"),
        blank=True,
        help_text=_("One a line: a word, an expression, an e-mail address, or a domain such as @example.net."),
    )

    panels = [FieldPanel("closes_after"), FieldPanel("confirm_addresses"), FieldPanel("blocked")]

    class Meta:
        verbose_name = _("conversation")

    @classmethod
    def current(cls) -> Self:
        """What was agreed on, or what holds until then. `load()` would write a row for a reader who only reads."""
        return cls.objects.first() or cls()

    def closing_of(self, publication: Publication) -> datetime | None:
        """When the conversation about a publication closes by itself; None when it does not."""
        if not self.closes_after or publication.publication_date is None:
            return None
        return publication.publication_date + timedelta(days=self.closes_after)


class Thread(models.Model):
    """The conversation about one publication. One that has none is as its kind is by default."""

    class State(models.TextChoices):
        OPEN = "open", _("Open: readers can comment")
        CLOSED = "closed", _("Closed: comments are shown, and no more are taken")
        HIDDEN = "hidden", _("Hidden: nothing is shown")

    publication = models.OneToOneField(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="thread"
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "closed", "hidden"]), name="conversation_has_a_known_state"
            )
        ]

    def __str__(self) -> str:
        return gettext("Conversation about “%(title)s”") % {"title": self.publication.title}

    @classmethod
    def default_state(cls, kind: str) -> State:
        """Articles are open to comments, interviews where their editor says so."""
        return cls.State.OPEN if kind == Publication.Kind.ARTICLE else cls.State.HIDDEN


class CommentQuerySet(models.QuerySet):
    """Comments, as readers and moderators ask for them."""

    def shown(self) -> Self:
        """What readers may see, in the order of the conversation."""
        return self.filter(kind=Comment.Kind.COMMENT, status=Comment.Status.APPROVED).order_by("path")

    def waiting(self) -> Self:
        """What moderators have to decide on, the oldest first; links from other sites wait elsewhere, for nobody."""
        kind, status = Comment.Kind.COMMENT, Comment.Status.PENDING
        return self.filter(kind=kind, status=status, erased_at=None).order_by("created_at", "pk")

    def of_address(self, email: str) -> Self:
        """Everything that somebody wrote under an e-mail address, whatever its case."""
        return self.filter(email__iexact=email.strip())


class Comment(models.Model):
    """What one reader said, or a site that links here."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        PINGBACK = "pingback", _("Link from another site")

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Address to be confirmed")
        PENDING = "pending", _("To moderate")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")

    thread = models.ForeignKey(
        Thread, verbose_name=_("conversation"), on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("in answer to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.COMMENT)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PENDING)
    name = models.CharField(_("name"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Never shown."))
    website = models.URLField(_("website"), blank=True, max_length=500)
    text = models.TextField(_("comment"), blank=True, max_length=LONGEST_TEXT)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    received_at = models.DateTimeField(
        _("received on"),
        default=timezone.now,
        editable=False,
        db_index=True,
        help_text=_("When it came here: what is kept for a while only is counted from then."),
    )
    source = models.CharField(_("where it was imported from"), max_length=255, blank=True, editable=False)
    imported_digest = models.CharField(_("digest of what was imported"), max_length=64, blank=True, editable=False)
    first_shown_at = models.DateTimeField(_("first shown on"), null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("of the team"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_team = models.BooleanField(_("from the team"), default=False)
    edited_at = models.DateTimeField(_("edited on"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased on"), null=True, blank=True)
    depth = models.PositiveSmallIntegerField(_("depth"), default=0, editable=False)
    path = models.CharField(_("place in the conversation"), max_length=17 * (DEEPEST + 1), blank=True, editable=False)
    digest = models.CharField(_("digest of the text"), max_length=64, blank=True, editable=False)
    address_hash = models.CharField(_("hash of the network address"), max_length=64, blank=True, editable=False)

    objects: ClassVar = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["path"]
        permissions = [("moderate_comment", _("Can moderate comments"))]
        indexes = [
            models.Index(fields=["thread", "status", "path"], name="conversation_in_order"),
            models.Index(fields=["status", "created_at"], name="conversation_queue"),
            models.Index(fields=["address_hash", "received_at"], name="conversation_from"),
            models.Index(fields=["email"], name="conversation_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~models.Q(source=""), name="conversation_imported_once"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(text="", email="", name="", website="", address_hash=""),
                name="conversation_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        # Without the name: this is written in the history, which outlives what somebody asks to erase.
        return gettext("Comment of %(day)s on “%(title)s”") % {
            "day": date_format(timezone.localtime(self.created_at), "SHORT_DATETIME_FORMAT"),
            "title": self.thread.publication.title,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if not self.path:
            self.place()

    def place(self) -> None:
        """Give it its place in the conversation, and keep it; its children keep theirs."""
        self.settle()
        type(self)._base_manager.filter(pk=self.pk).update(depth=self.depth, path=self.path)

    def settle(self) -> None:
        """Work out its place: under what it answers, which has its own, after what was said before."""
        parent = self.parent
        above = ""
        if parent is not None:
            self.depth = min(parent.depth + 1, DEEPEST)
            above = parent.path[: 17 * self.depth]
        self.path = above + step_of(self.created_at, self.pk)

    @property
    def shown_name(self) -> str:
        """Whose it is, for readers."""
        return self.name or gettext("Somebody")


class Follower(models.Model):
    """Somebody who is written to when a conversation goes on; only once they said so from their mailbox."""

    thread = models.ForeignKey(
        Thread, verbose_name=_("conversation"), on_delete=models.CASCADE, related_name="followers"
    )
    email = models.EmailField(_("e-mail address"))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [models.UniqueConstraint(fields=["thread", "email"], name="conversation_followed_once")]

    def __str__(self) -> str:
        return str(self.thread)
