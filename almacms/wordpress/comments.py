"""Comments as the blog has them, made plain text in whole threads: rules, without a database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from bs4 import BeautifulSoup, NavigableString
from django.utils import timezone
from django.utils.timezone import get_default_timezone

from .reasons import Reason
from .wxr import Comment
from .wxr.records import moment, says_a_date

STATUSES = {"1": "approved", "approve": "approved", "approved": "approved", "0": "pending", "hold": "pending"}
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
"""An e-mail address, which is never shown: not even where it stands for a name."""
SAID_BY_READERS = {"", "comment"}
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
    is_team: bool
    """Written by somebody who signed articles, too."""


def arranged(comments: Iterable[Comment], *, team: Set[int]) -> tuple[list[ReaderComment], list[tuple[Reason, str]]]:
    """Comments with each thread whole: what is answered first, and nothing that answers itself.

    Args:
        team: the numbers of the accounts that signed articles.

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
    read = {number: reader_comment(given[number], team) for number in order}
    undated = [number for number in order if read[number].written_at is None]
    said += [(Reason.ABSURD_DATE, str(number)) for number in undated if says_a_date(given[number].date_gmt)]
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


def reader_comment(comment: Comment, team: Set[int]) -> ReaderComment:
    kind = "pingback" if comment.kind in PINGS else "comment"
    written_at = moment(comment.date_gmt, comment.date, zone=get_default_timezone())
    status = STATUSES.get(comment.approved, "trash" if "trash" in comment.approved else "spam")
    if comment.kind not in {*PINGS, *SAID_BY_READERS}:
        # Notes of editors, lines of shops and plugins: approved or not, none was for readers.
        status = "trash"
    return ReaderComment(
        number=comment.number,
        parent=None,
        author="" if ADDRESS.fullmatch(comment.author) else comment.author[:120],
        email=comment.email if ADDRESS.fullmatch(comment.email) else "",
        url=comment.url if comment.url.startswith(("http://", "https://")) else "",
        written_at=written_at if written_at is not None and written_at <= timezone.now() else None,
        text=plain(comment.text),
        status=status,
        kind=kind,
        is_team=comment.user in team,
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
