"""What the newsroom decides on comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from almacms.publications.models import Publication

from .. import rules
from ..freshness import conversation_changed
from ..letters import tell_followers
from ..models import Comment, Thread
from .threads import thread_of

APPROVED, REJECTED, SPAM = "conversation.approve", "conversation.reject", "conversation.spam"
EDITED, ANSWERED, THREAD_CHANGED = "conversation.edit", "conversation.answer", "conversation.thread"
ACTIONS = {Comment.Status.APPROVED: APPROVED, Comment.Status.REJECTED: REJECTED, Comment.Status.SPAM: SPAM}


@transaction.atomic
def moderate(*, comments: Iterable[Comment], status: Comment.Status, user: Any) -> int:
    """Decide on comments; returns how many changed.

    Those who follow the conversation are told of a comment the first time it is approved.
    """
    wanted = [comment.pk for comment in comments]
    found = Comment.objects.select_for_update(of=("self",)).select_related("thread__publication")
    changed = 0
    for comment in found.filter(pk__in=wanted, erased_at=None).exclude(status=status).order_by("pk"):
        before, comment.status = comment.status, status
        is_new = status == Comment.Status.APPROVED and comment.first_shown_at is None
        if is_new:
            comment.first_shown_at = timezone.now()
        comment.save(update_fields=["status", "first_shown_at"])
        log(instance=comment, action=ACTIONS[status], user=user, data={"before": before})
        changed += 1
        if Comment.Status.APPROVED in {before, status}:
            conversation_changed(comment.thread.publication_id)
        if is_new:
            _tell(comment)
    return changed


@transaction.atomic
def edit(*, comment: Comment, text: str, user: Any) -> None:
    """Change what a comment says; readers are told that it was edited."""
    if text == comment.text or comment.erased_at:
        return
    comment.text, comment.digest, comment.edited_at = text, rules.digest_of(text), timezone.now()
    comment.save(update_fields=["text", "digest", "edited_at"])
    log(instance=comment, action=EDITED, user=user)
    conversation_changed(comment.thread.publication_id)


@transaction.atomic
def answer(*, comment: Comment, text: str, user: Any) -> Comment:
    """Answer a comment for the team, shown at once; a comment that was waiting is approved by that."""
    if comment.status != Comment.Status.APPROVED:
        moderate(comments=[comment], status=Comment.Status.APPROVED, user=user)
        comment.refresh_from_db()
    reply = Comment.objects.create(
        thread=comment.thread,
        parent=comment,
        status=Comment.Status.APPROVED,
        # Not what they sign in with, which may be an e-mail address.
        name=(user.get_full_name() or gettext("The newsroom"))[: rules.LONGEST_NAME],
        text=text,
        digest=rules.digest_of(text),
        user=user,
        is_team=True,
        first_shown_at=timezone.now(),
    )
    log(instance=reply, action=ANSWERED, user=user)
    conversation_changed(comment.thread.publication_id)
    _tell(reply)
    return reply


def _tell(comment: Comment) -> None:
    """Write to those who follow, as long as they may read it where it stands."""
    thread = comment.thread
    is_readable = Publication.objects.visible().filter(pk=thread.publication_id).exists()
    if comment.kind == Comment.Kind.COMMENT and thread.state != Thread.State.HIDDEN and is_readable:
        tell_followers(comment)


@transaction.atomic
def set_state(*, publication: Publication, state: Thread.State, user: Any) -> None:
    """Open, close or hide a conversation, at once."""
    thread = thread_of(publication)
    if thread.state == state:
        return
    before, thread.state = thread.state, state
    thread.save(update_fields=["state"])
    log(instance=publication, action=THREAD_CHANGED, user=user, data={"before": before, "state": state})
    conversation_changed(publication.pk)
