"""Entries in each format of feed. Django's generators write what they know; the rest is added to theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, Stylesheet, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext

from almacms.languages import current

from .entries import Attached, Entry

XHTML = "http://www.w3.org/1999/xhtml"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; a text pasted in the editor may."""


@dataclass(frozen=True)
class Channel:
    """A feed, whatever its format."""

    identifier: str
    """The same whatever becomes of its address."""
    title: str
    url: str
    """The page that shows the same to people."""
    feed_url: str
    description: str
    site_name: str
    site_url: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime | None:
        """When the latest of its entries changed."""
        return max((entry.updated for entry in self.entries), default=None)


class _People:
    """What both XML formats say to whoever opens the feed in a browser: what it is, and the way back."""

    feed: dict[str, Any]

    def add_notice(self, handler: Any) -> None:
        handler.startElement("div", {"xmlns": XHTML})
        words = gettext("This is a feed: copy its address into your feed reader to follow what is published here.")
        handler.addQuickElement("p", words)
        handler.startElement("p", {})
        handler.addQuickElement("a", self.feed["title"], {"href": self.feed["link"]})
        handler.endElement("p")
        handler.endElement("div")


class AtomFeed(_People, Atom1Feed):
    """Atom with whole contents, several authors, and a style sheet."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        self.add_notice(handler)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        # Django writes a summary as HTML, which a lead is not.
        super().add_item_elements(handler, {**item, "description": None})
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", _writable(author.name))
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(_People, Rss201rev2Feed):
    """RSS 2.0 with whole contents (RSS Content Module) and several authors (Dublin Core)."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        self.add_notice(handler)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", _writable(author.name))
        handler.addQuickElement("content:encoded", item["content"])


def _write_xml(channel: Channel, generator: type[AtomFeed | RssFeed]) -> str:
    description = _writable(channel.description)
    feed = generator(
        title=_writable(channel.title),
        link=channel.url,
        description=escape(description),
        subtitle=description or None,
        language=current(),
        feed_url=channel.feed_url,
        feed_guid=channel.identifier,
        author_name=_writable(channel.site_name),
        author_link=channel.site_url,
        stylesheets=[Stylesheet(static("almacms/css/feed.css"), mimetype="text/css", media="all")],
    )
    for entry in channel.entries:
        summary = _writable(entry.summary)
        enclosures = [Enclosure(each.url, str(each.length), each.content_type) for each in entry.attached]
        feed.add_item(
            title=_writable(entry.title),
            link=entry.url,
            # As HTML, which is all that RSS has to describe with.
            description=escape(summary),
            unique_id=entry.identifier,
            unique_id_is_permalink=False,
            pubdate=timezone.localtime(entry.published),
            updateddate=timezone.localtime(entry.updated),
            categories=[_writable(category) for category in entry.categories],
            # RSS allows an item a single one (https://www.rssboard.org/rss-profile#element-channel-item-enclosure).
            enclosures=enclosures[:1] if generator is RssFeed else enclosures,
            authors=entry.authors,
            summary=summary,
            content=_writable(entry.content),
        )
    return feed.writeString("utf-8")


def _write_atom(channel: Channel) -> str:
    written = _write_xml(channel, AtomFeed)
    # Django gives style sheets to RSS only.
    sheet = Stylesheet(static("almacms/css/feed.css"), mimetype="text/css", media="all")
    declaration, rest = written.split("?>", 1)
    return f"{declaration}?>\n<?xml-stylesheet {sheet}?>{rest}"


def _write_json(channel: Channel) -> str:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "description": channel.description,
        "language": current(),
        "authors": [{"name": channel.site_name, "url": channel.site_url}],
        "items": [_json_item(entry) for entry in channel.entries],
    }
    return json.dumps({key: value for key, value in feed.items() if value != ""}, ensure_ascii=False)


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.identifier,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": rfc3339_date(timezone.localtime(entry.published)),
        "date_modified": rfc3339_date(timezone.localtime(entry.updated)),
        "authors": [
            {"name": author.name, "url": author.url} if author.url else {"name": author.name}
            for author in entry.authors
        ],
        "tags": list(entry.categories),
    }
    if entry.cover and entry.cover.length:
        item["image"] = entry.cover.url
    item["attachments"] = [_json_attachment(each) for each in entry.attached]
    return {key: value for key, value in item.items() if value not in ("", [])}


def _json_attachment(each: Attached) -> dict[str, Any]:
    written = {"url": each.url, "mime_type": each.content_type, "size_in_bytes": each.length}
    return {**written, "title": each.title} if each.title else written


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


@dataclass(frozen=True)
class Format:
    """A format of feed: what its file is called, its type, and what writes it."""

    file: str
    media_type: str
    write: Callable[[Channel], str]


# Not the types of their own that these formats have: browsers show those as text, or save them.
XML = "application/xml"
ATOM = Format("atom.xml", XML, _write_atom)
RSS = Format("rss.xml", XML, lambda channel: _write_xml(channel, RssFeed))
JSON = Format("feed.json", "application/feed+json", _write_json)
FORMATS = {known.file: known for known in (ATOM, RSS, JSON)}
