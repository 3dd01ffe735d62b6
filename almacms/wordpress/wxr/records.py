"""What an export holds, as plain data."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""The web is no older; WordPress itself is of 2003, but imported older diaries."""
FURTHEST = timedelta(days=366 * 20)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True)
class Blog:
    """The site that was exported."""

    title: str = ""
    url: str = ""
    """Where its pages are, without a slash at the end; identifies the source of everything in the file."""
    site_url: str = ""
    version: str = ""


@dataclass(frozen=True)
class Author:
    """An account that signed something."""

    login: str
    name: str = ""
    email: str = ""
    number: int = 0


@dataclass(frozen=True)
class Term:
    """A category or a tag."""

    taxonomy: str
    """“category” or “post_tag”."""
    slug: str
    name: str = ""
    parent: str = ""
    description: str = ""
    number: int = 0


@dataclass(frozen=True)
class Comment:
    """A comment, a pingback or a trackback, as the file has it."""

    number: int
    parent: int = 0
    author: str = ""
    email: str = ""
    url: str = ""
    date: str = ""
    date_gmt: str = ""
    text: str = ""
    approved: str = ""
    kind: str = ""
    user: int = 0


@dataclass
class Item:
    """A post, a page, an attachment, or whatever else the blog stored as one."""

    number: int = 0
    type: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    modified_gmt: str = ""
    published: str = ""
    slug: str = ""
    status: str = ""
    parent: int = 0
    order: int = 0
    password: str = ""
    is_sticky: bool = False
    comments_open: bool = False
    attachment_url: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """Taxonomy, slug and name of each."""
    meta: dict[str, str] = field(default_factory=dict)
    old_slugs: list[str] = field(default_factory=list)
    """Those it had before, at which WordPress still leads to it."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Item:
        return cls(**{**stored, "terms": [(kind, slug, name) for kind, slug, name in stored["terms"]]})


def moment(gmt: str, local: str = "", published: str = "", *, zone: Any = UTC) -> datetime | None:
    """When something was written: the first of these dates that can be believed.

    Args:
        gmt: as WordPress stores it in UTC; zeros for a draft.
        local: the same in the blog's time.
        published: as feeds write it (RFC 822).
        zone: the blog's time zone.
    """
    found = [_stored(gmt, UTC), _stored(local, zone)]
    try:
        feed = parsedate_to_datetime(published) if published.strip() else None
        found.append(feed.replace(tzinfo=feed.tzinfo or UTC) if feed else None)
    except (TypeError, ValueError, OverflowError, IndexError):
        pass
    latest = datetime.now(UTC) + FURTHEST
    return next((date for date in found if date is not None and EARLIEST <= date <= latest), None)


def _stored(text: str, zone: Any) -> datetime | None:
    match = DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def says_a_date(*texts: str) -> bool:
    """Whether one of these is meant as a date: neither empty nor the zeros of a draft."""
    return any(text.strip() and not text.startswith("0000-00-00") for text in texts)
