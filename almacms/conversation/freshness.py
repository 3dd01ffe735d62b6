"""When what readers see of a conversation is no longer what it was (`almacms.page_cache`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from almacms.page_cache.recording import depends_on, saw_until
from almacms.page_cache.services import changed
from almacms.publications.models import Publication

AGREED = "conversations"
"""The tag of what the site agreed on about all of them."""


def depends_on_conversation(publication: Publication, *, closes_at: datetime | None) -> None:
    """The answer being made shows a conversation, or would if there were one; it closes by itself at this moment."""
    depends_on(AGREED, f"conversation:{publication.pk}")
    if closes_at is not None:
        saw_until(closes_at)


def conversation_changed(publication_id: int) -> None:
    """Readers see otherwise what was said about a publication, once the transaction under way is committed."""
    changed(f"conversation:{publication_id}")


def on_settings_saved(**_others: Any) -> None:
    """Receiver of `post_save`: days, and what the form says, are on pages that are kept."""
    changed(AGREED)
