"""What moderators are shown: the queue, one comment with what surrounds it, and what somebody is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .models import Comment

Status = Comment.Status

TABS: dict[str, tuple[str | Promise, Q]] = {
    "pending": (pgettext_lazy("comments", "To moderate"), Q(status=Status.PENDING, kind="comment")),
    "approved": (pgettext_lazy("comments", "Shown"), Q(status=Status.APPROVED, kind="comment")),
    "rejected": (pgettext_lazy("comments", "Rejected"), Q(status=Status.REJECTED)),
    "spam": (pgettext_lazy("comments", "Spam"), Q(status=Status.SPAM)),
    "unconfirmed": (pgettext_lazy("comments", "Address to be confirmed"), Q(status=Status.UNCONFIRMED)),
    "pingback": (
        pgettext_lazy("comments", "Links from other sites"),
        Q(kind="pingback", status__in=[Status.PENDING, Status.APPROVED]),
    ),
}
"""Where comments stand: the name of each tab, and what is under it. Every comment is under one."""

HANDED_OVER: dict[str, str | Promise] = {
    "kind": _("kind"),
    "about": _("publication"),
    "address": _("address"),
    "name": _("name"),
    "email": _("e-mail address"),
    "website": _("website"),
    "text": _("comment"),
    "status": _("state"),
    "written_at": _("written on"),
    "received_at": _("received on"),
    "edited_at": _("edited on"),
    "address_hash": _("hash of the network address"),
    "since": _("since"),
    "confirmed_at": _("confirmed on"),
}
"""What is kept of somebody, in the words of the file that they are handed."""

MOST_AT_ONCE = 500
"""Comments that are decided on by one click: as many as a request has time for."""

NEWEST_FIRST = {"approved", "rejected", "spam"}


@dataclass(frozen=True)
class Wanted:
    """What the queue is asked for; what makes no sense is as if it had not been asked."""

    tab: str = "pending"
    publication: int | None = None
    words: str = ""
    beside: int | None = None
    """The number of a comment: only what came from the same network address is asked for."""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        tab = query.get("tab", "")
        return cls(
            tab=tab if tab in TABS else "pending",
            publication=_number(query.get("publication", "")),
            words=query.get("q", "").replace("\0", "").strip()[:100],
            beside=_number(query.get("beside", "")),
        )

    def comments(self) -> QuerySet[Comment]:
        """Those that are asked for, the oldest first where something is to be done."""
        found = self._everywhere().filter(TABS[self.tab][1])
        order = "-created_at" if self.tab in NEWEST_FIRST else "created_at"
        return found.select_related("thread__publication", "parent", "user").order_by(order, "pk")

    def counts(self) -> dict[str, int]:
        """How many there are under each tab."""
        return (
            self._everywhere()
            .order_by()
            .aggregate(**{name: Count("pk", filter=under) for name, (_label, under) in TABS.items()})
        )

    def _everywhere(self) -> QuerySet[Comment]:
        found = Comment.objects.filter(erased_at=None)
        if self.publication is not None:
            found = found.filter(thread__publication=self.publication)
        if self.beside is not None:
            found = found.filter(
                address_hash__in=Comment.objects.filter(pk=self.beside).exclude(address_hash="").values("address_hash")
            )
        if self.words:
            found = found.filter(
                Q(text__icontains=self.words) | Q(name__icontains=self.words) | Q(email__icontains=self.words)
            )
        return found

    @property
    def query(self) -> str:
        """What follows the path in the address of the queue as it is asked for."""
        query = QueryDict(mutable=True)
        query["tab"] = self.tab
        if self.publication is not None:
            query["publication"] = str(self.publication)
        if self.words:
            query["q"] = self.words
        if self.beside is not None:
            query["beside"] = str(self.beside)
        return query.urlencode()


def handed_over(found: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """What is kept of somebody (`services.everything_of`), to be read by them: in words, and nothing empty."""
    words = {
        **dict(Status.choices),
        "comment": Comment.Kind.COMMENT.label,
        "followed conversation": gettext("Follows this conversation."),
    }
    translated = ({**row, **{name: words.get(row.get(name, ""), "") for name in ("kind", "status")}} for row in found)
    return [{str(HANDED_OVER[name]): str(value) for name, value in row.items() if value} for row in translated]


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None
