"""Films, sounds and files, in every way WordPress has of writing them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from almacms.publications.embeds import player_for

from ..reasons import Reason
from .inline import safe_address, text_html, words
from .pieces import Piece

_Walk: Any = object
"""The walk that these methods are part of (`almacms.wordpress.bodies.walk.Walk`)."""

LONE_ADDRESS = re.compile(r"(?:<a\b[^>]*>)?\s*(https?://[^\s<>\"]+)\s*(?:</a>)?")
WEB = re.compile(r"(?:https?:)?//[^\s/]")
PARAMETERS = {"movie", "src", "url"}
FRAMES = {
    r"https://(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]+)": "https://www.youtube.com/watch?v={}",
    r"https://(?:www\.)?dailymotion\.com/(?:embed/video|swf(?:/video)?)/([\w-]+)": "https://www.dailymotion.com/video/{}",
    r"https://(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:[^#]*&)?clip_id=(\d+)": "https://vimeo.com/{}",
    r"https://w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=https?(?:%3A|:)(?:%2F|/){2}(soundcloud\.com[^&?]+)": "https://{}",
}
"""What frames and players play, by their addresses."""


class RecordingMixin(_Walk):
    """Reads films, sounds and files."""

    def _embed_figure(self, tag: Tag) -> None:
        caption = self._caption_of(tag)
        frame = tag.find("iframe")
        shortcode = tag.find("wp-embed")
        if isinstance(frame, Tag):
            self.embed(str(frame.get("src") or ""), caption, title=str(frame.get("title") or ""))
        elif isinstance(shortcode, Tag):
            self.embed(str(shortcode.get("url") or ""), caption)
        else:
            address = re.search(r"https?://[^\s<>\"]+", tag.get_text(" "))
            self.embed(address.group(0) if address else "", caption)

    def embed(self, address: str, caption: str, title: str = "") -> None:
        """A film of a site that we can frame; otherwise a link to it."""
        address = unescape(address.strip())
        film = watched(address)
        player = player_for(film)
        if player is not None:
            words_of_it = title.strip() or caption or player.provider
            self.add("embed", url=film, title=words_of_it, caption=caption, thumbnail=None)
        elif (document := self.around.document(0, address)) is not None:
            self.add("document", document=document[0], title=caption or title or document[1])
        elif (label := self.around.title(address)) and (html := self.link_html(address, title or label)):
            # A text of the blog, of which WordPress shows the beginning.
            self.pieces.append(Piece("prose", f"<p>{html}</p>"))
            if caption:
                self.pieces.append(Piece("prose", f"<p>{text_html(caption, breaks=False)}</p>"))
        elif address := safe_address(address):
            self.log.tell(Reason.EMBED_AS_LINK, address)
            host = text_html(title or address, breaks=False)
            said = f"<p>{text_html(caption, breaks=False)}</p>" if caption else ""
            self.add(
                "kept_html",
                html=f'<p><a href="{text_html(address, breaks=False)}">{host}</a></p>{said}',
                origin="embed",
            )

    def lone_address(self, html: str) -> bool:
        """An address alone in its paragraph is how WordPress embeds what is there; whether this was one."""
        match = LONE_ADDRESS.fullmatch(html)
        address = unescape(match.group(1)) if match else ""
        player = player_for(watched(address)) if address else None
        if player is not None:
            value = {"url": watched(address), "title": player.provider, "caption": "", "thumbnail": None}
            self.pieces.append(Piece("embed", value=value))
            return True
        if not address or html.startswith("<"):
            return False
        label = self.around.title(address) or address
        self.pieces.append(Piece("prose", f"<p>{self.link_html(address, label)}</p>"))
        return True

    def _recording(self, tag: Tag, caption: str = "", number: int = 0) -> None:
        inner = tag.find(["source", "a"])
        address = str(tag.get("src") or "")
        if not address and isinstance(inner, Tag):
            address = str(inner.get("src") or inner.get("href") or "")
        kind = str(tag.get("kind") or tag.name)
        if player_for(watched(address)):
            self.embed(address, caption)
            return
        found = self.around.document(number, address)
        if found is not None:
            self.add("document", document=found[0], title=caption or found[1])
        else:
            self._missing_file(address, caption, f"{kind} #{number}" if number else kind)

    def plugin(self, tag: Tag) -> None:
        """A film as it was shown before browsers had players: what it names, or what was said instead of it."""
        named = [str(each.get("value") or "") for each in tag.find_all("param") if each.get("name") in PARAMETERS]
        named += [str(tag.get("data") or ""), *(str(each.get("src") or "") for each in tag.find_all("embed"))]
        address = next((each for each in named if WEB.match(each.strip())), "")
        if address:
            self.embed(address, "")
        else:
            self.keep_tag(tag, tag.name)

    def _missing_file(self, address: str, label: str, kind: str) -> None:
        address = safe_address(address)
        self.log.tell(Reason.FILE_MISSING, address or kind)
        self.log.is_resolved = False
        label = label or address.rsplit("/", 1)[-1]
        if address and label:
            link = f'<a href="{text_html(address, breaks=False)}">{text_html(label, breaks=False)}</a>'
            self.add("kept_html", html=f"<p>{link}</p>", origin=kind[:60])

    def block_medium(self, name: str, tag: Tag, attributes: dict[str, Any]) -> None:
        """The block editor's files, sounds, films and embeds."""
        number = attributes["id"] if isinstance(attributes.get("id"), int) else 0
        if name in {"audio", "video"}:
            inner = tag.find(["video", "audio"])
            figure = tag.find("figure")
            caption = self._caption_of(figure) if isinstance(figure, Tag) else ""
            self._recording(inner if isinstance(inner, Tag) else tag, caption, number)
        elif name == "file":
            link = tag.find("a", href=True)
            address = str(attributes.get("href") or (link["href"] if isinstance(link, Tag) else ""))
            label = words(link.get_text(" ")) if isinstance(link, Tag) else ""
            found = self.around.document(number, address)
            if found is not None:
                self.add("document", document=found[0], title=label)
            else:
                self._missing_file(address, label, name)
        else:
            figure = tag.find("figure")
            if isinstance(figure, Tag):
                self._embed_figure(figure)
            else:
                self.embed(str(attributes.get("url") or ""), "")


def watched(address: str) -> str:
    """The address at which a film is watched, of that of its frame or of its player of another time."""
    address = secure(address)
    for framed, page in FRAMES.items():
        if match := re.match(framed, address):
            return page.format(unquote(match.group(1)))
    return address


def secure(address: str) -> str:
    """The same address over HTTPS, for sites that all have it."""
    address = f"https:{address}" if address.startswith("//") else address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts._replace(scheme="https").geturl() if parts.scheme == "http" else address
