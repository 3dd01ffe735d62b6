"""Whether readers may comment on a publication, read what was said, or neither."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from almacms.publications.models import Publication

from .models import ConversationSettings, Thread


def state_of(
    publication: Publication,
    thread: Thread | None,
    settings: ConversationSettings | None = None,
    now: datetime | None = None,
) -> Thread.State:
    """How a conversation stands at this moment: as its editor left it, unless it closed by itself since."""
    state = Thread.State(thread.state) if thread else Thread.default_state(publication.kind)
    if state == Thread.State.OPEN:
        closing = (settings or ConversationSettings.current()).closing_of(publication)
        if closing is not None and closing <= (now or timezone.now()):
            return Thread.State.CLOSED
    return state
