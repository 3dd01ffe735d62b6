"""What a speaker wants corrected, as comments in the editor beside the very turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wagtail.models import Comment

from almacms.workflow.outsiders import service_account

from .names import SPEAKERS
from .rules import contentpath

if TYPE_CHECKING:
    from wagtail.models import Revision

    from ..models import InterviewPage


def leave_comments(*, page: InterviewPage, revision: Revision, name: str, remarks: Mapping[str, str]) -> None:
    """Leave one comment for each remark.

    Args:
        name: the speaker's, for the newsroom: their own, also when readers know them under other words.
        remarks: what should be corrected, by the identity of the turn's block.
    """
    account = service_account(SPEAKERS)
    for block, text in remarks.items():
        comment = Comment.objects.create(
            page=page,
            user=account,
            text=f"{name}\u00a0: {text}",
            contentpath=contentpath(block, revision.content["body"]),
            revision_created=revision,
        )
        comment.log_create(page_revision=revision, user=account)
