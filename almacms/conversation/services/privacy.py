"""What somebody is owed: what is kept of them, its end, and that nothing is kept for longer than was said."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from .. import rules
from ..freshness import conversation_changed
from ..models import Comment, Follower

ERASED = "conversation.erase"


@transaction.atomic
def erase(*, email: str, user: Any) -> int:
    """Empty everything that somebody wrote under an e-mail address; returns how many comments.

    The replies to it stand. Comments that nobody saw and nobody answered disappear altogether; but for imported ones,
    of which an empty place stays, or the next import would bring them back.
    """
    Follower.objects.filter(email__iexact=email.strip()).delete()
    count = 0
    for comment in Comment.objects.of_address(email).select_for_update().order_by("pk"):
        count += 1
        publication_id = comment.thread.publication_id
        log(instance=comment, action=ERASED, user=user)
        if comment.status != Comment.Status.APPROVED and not comment.source and not comment.replies.exists():
            comment.delete()
            continue
        Comment.objects.filter(pk=comment.pk).update(**_nothing())
        conversation_changed(publication_id)
    return count


def _nothing() -> dict[str, Any]:
    """What remains of a comment that is emptied: its place, and when."""
    texts = ("name", "email", "website", "text", "digest", "imported_digest", "address_hash")
    return {**dict.fromkeys(texts, ""), "user": None, "erased_at": timezone.now()}


def everything_of(email: str) -> list[dict[str, Any]]:
    """What is kept of somebody, by e-mail address: their comments, and the conversations they follow."""
    comments = Comment.objects.of_address(email).select_related("thread__publication").order_by("created_at", "pk")
    followed = Follower.objects.filter(email__iexact=email.strip()).select_related("thread__publication")
    return [
        *(
            {
                "kind": "comment",
                "about": comment.thread.publication.title,
                "address": comment.thread.publication.full_url,
                "name": comment.name,
                "email": comment.email,
                "website": comment.website,
                "text": comment.text,
                "status": comment.status,
                "written_at": comment.created_at.isoformat(),
                "received_at": comment.received_at.isoformat(),
                "edited_at": comment.edited_at and comment.edited_at.isoformat(),
                "address_hash": comment.address_hash,
            }
            for comment in comments
        ),
        *(
            {
                "kind": "followed conversation",
                "about": row.thread.publication.title,
                "address": row.thread.publication.full_url,
                "email": row.email,
                "since": row.created_at.isoformat(),
                "confirmed_at": row.confirmed_at and row.confirmed_at.isoformat(),
            }
            for row in followed.order_by("created_at", "pk")
        ),
    ]


def forget() -> None:
    """Let go of what was kept for a while only: where comments came from, what was refused, what nobody confirmed.

    Counted from the day they came here: what was refused elsewhere, years before it was imported, has its month too.
    """
    now = timezone.now()
    old = Comment.objects.filter(received_at__lt=now - rules.ADDRESS_KEPT_FOR).exclude(address_hash="")
    old.order_by().update(address_hash="")
    refused = [Comment.Status.REJECTED, Comment.Status.SPAM]
    over = Comment.objects.filter(status__in=refused, erased_at=None, received_at__lt=now - rules.REFUSED_KEPT_FOR)
    # Of an imported one an empty place stays: a newer export, where it was never refused, must not bring it back.
    over.exclude(source="").order_by().update(**_nothing())
    over.filter(source="").delete()
    unconfirmed = now - rules.UNCONFIRMED_KEPT_FOR
    Comment.objects.filter(status=Comment.Status.UNCONFIRMED, received_at__lt=unconfirmed).delete()
    Follower.objects.filter(confirmed_at=None, created_at__lt=unconfirmed).delete()
