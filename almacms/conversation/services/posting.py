"""A reader comments."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from almacms.publications.models import Publication

from .. import patience, rules
from ..letters import ask_to_confirm
from ..models import Comment, ConversationSettings, Thread
from ..states import state_of
from .threads import follower_of, thread_of

ANSWERS_NOTHING = gettext_lazy("The comment you answer is no longer there: you can still comment on the text.")


class NotTaken(Exception):  # noqa: N818 (it says what happened to what was sent)
    """A comment that is not kept, and why, in words for its author."""

    def __init__(self, message: str, *, field: str | None = None, status: int = 422) -> None:
        super().__init__(message)
        self.message, self.field, self.status = message, field, status


class TooFast(NotTaken):
    """One of too many, from one place or from everywhere; it may be sent again."""

    def __init__(self, message: str) -> None:
        super().__init__(message, status=429)


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
        address_hash: of the reader's network address (`rules.hashed`).
        parent: the comment it answers, of the same publication and shown to readers.
        follows: whether its author asks to be written to when the conversation goes on.
        is_trap_filled: whether a field that people do not see was filled.

    Raises:
        NotTaken: it is not kept; nothing has changed.
    """
    now = timezone.now()
    settings = ConversationSettings.current()
    is_spam = is_trap_filled or rules.is_blocked(
        settings.blocked.splitlines(), name=name, email=email, text=text, address_hash=address_hash
    )
    # Before anything is locked or written: what comes by the thousand must cost little.
    _check_pace(address_hash, email, now, is_spam=is_spam)
    if rules.links_in(text) > rules.MOST_LINKS:
        raise NotTaken(_("At most %(count)d links, please: take some out.") % {"count": rules.MOST_LINKS}, field="text")
    is_to_confirm = settings.confirm_addresses and not is_spam
    status = Comment.Status.SPAM if is_spam else Comment.Status.PENDING
    with transaction.atomic():
        # One at a time in a conversation: two copies sent at once must not both be the first.
        thread = Thread.objects.select_for_update().get(pk=thread_of(publication).pk)
        if state_of(publication, thread, settings, now) != Thread.State.OPEN:
            raise NotTaken(_("This conversation is closed: comments are no longer taken."), status=403)
        if parent is not None and not thread.comments.shown().filter(pk=parent.pk, erased_at=None).exists():
            raise NotTaken(str(ANSWERS_NOTHING))
        _check_copies(thread, email, text, now)
        comment = Comment.objects.create(
            thread=thread,
            parent=parent,
            status=Comment.Status.UNCONFIRMED if is_to_confirm else status,
            name=name,
            email=email,
            text=text,
            digest=rules.digest_of(text),
            address_hash=address_hash,
            created_at=now,
            received_at=now,
        )
        follower = follower_of(thread, email, now) if follows and not is_spam else None
        if is_to_confirm or (follower and follower.confirmed_at is None):
            ask_to_confirm(comment, follower)
    return comment


def _check_copies(thread: Thread, email: str, text: str, now: datetime) -> None:
    """Refuse what was said already in a conversation, the same day."""
    unconfirmed = Q(status=Comment.Status.UNCONFIRMED)
    same = thread.comments.filter(digest=rules.digest_of(text), received_at__gt=now - rules.DUPLICATE_WITHIN)
    # Whoever mistyped their address gets no letter, and sends the same again with the right one.
    same = same.filter(~unconfirmed | Q(email=email) if len(text) >= rules.LEAST_TELLING else Q(email=email))
    if same.exclude(unconfirmed).exists():
        raise NotTaken(_("We already have this comment: it will be shown once it has been read."), field="text")
    if same.exists():
        told = _("We already have this comment: follow the link of the letter that we sent you, and it will be read.")
        raise NotTaken(told, field="text")


def _check_pace(address_hash: str, email: str, now: datetime, *, is_spam: bool) -> None:
    """Refuse what comes too fast, from one place or from everywhere; comments themselves are what is counted."""
    recent = Comment.objects.filter(received_at__gt=now - timedelta(days=1), source="", is_team=False).order_by()
    # By mailbox too: whoever has many networks could have letters of confirmation sent to somebody else's.
    is_known_place = address_hash and _is_too_fast(recent.filter(address_hash=address_hash), now)
    if is_known_place:
        patience.remember(address_hash)
    if is_known_place or _is_too_fast(recent.filter(email=email), now):
        raise TooFast(_("You have sent several comments in a short time. Yours is still here: send it later."))
    # What programs fill their traps with must not keep people out: it has a measure of its own.
    spam = Comment.Status.SPAM
    everybody = recent.filter(status=spam) if is_spam else recent.exclude(status=spam)
    for pace, most in ((timedelta(minutes=1), rules.MOST_IN_A_MINUTE), (timedelta(hours=1), rules.MOST_IN_AN_HOUR)):
        if everybody.filter(received_at__gt=now - pace)[:most].count() >= most:
            if not is_spam:
                patience.remember(patience.EVERYBODY)
            raise TooFast(_("Many comments are arriving just now. Yours is still here: send it again later."))


def _is_too_fast(mine: QuerySet[Comment], now: datetime) -> bool:
    moments = list(mine.values_list("received_at", flat=True)[: rules.MOST_IN_A_DAY])
    lately = sum(moment > now - timedelta(minutes=10) for moment in moments)
    return lately >= rules.MOST_IN_TEN_MINUTES or len(moments) >= rules.MOST_IN_A_DAY
