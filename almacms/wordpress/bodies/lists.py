"""Lists within lists, whatever stands in their items."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from .inline import MAX_DEPTH, SILENT, trimmed
from .pieces import Piece

_Walk: Any = object
"""The walk that these methods are part of (`almacms.wordpress.bodies.walk.Walk`)."""

INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
MEDIA = {"img", "iframe", "video", "audio", "figure", "wp-gallery", "wp-embed", "wp-media", "wp-caption", "embed"}


class ListMixin(_Walk):
    """Reads lists; what no list of ours holds comes after it."""

    def read_list(self, tag: Tag, depth: int) -> None:
        media: list[Tag] = []
        html = self._list_html(tag, depth, media)
        if html:
            self.pieces.append(Piece("prose", html))
        for medium in media:
            self.medium(medium, depth + 1)

    def _list_html(self, tag: Tag, depth: int, media: list[Tag]) -> str:
        items: list[str] = []
        for child in self._items(tag):
            nested: list[str] = []
            parts: list[str] = []
            self._item(child, depth, parts, nested, media)
            text = trimmed("".join(parts))
            if text or nested:
                items.append(f"<li>{text}{''.join(nested)}</li>")
        return f"<{tag.name}>{''.join(items)}</{tag.name}>" if items else ""

    def _items(self, tag: Tag) -> list[Tag]:
        """What stands directly in a list: its items, wherever the block editor's marks put them, and stray elements."""
        found: list[Tag] = []
        for child in tag.children:
            if isinstance(child, Tag):
                found += self._items(child) if child.name == "wp-block" else [child]
        return found

    def _item(self, tag: Tag, depth: int, parts: list[str], nested: list[str], media: list[Tag]) -> None:
        for node in [tag] if tag.name in {"ul", "ol"} else list(tag.children):
            if isinstance(node, Tag) and node.name in {"ul", "ol"} and depth < MAX_DEPTH:
                nested.append(self._list_html(node, depth + 1, media))
            elif isinstance(node, Tag) and node.name in MEDIA:
                media.append(node)
            elif isinstance(node, Tag) and depth < MAX_DEPTH and node.name not in INLINE and node.name not in SILENT:
                if parts and not parts[-1].endswith("<br/>") and "".join(parts).strip():
                    parts.append("<br/>")
                self._item(node, depth + 1, parts, nested, media)
            else:
                if isinstance(node, Tag):
                    media += list(node.find_all("img"))
                parts.append(self.inline.write([node], breaks=self.classic))
