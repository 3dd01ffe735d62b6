"""Sharing a draft, closing what was shared, and keeping what readers say of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Comment, Page, Revision

from almacms.workflow.outsiders import reader_commented, service_account

from .models import ReaderComment, SharedDraft
from .passages import WHOLE_TEXT, Passage

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

SHARED = "almacms.share_draft"
REVOKED = "almacms.revoke_shared_draft"

READERS = "Lecteurs de brouillons"
"""Under which name the newsroom reads them; French because it is data that people read."""

MOST_COMMENTS = 30
"""Comments that one link brings in an hour at most."""

KEPT_AFTER_DEATH = timedelta(days=90)
"""How long the newsroom sees links that are closed."""


class TooManyComments(Exception):  # noqa: N818 (nothing has gone wrong)
    """As many comments came by this link within the hour as one brings at most."""


@transaction.atomic
def share_draft(
    *,
    page: Page,
    revision: Revision | None,
    recipient: str,
    expires_at: datetime,
    comments_allowed: bool,
    user: AbstractUser | AnonymousUser,
) -> tuple[SharedDraft, str]:
    """Make a link to a draft.

    Args:
        revision: what the link shows for good; None for the latest at any time.

    Returns:
        The link and its secret, which is told now or never.

    Raises:
        ValidationError: the revision is another page's, or the link would be for nobody.
    """
    link = SharedDraft(
        page=page,
        revision=revision,
        recipient=recipient,
        expires_at=expires_at,
        comments_allowed=comments_allowed,
        created_by_id=user.pk,
    )
    secret = link.new_secret()
    link.full_clean(validate_constraints=False)
    link.save()
    _log(link, SHARED, user)
    return link, secret


@transaction.atomic
def revoke(*, link: SharedDraft, user: AbstractUser | AnonymousUser) -> None:
    """Close a link for good; one that is closed already is left as it is."""
    link = SharedDraft.objects.select_for_update().get(pk=link.pk)
    if link.is_usable:
        link.revoke()
        _log(link, REVOKED, user)


def _log(link: SharedDraft, action: str, user: AbstractUser | AnonymousUser) -> None:
    data = {"recipient": link.recipient, "until": link.expires_at.isoformat(), "comments": link.comments_allowed}
    log(instance=link.page, action=action, user=user, revision=link.revision, data=data)


@transaction.atomic
def keep_comment(*, link: SharedDraft, name: str, text: str, passage: Passage | None) -> Comment:
    """Put what a reader says among the newsroom's comments, on the passage it is about.

    Args:
        passage: None for the whole text. One that the latest draft no longer has is quoted, above the whole text.

    Raises:
        TooManyComments: this link brought `MOST_COMMENTS` within the hour.
    """
    # Those who write at the same instant wait for each other, to be counted.
    SharedDraft.objects.select_for_update().get(pk=link.pk)
    if link.reader_comments.filter(made_at__gt=timezone.now() - timedelta(hours=1)).count() >= MOST_COMMENTS:
        raise TooManyComments
    page = link.page.specific
    words = {"name": name, "text": text}
    comment = Comment(page=link.page, user=service_account(READERS), contentpath=WHOLE_TEXT)
    if passage is not None:
        comment.contentpath = passage.path
        if not comment.has_valid_contentpath(page.get_latest_revision_as_object()):
            comment.contentpath = WHOLE_TEXT
            words["passage"] = passage.extract
    form = _("%(name)s, about “%(passage)s”: %(text)s") if "passage" in words else _("%(name)s: %(text)s")
    comment.text = form % words
    comment.save()
    comment.log_create(user=comment.user)
    ReaderComment.objects.create(link=link, comment=comment)
    sent = partial(reader_commented.send, sender=type(page), page=page, comment=comment, link_maker=link.created_by)
    transaction.on_commit(sent, robust=True)
    return comment


def purge_dead_links() -> int:
    """Forget the links that have been closed for long; what readers said stays.

    Returns:
        How many were forgotten.
    """
    limit = timezone.now() - KEPT_AFTER_DEATH
    dead = SharedDraft.objects.filter(expires_at__lt=limit) | SharedDraft.objects.filter(revoked_at__lt=limit)
    _deleted, counts = dead.delete()
    return counts.get(SharedDraft._meta.label, 0)
