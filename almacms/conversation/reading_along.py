"""The beginning of a conversation, read in the query that finds its publication (`publications.routing.read_along`).

All of it is one JSON value: a page that is made afresh asks no more of the database for having been commented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from almacms.publications.routing import Rows

from .models import Comment, ConversationSettings, Thread

NAME = "conversation_begins"
COMMENT = ("pk", "parent_id", "name", "text", "is_team", "depth")
MOMENTS = ("created_at", "edited_at", "erased_at")
PARENT = ("name", "status")
PARENT_MOMENTS = ("created_at", "erased_at")


def expression(most: int) -> JSONObject:
    """How a conversation stands, how much was said in it, and the first comments, at most so many."""
    thread = Thread.objects.filter(publication=OuterRef("pk"))
    shown = Comment.objects.shown().filter(thread__publication=OuterRef("pk"))
    moments = {name: Cast(name, TextField()) for name in MOMENTS}
    item = JSONObject(
        **{name: F(name) for name in COMMENT},
        **moments,
        **{f"parent_{name}": F(f"parent__{name}") for name in PARENT},
        **{f"parent_{name}": Cast(f"parent__{name}", TextField()) for name in PARENT_MOMENTS},
    )
    return JSONObject(
        state=Subquery(thread.values("state")[:1]),
        closes_after=Subquery(ConversationSettings.objects.order_by("pk").values("closes_after")[:1]),
        count=Subquery(shown.order_by().values("thread").annotate(count=Count("pk")).values("count")),
        comments=Rows(shown.annotate(item=item).values("item")[:most]),
    )


class Beginning:
    """What `expression` found, as rows of the models."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.thread = Thread(state=found["state"]) if found["state"] else None
        self.settings = ConversationSettings(closes_after=found["closes_after"] or 0)
        self.count: int = found["count"] or 0
        self.comments = [_comment(item) for item in found["comments"] or []]


def _comment(item: dict[str, Any]) -> Comment:
    said = {name: item[name] for name in COMMENT if name != "parent_id"}
    comment = Comment(**said, **{name: _moment(item[name]) for name in MOMENTS})
    if item["parent_id"]:
        known = {name: item[f"parent_{name}"] for name in PARENT}
        moments = {name: _moment(item[f"parent_{name}"]) for name in PARENT_MOMENTS}
        comment.parent = Comment(pk=item["parent_id"], **known, **moments)
    return comment


def _moment(said: str | None) -> datetime | None:
    """SQLite writes the moments of UTC without saying so."""
    if said is None:
        return None
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
