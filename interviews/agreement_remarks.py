"""What a speaker wants corrected, as comments in the editor beside the very turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from wagtail.models import Comment

from .agreement_names import SPEAKERS_ACCOUNT, SPEAKERS_FIRST_NAME, SPEAKERS_LAST_NAME
from .agreement_rules import contentpath

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Revision

    from .models import InterviewPage


def speakers_account() -> AbstractUser:
    """The account that the comments are written with: no password, and closed, so that nobody signs in with it."""
    accounts = get_user_model().objects
    account, is_new = accounts.get_or_create(
        username=SPEAKERS_ACCOUNT,
        defaults={"first_name": SPEAKERS_FIRST_NAME, "last_name": SPEAKERS_LAST_NAME, "is_active": False},
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


def leave_comments(*, page: InterviewPage, revision: Revision, name: str, remarks: Mapping[str, str]) -> None:
    """Leave one comment for each remark.

    Args:
        name: the speaker's, for the newsroom: their own, also when readers know them under other words.
        remarks: what should be corrected, by the identity of the turn's block.
    """
    account = speakers_account()
    for block, text in remarks.items():
        comment = Comment.objects.create(
            page=page,
            user=account,
            text=f"{name}\u00a0: {text}",
            contentpath=contentpath(block, revision.content["body"]),
            revision_created=revision,
        )
        comment.log_create(page_revision=revision, user=account)
