"""What happens to comments. Every act of the newsroom is in the site's history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from almacms.publications.models import Publication

from . import rules
from .letters import ask_to_confirm, tell_followers
from .models import Comment, ConversationSettings, Follower, Thread

APPROVED, REJECTED, SPAM = "conversation.approve", "conversation.reject", "conversation.spam"
EDITED, ANSWERED, ERASED, THREAD_CHANGED = (
    "conversation.edit",
    "conversation.answer",
    "conversation.erase",
    "conversation.thread",
)
ACTIONS = {Comment.Status.APPROVED: APPROVED, Comment.Status.REJECTED: REJECTED, Comment.Status.SPAM: SPAM}

conversation_changed = Signal()
"""Sent, in the transaction, when what readers see of a conversation changes; argument: `publication_id`."""


class NotTaken(Exception):  # noqa: N818 (it says what happened to what was sent)
    """A comment that is not kept, and why, in words for its author."""

    def __init__(self, message: str, *, field: str | None = None, status: int = 422) -> None:
        super().__init__(message)
        self.message, self.field, self.status = message, field, status


def thread_of(publication: Publication) -> Thread:
    """The conversation about a publication, made if it is the first time that somebody asks."""
    thread, _made = Thread.objects.get_or_create(
        publication=publication, defaults={"state": Thread.default_state(publication.kind)}
    )
    return thread


def state_of(publication: Publication, thread: Thread | None, now: datetime | None = None) -> Thread.State:
    """Whether readers may comment on a publication, read what was said, or neither, at this moment."""
    state = Thread.State(thread.state) if thread else Thread.default_state(publication.kind)
    if state == Thread.State.OPEN:
        closing = closing_of(publication)
        if closing is not None and closing <= (now or timezone.now()):
            return Thread.State.CLOSED
    return state


def closing_of(publication: Publication) -> datetime | None:
    """When the conversation about a publication closes by itself; None when it does not."""
    return ConversationSettings.load().closing_of(publication)


@transaction.atomic
def post_comment(
    *,
    publication: Publication,
    name: str,
    email: str,
    text: str,
    address_hash: str = "",
    parent: Comment | None = None,
    follows: bool = False,
    is_trap_filled: bool = False,
) -> Comment:
    """Keep what a reader wrote, for moderators to decide on.

    Args:
        publication: what it is about; its conversation must be open.
        address_hash: of the reader's network address (`addresses.hashed`).
        parent: the comment it answers, of the same publication and shown to readers.
        follows: whether its author asks to be written to when the conversation goes on.
        is_trap_filled: whether a field that people do not see was filled.

    Raises:
        NotTaken: it is not kept; nothing has changed.
    """
    now = timezone.now()
    # One at a time in a conversation: two copies sent at once must not both be the first.
    thread = Thread.objects.select_for_update().get(pk=thread_of(publication).pk)
    if state_of(publication, thread, now) != Thread.State.OPEN:
        raise NotTaken(_("This conversation is closed: comments are no longer taken."), status=403)
    if parent is not None and not thread.comments.shown().filter(pk=parent.pk, erased_at=None).exists():
        raise NotTaken(_("The comment you answer is no longer there: you can still comment on the text."))
    if rules.links_in(text) > rules.MOST_LINKS:
        raise NotTaken(_("At most %(count)d links, please: take some out.") % {"count": rules.MOST_LINKS}, field="text")
    digest = rules.digest_of(text)
    if thread.comments.filter(digest=digest, created_at__gt=now - rules.DUPLICATE_WITHIN).exists():
        raise NotTaken(_("We already have this comment: it will be shown once it has been read."), field="text")
    _check_pace(address_hash, now)
    settings = ConversationSettings.load()
    is_spam = is_trap_filled or rules.is_blocked(
        settings.blocked.splitlines(), name=name, email=email, text=text, address_hash=address_hash
    )
    is_to_confirm = settings.confirm_addresses and not is_spam
    status = Comment.Status.SPAM if is_spam else Comment.Status.PENDING
    comment = Comment.objects.create(
        thread=thread,
        parent=parent,
        status=Comment.Status.UNCONFIRMED if is_to_confirm else status,
        name=name,
        email=email,
        text=text,
        digest=digest,
        address_hash=address_hash,
        created_at=now,
    )
    follower = Follower.objects.get_or_create(thread=thread, email=email)[0] if follows and not is_spam else None
    if is_to_confirm or (follower and follower.confirmed_at is None):
        ask_to_confirm(comment, follower)
    return comment


def _check_pace(address_hash: str, now: datetime) -> None:
    """Refuse what comes too fast, from one place or from everywhere; comments themselves are what is counted."""
    recent = Comment.objects.filter(created_at__gt=now - timedelta(days=1))
    if address_hash:
        mine = recent.filter(address_hash=address_hash)
        if (
            mine.filter(created_at__gt=now - timedelta(minutes=10)).count() >= rules.MOST_IN_TEN_MINUTES
            or mine.count() >= rules.MOST_IN_A_DAY
        ):
            raise NotTaken(
                _("You have sent several comments in a short time. Yours is still here: send it later."), status=429
            )
    arriving = recent.filter(is_team=False, created_at__gt=now - timedelta(minutes=1))
    if arriving.count() >= rules.MOST_WAITING_IN_A_MINUTE:
        raise NotTaken(
            _("Many comments are arriving just now. Yours is still here: send it again in a few minutes."), status=429
        )


@transaction.atomic
def confirm(*, comment: Comment | None, follower: Follower | None) -> None:
    """Somebody followed the link sent to their mailbox: what they wrote can be read, and they can be written to."""
    if comment is not None:
        Comment.objects.filter(pk=comment.pk, status=Comment.Status.UNCONFIRMED).update(status=Comment.Status.PENDING)
    if follower is not None:
        Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=timezone.now())


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
        comment.save(update_fields=["status"])
        log(instance=comment, action=ACTIONS[status], user=user, data={"before": before})
        changed += 1
        if Comment.Status.APPROVED in {before, status}:
            conversation_changed.send(Comment, publication_id=comment.thread.publication_id)
        if status == Comment.Status.APPROVED and before != Comment.Status.REJECTED:
            tell_followers(comment)
    return changed


@transaction.atomic
def edit(*, comment: Comment, text: str, user: Any) -> None:
    """Change what a comment says; readers are told that it was edited."""
    if text == comment.text or comment.erased_at:
        return
    comment.text, comment.digest, comment.edited_at = text, rules.digest_of(text), timezone.now()
    comment.save(update_fields=["text", "digest", "edited_at"])
    log(instance=comment, action=EDITED, user=user)
    conversation_changed.send(Comment, publication_id=comment.thread.publication_id)


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
        name=(user.get_full_name() or user.get_username())[: rules.LONGEST_NAME],
        text=text,
        digest=rules.digest_of(text),
        user=user,
        is_team=True,
    )
    log(instance=reply, action=ANSWERED, user=user)
    conversation_changed.send(Comment, publication_id=comment.thread.publication_id)
    tell_followers(reply)
    return reply


@transaction.atomic
def set_state(*, publication: Publication, state: Thread.State, user: Any) -> None:
    """Open, close or hide a conversation, at once."""
    thread = thread_of(publication)
    if thread.state == state:
        return
    before, thread.state = thread.state, state
    thread.save(update_fields=["state"])
    log(instance=publication, action=THREAD_CHANGED, user=user, data={"before": before, "state": state})
    conversation_changed.send(Thread, publication_id=publication.pk)


@transaction.atomic
def erase(*, email: str, user: Any) -> int:
    """Empty everything that somebody wrote under an e-mail address; returns how many comments.

    The replies to it stand. Comments that nobody saw and nobody answered disappear altogether.
    """
    Follower.objects.filter(email__iexact=email.strip()).delete()
    count = 0
    for comment in Comment.objects.of_address(email).select_for_update().order_by("pk"):
        count += 1
        publication_id = comment.thread.publication_id
        log(instance=comment, action=ERASED, user=user)
        if comment.status != Comment.Status.APPROVED and not comment.replies.exists():
            comment.delete()
            continue
        _empty(comment)
        conversation_changed.send(Comment, publication_id=publication_id)
    return count


def _empty(comment: Comment) -> None:
    comment.name = comment.email = comment.website = comment.text = comment.digest = comment.address_hash = ""
    comment.user, comment.erased_at = None, timezone.now()
    comment.save()


def everything_of(email: str) -> list[dict[str, Any]]:
    """What is kept of somebody, by e-mail address: their comments, and the conversations they follow."""
    comments = Comment.objects.of_address(email).select_related("thread__publication").order_by("created_at", "pk")
    followed = Follower.objects.filter(email__iexact=email.strip()).select_related("thread__publication")
    return [
        *(
            {
                "kind": "comment",
                "about": comment.thread.publication.title,
                "name": comment.name,
                "email": comment.email,
                "website": comment.website,
                "text": comment.text,
                "status": comment.status,
                "written_at": comment.created_at.isoformat(),
            }
            for comment in comments
        ),
        *(
            {
                "kind": "followed conversation",
                "about": row.thread.publication.title,
                "email": row.email,
                "since": row.created_at.isoformat(),
            }
            for row in followed.order_by("created_at", "pk")
        ),
    ]


def forget() -> None:
    """Let go of what was kept for a while only: where comments came from, what was refused, what nobody confirmed."""
    now = timezone.now()
    old = Comment.objects.filter(created_at__lt=now - rules.ADDRESS_KEPT_FOR).exclude(address_hash="")
    old.order_by().update(address_hash="")
    refused = [Comment.Status.REJECTED, Comment.Status.SPAM]
    Comment.objects.filter(status__in=refused, created_at__lt=now - rules.REFUSED_KEPT_FOR).delete()
    unconfirmed = now - rules.UNCONFIRMED_KEPT_FOR
    Comment.objects.filter(status=Comment.Status.UNCONFIRMED, created_at__lt=unconfirmed).delete()
    Follower.objects.filter(confirmed_at=None, created_at__lt=unconfirmed).delete()
