"""Pictures, galleries, films, sounds and files, in every way WordPress has of writing them."""

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

NUMBER = re.compile(r"(?:wp-image-|attachment[_-])(\d{1,18})\b")
ALIGNED = re.compile(r"align(left|right|wide|full|center|none)")
LONE_ADDRESS = re.compile(r"(?:<a\b[^>]*>)?\s*(https?://[^\s<>\"]+)\s*(?:</a>)?")
NUMBERS = re.compile(r"\d{1,18}")
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]|$)", re.IGNORECASE)
WEB = re.compile(r"(?:https?:)?//[^\s/]")
PARAMETERS = {"movie", "src", "url"}
FRAMES = {
    r"https://(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]+)": "https://www.youtube.com/watch?v={}",
    r"https://(?:www\.)?dailymotion\.com/(?:embed/video|swf(?:/video)?)/([\w-]+)": "https://www.dailymotion.com/video/{}",
    r"https://(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:[^#]*&)?clip_id=(\d+)": "https://vimeo.com/{}",
    r"https://w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=https?(?:%3A|:)(?:%2F|/){2}(soundcloud\.com[^&?]+)": "https://{}",
}
"""What frames and players play, by their addresses."""
MOST_IN_A_GALLERY = 200


class MediaMixin(_Walk):
    """Reads pictures, films, sounds and files."""

    def medium(self, tag: Tag, depth: int) -> None:
        if tag.name == "img":
            self._keep_link(tag)
            self.picture(tag)
        elif tag.name == "figure":
            self.figure(tag, depth)
        elif tag.name == "wp-caption":
            self._caption_shortcode(tag, depth)
        elif tag.name == "wp-gallery":
            self._gallery_shortcode(tag)
        elif tag.name == "wp-embed":
            self.embed(str(tag.get("url") or ""), "")
        elif tag.name in {"iframe", "embed"}:
            self.embed(str(tag.get("src") or ""), "", title=str(tag.get("title") or ""))
        else:
            self._recording(tag)

    # Pictures

    def _keep_link(self, image: Tag) -> None:
        """Where a picture leads, unless that is the same picture: ours lead nowhere."""
        link = image.find_parent("a", href=True)
        if not isinstance(link, Tag):
            return
        address = str(link["href"])
        if not PICTURE_FILE.search(address) and self.around.picture(0, address) is None:
            self.keep_link(link, str(image.get("alt") or "").strip())

    def _gallery_shortcode(self, tag: Tag) -> None:
        numbers = [int(part) for part in NUMBERS.findall(str(tag.get("ids") or ""))]
        if tag.get("kind") == "playlist":
            for number in numbers:
                self._recording(tag, number=number)
            return
        of = next(map(int, NUMBERS.findall(str(tag.get("of") or ""))), self.number)
        self.gallery([(number, None) for number in numbers or self.around.attached(of)], "")

    def picture(self, tag: Tag, caption: str = "", *, number: int = 0, alignment: str = "") -> None:
        """A picture of the library, or what can be said of one that is not in it."""
        value = self._picture_value(tag, caption, number, alignment)
        if value is not None:
            self.add("picture", **value)
        else:
            self._missing_picture(tag, caption)

    def _picture_value(self, tag: Tag, caption: str, number: int, alignment: str = "") -> dict[str, Any] | None:
        number = number or number_of(tag)
        picture = self.around.picture(number, str(tag.get("src") or ""))
        if picture is None:
            return None
        alt = str(tag.get("alt") or "").strip() or picture.alt
        if not alt:
            self.log.tell(Reason.NO_ALT_TEXT, str(tag.get("src") or number))
        return {
            "image": {"image": picture.pk, "alt_text": alt[:255], "decorative": not alt},
            "caption": caption,
            "credit": "",
            "alignment": alignment or alignment_of(tag),
        }

    def _missing_picture(self, tag: Tag, caption: str, number: int = 0) -> None:
        address = safe_address(str(tag.get("src") or ""))
        alt = str(tag.get("alt") or "").strip()
        self.log.tell(Reason.PICTURE_MISSING, address or alt or f"#{number}")
        self.log.is_resolved = False
        said = " ".join(filter(None, [alt, caption]))
        label = text_html(said or address.rsplit("/", 1)[-1], breaks=False)
        if label:
            html = f'<a href="{text_html(address, breaks=False)}">{label}</a>' if "://" in address else label
            self.add("kept_html", html=f"<p>{html}</p>", origin="img")

    def _caption_shortcode(self, tag: Tag, depth: int) -> None:
        image = tag.find("img")
        if not isinstance(image, Tag):
            self.visit(tag.children, depth + 1)
            return
        found = NUMBER.search(str(tag.get("id") or ""))
        caption = str(tag.get("caption") or "")
        self._keep_link(image)
        link = image.find_parent("a")
        (link if isinstance(link, Tag) and tag in link.parents else image).extract()
        caption = caption or self._said(tag)
        aligned = alignment_of(tag)
        self.picture(image, caption, number=int(found.group(1)) if found else 0, alignment=aligned)

    def figure(self, tag: Tag, depth: int) -> None:
        """A figure is what it holds, with its caption."""
        classes = " ".join(map(str, tag.get("class") or []))
        quote, table = tag.find("blockquote"), tag.find("table")
        if "wp-block-embed" in classes or tag.find(["iframe", "wp-embed"]):
            self._embed_figure(tag)
        elif "pullquote" in classes and isinstance(quote, Tag):
            self.quotation(quote, depth + 1, pulled=True)
        elif "gallery" in classes or len(tag.find_all("img")) > 1:
            self.gallery_figure(tag)
        elif isinstance(table, Tag):
            self.table(table, self._caption_of(tag))
        elif isinstance(image := tag.find("img"), Tag):
            aligned = alignment_of(tag) or alignment_of(tag.parent) if tag.parent else alignment_of(tag)
            self._keep_link(image)
            self.picture(image, self._caption_of(tag), alignment=aligned)
        elif isinstance(recording := tag.find(["video", "audio", "wp-media"]), Tag):
            self._recording(recording, self._caption_of(tag))
        else:
            self.visit(tag.children, depth + 1)

    def _caption_of(self, tag: Tag) -> str:
        captions = [found for found in tag.find_all("figcaption") if found.find_parent("figure") is tag]
        if not captions:
            return ""
        caption = captions[-1].extract()
        return self._said(caption)

    def _said(self, tag: Tag) -> str:
        """The plain text of a caption; its links come below."""
        for link in tag.find_all("a", href=True):
            self.keep_link(link, "")
        return words(self.inline.write(tag.children))

    def gallery_figure(self, tag: Tag) -> None:
        caption = self._caption_of(tag)
        entries: list[tuple[int, Tag | None]] = [(0, image) for image in tag.find_all("img")]
        self.gallery(entries, caption)

    def gallery(self, entries: list[tuple[int, Tag | None]], caption: str) -> None:
        """Several pictures; one alone is a picture, and those that are missing are told one by one."""
        values, missing = [], []
        for number, tag in entries[:MOST_IN_A_GALLERY]:
            own = self._own_caption(tag, number)
            tag = tag if tag is not None else Tag(name="img")
            value = self._picture_value(tag, own, number)
            if value is None:
                missing.append((tag, own, number))
            else:
                values.append({**value, "alignment": ""})
        if len(values) > 1:
            self.add("gallery", pictures=values, caption=caption)
        elif values:
            self.add("picture", **{**values[0], "caption": values[0]["caption"] or caption})
        for tag, own, number in missing:
            self._missing_picture(tag, own, number)

    def _own_caption(self, tag: Tag | None, number: int) -> str:
        if tag is None:
            picture = self.around.picture(number, "")
            return picture.caption if picture else ""
        figure = tag.find_parent(["figure", "li", "dl"])
        said = figure.find(["figcaption", "dd"]) if isinstance(figure, Tag) else None
        return self._said(said) if isinstance(said, Tag) else ""

    # Films, sounds, files

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


def number_of(tag: Tag) -> int:
    """The number of an attachment, as its picture tells it."""
    given = str(tag.get("data-id") or "")
    if given.isdecimal() and len(given) <= 18:
        return int(given)
    match = NUMBER.search(" ".join(map(str, tag.get("class") or [])))
    return int(match.group(1)) if match else 0


def alignment_of(tag: Tag | None) -> str:
    """“left”, “right” or “wide”, empty for the usual place."""
    if tag is None:
        return ""
    given = f"{tag.get('align') or ''} {' '.join(map(str, tag.get('class') or []))}"
    match = ALIGNED.search(given) or re.fullmatch(r"\s*(left|right)\s*", given)
    found = match.group(1) if match else ""
    return {"left": "left", "right": "right", "wide": "wide", "full": "wide"}.get(found, "")


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
