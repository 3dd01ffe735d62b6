"""The blocks of WordPress's block editor, by their names and their attributes."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup, Tag

from ..reasons import Reason
from .lists import MEDIA
from .prepare import prepared

_Walk: Any = object
"""The walk that these methods are part of (`almacms.wordpress.bodies.walk.Walk`)."""

TRANSPARENT_BLOCKS = {
    "paragraph", "heading", "list", "list-item", "group", "columns", "column", "cover", "media-text", "html", "buttons",
    "button", "quote", "pullquote", "table", "image", "gallery", "details", "missing", "post-content", "row", "stack",
    "code", "preformatted", "separator", "spacer",
    "accordion", "accordion-item", "accordion-heading", "accordion-panel",
}  # fmt: skip


def read_json(text: str) -> dict[str, Any]:
    """The attributes of a block; none when they cannot be read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class BlockMixin(_Walk):
    """Reads what the block editor wrote around its HTML."""

    classic: bool
    teaser_at: int | None

    def wordpress_block(self, tag: Tag, depth: int) -> None:
        """A block by its name; most say in their HTML what they are."""
        name, attributes = str(tag.get("name") or ""), read_json(str(tag.get("attrs") or ""))
        if name == "more":
            self.teaser_at = len(self.pieces) if self.teaser_at is None else self.teaser_at
        elif name in {"footnotes", "nextpage"}:
            return
        elif name in {"freeform", "shortcode"}:
            before, self.classic = self.classic, name == "freeform"
            self.visit(tag.children, depth + 1)
            self.close()
            self.classic = before
        elif name == "block":
            self._reusable(attributes)
        elif name in {"file", "audio", "video", "embed"} or name.startswith("core-embed/"):
            self.block_medium(name, tag, attributes)
        elif name in TRANSPARENT_BLOCKS or name == "verse":
            self._with_number(tag, attributes)
            self.visit(tag.children, depth + 1)
        elif tag.get_text(strip=True) or tag.find(list(MEDIA)):
            self.keep_tag(tag, name, inside=True)
        else:
            self.log.tell(Reason.DYNAMIC_BLOCK, name)

    def _with_number(self, tag: Tag, attributes: dict[str, Any]) -> None:
        """A picture's number is in its class or, where a theme left that out, with its block."""
        image = tag.find("img") if "id" in attributes else None
        if isinstance(image, Tag) and not image.get("data-id"):
            image["data-id"] = str(attributes["id"])

    def _reusable(self, attributes: dict[str, Any]) -> None:
        number = attributes.get("ref")
        if not isinstance(number, int) or number in self.references:
            return
        content = self.around.reusable(number)
        if not content:
            self.log.tell(Reason.DYNAMIC_BLOCK, f"block {number}")
            return
        self.references.add(number)
        markup, _is_blocks = prepared(content)
        self.visit(BeautifulSoup(markup, "html.parser").children, 1)
        self.references.discard(number)
