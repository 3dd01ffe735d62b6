"""The base of every page type: nothing of it reaches readers before somebody else has read it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, TaskState

from .locks import hold
from .permissions import ReviewedPagePermissionTester


class ReviewedPage(Page):
    """A page that goes live by approval alone; abstract."""

    permission_tester: type[ReviewedPagePermissionTester] = ReviewedPagePermissionTester

    class Meta:
        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> ReviewedPagePermissionTester:
        return self.permission_tester(user, self)

    def publication_problems(self) -> list[str]:
        """What keeps this content from readers, in sentences; the editor's form says the same beside each field."""
        try:
            self.full_clean()
        except ValidationError as error:
            return error.messages
        return [
            _("“%(field)s” is incomplete: submitting the page from the editor shows where.")
            % {"field": capfirst(field.verbose_name)}
            for field in self._meta.get_fields()
            if isinstance(field, StreamField) and not _is_valid(field, getattr(self, field.name))
        ]

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Save a revision, which is then the one under review if the page waits for one.

        Autosave overwrites its own last revision: never one that was approved, scheduled or shown to somebody, which
        would lose what went live, or was to go live later.
        """
        with transaction.atomic():
            hold(self.pk)
            if overwrite_revision and is_kept(Revision.objects.get(pk=overwrite_revision.pk)):
                overwrite_revision = None
            revision = super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)
            waiting = TaskState.objects.for_instance(self).filter(status=TaskState.STATUS_IN_PROGRESS)
            waiting.exclude(revision=revision).update(revision=revision)
        return revision


def _is_valid(field: StreamField, value: StreamValue) -> bool:
    """Whether the blocks are as the editor would accept them; Django's validation does not look into them."""
    try:
        field.stream_block.clean(value)
    except ValidationError:
        return False
    return True


def is_kept(revision: Revision) -> bool:
    """Whether somebody decided about this very revision, or was shown it.

    An app that refers to revisions registers the hook `keep_revision(revision) -> bool`.
    """
    page = revision.content_object
    return (
        revision.approved_go_live_at is not None
        or revision.task_states.exclude(status=TaskState.STATUS_IN_PROGRESS).exists()
        or (page is not None and page.live_revision_id == revision.pk)
        or any(is_referred_to(revision) for is_referred_to in hooks.get_hooks("keep_revision"))
    )
