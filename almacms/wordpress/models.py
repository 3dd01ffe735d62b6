"""What was imported from where, and how each import went."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    """Where something of this site comes from: by it, an import knows again what it made."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        TOPIC = "topic", _("topic")
        PICTURE = "picture", _("picture")
        DOCUMENT = "document", _("document")
        PAGE = "page", _("page")

    site = models.CharField(_("blog"), max_length=200)
    source = models.CharField(_("type in the blog"), max_length=20)
    """“author”, “category”, “post_tag”, “attachment”, or “item” for posts and pages, which share their numbers."""
    key = models.CharField(_("number or name in the blog"), max_length=200)
    kind = models.CharField(_("what it is here"), max_length=10, choices=Kind.choices)
    target = models.BigIntegerField(_("number here"))
    read_digest = models.CharField(_("digest of what was read"), max_length=64)
    draft_digest = models.CharField(_("digest of what was made of it"), max_length=64, blank=True)
    written_digest = models.CharField(_("digest of what was written"), max_length=64, blank=True)
    comments_digest = models.CharField(_("digest of its comments"), max_length=64, blank=True)
    is_resolved = models.BooleanField(_("all that it points at was found"), default=True)
    imported_at = models.DateTimeField(_("imported on"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["site", "source", "key"], name="wordpress_origin_once")]
        indexes = [models.Index(fields=["kind", "target"], name="wordpress_origin_of")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


def private_storage() -> FileSystemStorage:
    """Exports hold people's addresses: apart from what the site gives out."""
    return FileSystemStorage(
        location=settings.WORDPRESS_ROOT / "uploads", file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


HELD_FOR = timedelta(minutes=15)
"""How long a process keeps an import from others without a sign of life: reading a large file takes a minute."""


class Run(models.Model):
    """One import, from its beginning to its report; it may stop anywhere and go on."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("under way")
        PAUSED = "paused", _("paused")
        DONE = "done", _("finished")
        FAILED = "failed", _("stopped before its end")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField(_("file"), max_length=255)
    upload = models.FileField(_("export"), storage=private_storage, upload_to="%Y%m", blank=True, max_length=255)
    site = models.CharField(_("blog"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    is_dry = models.BooleanField(_("only say what would be done"), default=False)
    options = models.JSONField(_("options"), default=dict)
    phase = models.CharField(_("phase"), max_length=20, blank=True)
    cursor = models.BigIntegerField(_("how far in the phase"), default=0)
    done = models.PositiveIntegerField(_("steps made"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    is_whole = models.BooleanField(_("the file was read to its end"), default=True)
    claimed_until = models.DateTimeField(_("worked on until"), null=True, blank=True)
    started_at = models.DateTimeField(_("started on"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()
        permissions = [("run_import", "Peut importer un blog WordPress")]
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    def option(self, name: str, default: Any = None) -> Any:
        return self.options.get(name, default)


class Line(models.Model):
    """A line of an import's report: something left out, or not quite what it was."""

    class Weight(models.TextChoices):
        SKIPPED = "skipped", _("left out")
        WARNING = "warning", _("warning")
        ERROR = "error", _("error")

    run = models.ForeignKey(Run, verbose_name=_("import"), on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=20)
    about = models.CharField(_("about"), max_length=255, blank=True)
    weight = models.CharField(_("weight"), max_length=8, choices=Weight.choices)
    reason = models.CharField(_("reason"), max_length=40)
    detail = models.CharField(_("detail"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of a report")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.about}: {self.reason}"
