"""Pictures and galleries, in every way WordPress has of writing them."""

from __future__ import annotations

import re
from typing import Any

from bs4 import Tag

from ..reasons import Reason
from .inline import safe_address, text_html, words
from .recordings import RecordingMixin

NUMBER = re.compile(r"(?:wp-image-|attachment[_-])(\d{1,18})\b")
ALIGNED = re.compile(r"align(left|right|wide|full|center|none)")
NUMBERS = re.compile(r"\d{1,18}")
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]|$)", re.IGNORECASE)
MOST_IN_A_GALLERY = 200


class MediaMixin(RecordingMixin):
    """Reads pictures, and whatever stands where they do."""

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
