"""A publication as an entry of a feed, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from ..models import Contribution
from ..plain import PlainWriter, html_of
from ..plain.targets import Picture
from ..typography import french


@dataclass(frozen=True)
class Author:
    """Somebody who wrote or spoke, under the name that readers may know."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class ContributingAuthor(Author):
    """The same, with what they did: a value of `Contribution.Role`."""

    role: str = ""


@dataclass(frozen=True)
class Attached:
    """A file that goes with an entry."""

    url: str
    content_type: str
    length: int
    title: str = ""


@dataclass(frozen=True)
class Entry:
    """What every format says of a publication."""

    identifier: str
    """The same whatever becomes of its address."""
    title: str
    url: str
    summary: str
    content: str
    """HTML with whole addresses."""
    published: datetime
    updated: datetime
    contributors: tuple[ContributingAuthor, ...]
    categories: tuple[str, ...]
    cover: Picture | None
    attached: tuple[Attached, ...]
    """The sounds that it plays, then its cover: programs that take only one take what is listened to."""

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those who signed it, then those who speak in it, each once."""
        return tuple(dict.fromkeys(Author(each.name, each.url) for each in self.contributors))


def contributors_of(writer: PlainWriter) -> tuple[ContributingAuthor, ...]:
    """Those who signed it, then those who speak in it, as last published."""
    roles = [Contribution.Role.AUTHOR, Contribution.Role.SPEAKER]
    rows = sorted(writer.publication.contributions.all(), key=lambda row: (roles.index(row.role), row.sort_order))
    return tuple(ContributingAuthor(row.name, writer.targets.absolute(row.url), row.role) for row in rows)


def entry_of(writer: PlainWriter) -> Entry:
    """The entry of a visible publication."""
    publication = writer.publication
    published = publication.publication_date or publication.first_published_at or publication.latest_revision_created_at
    # The date of publication may be set by hand, after the last change.
    updated = max(filter(None, [publication.last_published_at, published]))
    cover = writer.cover
    opening = ""
    if cover is not None:
        credit = publication.cover_credit_text
        opening = writer.figure(cover, publication.cover_alt_text, publication.cover_caption, credit)
    return Entry(
        # Translations have one key between them, and may be read by the same programme.
        identifier=uuid5(publication.translation_key, f"locale/{publication.locale_id}").urn,
        title=french(publication.title),
        url=writer.url,
        summary=french(publication.lead),
        content=opening + html_of(writer.parts),
        published=published,
        updated=updated,
        contributors=contributors_of(writer),
        categories=tuple(topic.name for topic in publication.topic_list),
        cover=cover,
        attached=attached_to(writer),
    )


def attached_to(writer: PlainWriter) -> tuple[Attached, ...]:
    """What there is to take away; nothing whose size is not known, as feeds must say it."""
    sounds = [Attached(file.url, file.content_type, file.length, title) for file, title in writer.sounds]
    cover = writer.cover
    pictures = [Attached(cover.url, cover.content_type, cover.length)] if cover is not None else []
    return tuple(each for each in (*sounds, *pictures) if each.length)
