"""What people who comment are written: a link that confirms their address, and what was said after them.

In the language of what they comment on, whatever that of the moderator who sets the letter off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from almacms.languages import written_in
from almacms.workflow.links import site_address

from .reading import address_of

if TYPE_CHECKING:
    from .models import Comment, Follower

SALT = "almacms.conversation"
CONFIRM_WITHIN = 7 * 24 * 3600
"""Seconds."""


def secret_of(**rows: int) -> str:
    """What a link is made of: signed, so that nobody makes one for somebody else; nothing of it is stored."""
    return signing.dumps(rows, salt=SALT)


def read(secret: str, max_age: int | None = None) -> dict[str, int]:
    """What a link is about.

    Raises:
        signing.BadSignature: it is no link of ours, or is older than `max_age` seconds.
    """
    return signing.loads(secret, salt=SALT, max_age=max_age)


def ask_to_confirm(comment: Comment, follower: Follower | None) -> None:
    """Write to the author of a comment, to know that the address is theirs."""
    rows = {"comment": comment.pk, **({"follower": follower.pk} if follower else {})}
    publication = comment.thread.publication
    with written_in(publication):
        address = site_address(publication) + reverse("conversation_confirm", args=[secret_of(**rows)])
        context = {"comment": comment, "follower": follower, "publication": publication, "address": address}
        _send(comment.email, "confirm", context)


def ask_to_follow(follower: Follower) -> None:
    """Write to an address that was given to follow a conversation, to know that whoever reads it wants to."""
    publication = follower.thread.publication
    with written_in(publication):
        secret = secret_of(follower=follower.pk)
        address = site_address(publication) + reverse("conversation_confirm", args=[secret])
        _send(follower.email, "follow", {"publication": publication, "address": address})


def tell_followers(comment: Comment) -> None:
    """Write to those who follow a conversation that somebody else said something."""
    publication = comment.thread.publication
    followers = list(
        comment.thread.followers.filter(confirmed_at__isnull=False).exclude(email__iexact=comment.email).order_by("pk")
    )
    if not followers:
        return
    site = site_address(publication)
    with written_in(publication):
        address = address_of(comment)
        for follower in followers:
            leave = site + reverse("conversation_unfollow", args=[secret_of(follower=follower.pk)])
            context = {"comment": comment, "publication": publication, "address": address, "leave": leave}
            # RFC 8058: a mailbox shows its own button, which leaves by one request.
            headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
            _send(follower.email, "followed", context, headers)


def _send(recipient: str, template: str, context: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    text = render_to_string(f"conversation/mail/{template}.txt", context)
    subject, _blank, body = text.partition("\n")
    EmailMessage(
        " ".join(subject.split()),
        body.lstrip(),
        to=[recipient],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    ).send()
