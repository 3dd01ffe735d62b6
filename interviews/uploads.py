"""A transcript between its arrival and its interview: kept apart, so that nothing is written before it is confirmed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .transcripts.paragraphs import Picture, Source
from .transcripts.transcript import Understanding
from .transcripts.understand import understand

if TYPE_CHECKING:
    from almacms.accounts.models import User

    from .models import InterviewIndexPage

KEPT_FOR = timedelta(days=7)
"""Long enough to come back after a week-end; then a text that nobody confirmed is nobody's to keep."""


class TranscriptUploadQuerySet(models.QuerySet["TranscriptUpload"]):
    """Chainable questions about the transcripts that wait."""

    def of(self, user: User) -> Self:
        """Those of somebody: a transcript is nobody else's as long as it is not a page."""
        return self.filter(user=user)

    def waiting(self) -> Self:
        return self.filter(page=None)

    def expired(self) -> Self:
        return self.filter(updated_at__lt=timezone.now() - KEPT_FOR)


class TranscriptUpload(models.Model):
    """A transcript that was read: what the rules made of it, and what its editor has changed since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE)
    parent = models.ForeignKey(
        "interviews.InterviewIndexPage", verbose_name=_("list"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("file"), max_length=255, blank=True)
    pasted = models.TextField(_("pasted text"), blank=True)
    understood = models.JSONField(_("what was understood"))
    edits = models.JSONField(_("corrections"), default=list)
    page = models.ForeignKey(
        "interviews.InterviewPage",
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("received on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = TranscriptUploadQuerySet.as_manager()

    # What is not confirmed uses nothing of the library.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("transcript received")
        verbose_name_plural = _("transcripts received")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.name or self.understanding.title or str(_("Pasted text"))

    @cached_property
    def understanding(self) -> Understanding:
        """What the rules understood, before any correction."""
        return Understanding.from_json(self.understood)

    @cached_property
    def stored_pictures(self) -> dict[str, Picture]:
        return {
            picture.key: Picture(picture.key, picture.name, bytes(picture.content), picture.description)
            for picture in self.pictures.all()
        }


class TranscriptPicture(models.Model):
    """A picture of a transcript that waits: in the library only once its interview is."""

    upload = models.ForeignKey(
        TranscriptUpload, verbose_name=_("transcript"), on_delete=models.CASCADE, related_name="pictures"
    )
    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    content = models.BinaryField(_("content"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture of a transcript received")
        verbose_name_plural = _("pictures of a transcript received")
        constraints = [models.UniqueConstraint(fields=["upload", "key"], name="interviews_transcript_picture_once")]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def keep_transcript(
    *, source: Source, user: User, parent: InterviewIndexPage, name: str = "", pasted: str = ""
) -> TranscriptUpload:
    """Understand a source and keep it until it is confirmed; forget those that nobody came back to."""
    TranscriptUpload.objects.expired().delete()
    upload = TranscriptUpload.objects.create(
        user=user,
        parent=parent,
        name=name[-255:],
        pasted=pasted,
        understood=understand(source, interviewers=[settings.WAGTAIL_SITE_NAME]).to_json(),
    )
    TranscriptPicture.objects.bulk_create(
        TranscriptPicture(
            upload=upload,
            key=picture.key,
            name=picture.name[-255:],
            description=picture.description,
            content=picture.content,
        )
        for picture in source.pictures.values()
    )
    return upload
