"""A reader follows a conversation: asks to, says that the address is theirs, leaves."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almacms.publications.models import Publication

from .. import pace, rules
from ..letters import ask_to_follow
from ..models import Comment, ConversationSettings, Follower
from .posting import TooFast
from .threads import follower_of, thread_of


def follow(*, publication: Publication, email: str, address_hash: str = "", is_trap_filled: bool = False) -> None:
    """Ask, by letter, whether whoever reads a mailbox wants to be written to when a conversation goes on.

    Nothing tells whoever asks whether the address is that of somebody who follows already, who is not written to.

    Args:
        publication: what it is about; its conversation must not be hidden.
        address_hash: of the reader's network address (`rules.hashed`).
        is_trap_filled: whether a field that people do not see was filled.

    Raises:
        TooFast: one of too many; nobody was written to.
    """
    if is_trap_filled:
        return
    if pace.is_too_fast(address_hash=address_hash, email=email):
        raise TooFast(_("Many letters were asked for in a short time. Your address is still here: send it later."))
    pace.note(address_hash=address_hash, email=email)
    blocked = ConversationSettings.current().blocked.splitlines()
    if rules.is_blocked(blocked, name="", email=email, text="", address_hash=address_hash):
        return
    with transaction.atomic():
        follower = follower_of(thread_of(publication), email, timezone.now())
        if follower.confirmed_at is None:
            ask_to_follow(follower)


@transaction.atomic
def confirm(*, comment: Comment | None, follower: Follower | None) -> None:
    """Somebody followed the link sent to their mailbox: what they wrote can be read, and they can be written to."""
    if comment is not None:
        Comment.objects.filter(pk=comment.pk, status=Comment.Status.UNCONFIRMED).update(status=Comment.Status.PENDING)
    if follower is not None:
        Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def unfollow(*, follower: Follower) -> None:
    """Somebody no longer wants to be written to; nothing is kept of it."""
    follower.delete()
