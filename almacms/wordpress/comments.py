"""Readers' comments on their way to the site's conversation, whichever it is.

An app that keeps comments registers the hook `register_comment_store`: a function without arguments that returns an
object with the method of `CommentStore`. The apps of lower levels do not import this one: the shape is enough.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bs4 import BeautifulSoup, NavigableString
from django.utils.timezone import get_default_timezone
from wagtail import hooks
from wagtail.models import Page

from .reasons import Reason
from .wxr import Comment
from .wxr.records import moment

HOOK = "register_comment_store"
STATUSES = {"1": "approved", "approve": "approved", "approved": "approved", "0": "pending", "hold": "pending"}
PINGS = {"pingback", "trackback"}


@dataclass(frozen=True)
class ReaderComment:
    """A comment as it was left on the blog; text is plain, its links written out."""

    number: int
    """In the blog; with the blog, identifies it."""
    parent: int | None
    """The number of the comment it answers, which comes before it in every sequence."""
    author: str
    email: str
    url: str
    written_at: datetime | None
    text: str
    status: str
    """“approved”, “pending”, “spam” or “trash”."""
    kind: str
    """“comment”, or “pingback” for pingbacks and trackbacks, which belong to no thread."""
    has_account: bool
    """Written by somebody signed in to the blog: the team, mostly."""


@dataclass(frozen=True)
class Stored:
    """What became of the comments of a page; every one of them is counted once."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    """By reason."""

    @property
    def total(self) -> int:
        return self.created + self.updated + self.unchanged + sum(self.skipped.values())


class CommentStore(Protocol):
    """Where comments go. Called within the transaction of their page; must not begin a thread of its own to do it."""

    def store(self, *, page: Page, site: str, comments: Sequence[ReaderComment], is_closed: bool) -> Stored:
        """Keep the comments of a page, those that are kept already included.

        Args:
            page: what they comment; an article, an interview or a plain page.
            site: the blog; with a comment's number, it makes an identity that outlives this import.
            comments: all those of the page, what is answered before its answers.
            is_closed: whether the blog took no more of them.
        """


def comment_store() -> CommentStore | None:
    """The site's conversation, if it has one."""
    stores = hooks.get_hooks(HOOK)
    return stores[0]() if stores else None


def arranged(comments: Iterable[Comment]) -> tuple[list[ReaderComment], list[tuple[Reason, str]]]:
    """Comments with each thread whole: what is answered first, and nothing that answers itself.

    Returns:
        The comments, and what there was to mend.
    """
    given: dict[int, Comment] = {}
    for comment in comments:
        given.setdefault(comment.number, comment)
    said: list[tuple[Reason, str]] = []
    parents = {number: comment.parent or None for number, comment in given.items()}
    for number, parent in parents.items():
        if parent is not None and parent not in given:
            said.append((Reason.COMMENT_PARENT_MISSING, str(number)))
            parents[number] = None
    order = _order(parents, said)
    read = {number: reader_comment(given[number]) for number in order}
    return [replace(read[number], parent=parents[number]) for number in order], said


def _order(parents: dict[int, int | None], said: list[tuple[Reason, str]]) -> list[int]:
    """The numbers with parents first; a circle is opened at its lowest number."""
    placed: dict[int, None] = {}
    for number in sorted(parents):
        path, circle = _way_up(number, parents, placed)
        if circle:
            said.append((Reason.COMMENT_CYCLE, str(min(circle))))
            parents[min(circle)] = None
            path, _none = _way_up(number, parents, placed)
        placed.update(dict.fromkeys(reversed(path)))
    return list(placed)


def _way_up(number: int, parents: Mapping[int, int | None], placed: Mapping[int, None]) -> tuple[list[int], list[int]]:
    """From a comment to the top of its thread, or to what is placed already; and the circle that it ends in, if any."""
    path: dict[int, None] = {}
    at: int | None = number
    while at is not None and at not in placed and at not in path:
        path[at] = None
        at = parents[at]
    way = list(path)
    return way, way[way.index(at) :] if at is not None and at in path else []


def reader_comment(comment: Comment) -> ReaderComment:
    kind = "pingback" if comment.kind in PINGS else "comment"
    return ReaderComment(
        number=comment.number,
        parent=None,
        author=comment.author[:120],
        email=comment.email if re.fullmatch(r"[^@\s]+@[^@\s]+", comment.email) else "",
        url=comment.url if comment.url.startswith(("http://", "https://")) else "",
        written_at=moment(comment.date_gmt, comment.date, zone=get_default_timezone()),
        text=plain(comment.text),
        status=STATUSES.get(comment.approved, "trash" if "trash" in comment.approved else "spam"),
        kind=kind,
        has_account=comment.user > 0,
    )


def plain(html: str) -> str:
    """A comment as plain text: paragraphs stay apart, a link keeps its address."""
    if "<" not in html and "&" not in html:
        return html.strip()
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(["script", "style"]):
        tag.decompose()
    for link in soup.find_all("a", href=True):
        address = str(link["href"])
        if address.startswith(("http://", "https://")) and address not in link.get_text():
            link.append(NavigableString(f" ({address})"))
    for end in soup.find_all("br"):
        end.replace_with("\n")
    for block in soup.find_all(["p", "li", "blockquote", "div", "pre"]):
        block.append(NavigableString("\n\n"))
    return re.sub(r"\n{3,}", "\n\n", soup.get_text()).strip()


def digest(comments: Sequence[ReaderComment], *, is_closed: bool) -> str:
    """The same for the same comments."""
    written = json.dumps([[asdict(comment) for comment in comments], is_closed], default=str, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()
