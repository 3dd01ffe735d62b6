"""Goes through the elements of a body once, and cuts it into pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from almacms.publications.blocks.kept import harmless

from ..reasons import Reason
from .block_editor import BlockMixin
from .inline import BLANK, MAX_DEPTH, SILENT, Inline, text_html, trimmed, words
from .lists import INLINE, MEDIA, ListMixin
from .media import MediaMixin
from .pieces import Log, Piece, Surroundings
from .quotations import QuotationMixin
from .tables import is_layout, table_piece

HEADINGS = {f"h{level}": level for level in range(1, 7)}
KEPT = {"form", "object", "svg", "math", "canvas", "applet", "map", "select", "input", "button", "textarea", "marquee"}
GALLERY_LIST = {"wp-block-gallery", "blocks-gallery-grid"}
PARAGRAPH_END = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*\n\s*")
LANGUAGE = re.compile(r"(?:language|lang|brush)[-:]\s*([\w+#-]+)", re.IGNORECASE)


class Walk(ListMixin, MediaMixin, QuotationMixin, BlockMixin):
    """One walk through one body.

    Args:
        around: what it points at.
        log: is told what has no equivalent, and what could not be found.
        number: of the item, whose own gallery `[gallery]` shows.
        note: the mark of a footnote, from its identifier.
    """

    def __init__(self, around: Surroundings, log: Log, number: int, note: Callable[[str], str]) -> None:
        self.around, self.log, self.number = around, log, number
        self.inline = Inline(around, log, note)
        self.pieces: list[Piece] = []
        self.run: list[str] = []
        self.classic = False
        self.below: list[str] = []
        """Links that what is being written has no place for: they come after it."""
        self.teaser_at: int | None = None
        self.references: set[int] = set()

    def walk(self, markup: str, *, classic: bool) -> list[Piece]:
        """The pieces of a prepared body."""
        self.classic = classic
        self.visit(BeautifulSoup(markup, "html.parser").children, 0)
        self.close()
        return self.pieces

    def visit(self, nodes: Iterable[PageElement], depth: int) -> None:
        for node in list(nodes):
            if isinstance(node, Comment):
                if node.strip().startswith("more") and self.teaser_at is None:
                    self.close()
                    self.teaser_at = len(self.pieces)
            elif isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString):
                    self._text(str(node))
            elif isinstance(node, Tag):
                self._element(node, depth)

    def _text(self, text: str) -> None:
        if not self.classic:
            self.run.append(text_html(text, breaks=False))
            return
        for place, part in enumerate(PARAGRAPH_END.split(text)):
            if place:
                self.close()
            html = text_html(part, breaks=True)
            if self.run and self.run[-1].endswith("<br/>"):
                # The end of the line on which a break stands.
                html = re.sub(r"^ ?<br/>", "", html)
            self.run.append(html)

    def _element(self, tag: Tag, depth: int) -> None:
        if tag.name in SILENT:
            self._dropped(tag)
        elif depth > MAX_DEPTH:
            self.run.append(text_html(tag.get_text(" "), breaks=False))
        elif tag.name in INLINE and not self._holds_blocks(tag):
            self.run.append(self.inline.write([tag], breaks=self.classic))
        elif tag.name in INLINE:
            if tag.name == "a" and not tag.find("img"):
                self.keep_link(tag, "")
            self.visit(tag.children, depth + 1)
            self._write_below()
        elif tag.name == "wp-shortcode" and tag.get("wraps"):
            # What it wraps is the text's; what it did to it is the plugin's.
            self.log.tell(Reason.SHORTCODE, f"[{tag.get('name')}]")
            self.visit(tag.children, depth + 1)
        else:
            self.close()
            self._block(tag, depth)
            self.close()

    def _holds_blocks(self, tag: Tag) -> bool:
        return any(child.name not in INLINE and child.name not in SILENT for child in tag.find_all(True))

    def _block(self, tag: Tag, depth: int) -> None:
        readers: dict[str, Callable[[Tag, int], None]] = {
            "ul": self.read_list,
            "ol": self.read_list,
            "pre": lambda tag, _depth: self.code(tag),
            "blockquote": self.quotation,
            "table": lambda tag, _depth: self.table(tag),
            "wp-block": self.wordpress_block,
            "wp-shortcode": self._foreign_shortcode,
        }
        if tag.name == "ul" and GALLERY_LIST & {*map(str, tag.get("class") or [])}:
            self.gallery_figure(tag)
        elif tag.name in readers:
            readers[tag.name](tag, depth)
        elif tag.name in HEADINGS:
            self.heading(tag, HEADINGS[tag.name])
        elif tag.name in MEDIA:
            self.medium(tag, depth)
        elif tag.name == "object":
            self.plugin(tag)
        elif tag.name in KEPT:
            self.keep_tag(tag, tag.name)
        elif tag.name in {"dt", "summary"}:
            self.run.append(f"<b>{self.inline.write(tag.children, breaks=self.classic)}</b>")
        else:
            self.visit(tag.children, depth + 1)

    def close(self) -> None:
        """End the paragraph under way."""
        html = trimmed("".join(self.run))
        self.run = []
        if not html or not (words(html).strip(BLANK) or "<footnote" in html):
            return
        if not self.lone_address(html):
            self.pieces.append(Piece("prose", f"<p>{html}</p>"))

    def add(self, kind: str, **value: Any) -> None:
        self.close()
        self.pieces.append(Piece(kind, value=value))
        self._write_below()

    # Links

    def keep_link(self, tag: Tag, label: str) -> None:
        """Have a link come below, when it leads anywhere."""
        label = label or words(self.inline.write(tag.children)) or str(tag.get("href"))
        html = self.inline.link(tag, text_html(label, breaks=False))
        if html.startswith("<a ") and html not in self.below:
            self.below.append(html)

    def link_html(self, address: str, label: str) -> str:
        link = Tag(name="a", attrs={"href": address})
        return self.inline.link(link, text_html(label, breaks=False))

    def _write_below(self) -> None:
        if self.below:
            self.close()
            self.pieces.append(Piece("prose", f"<p>{'<br/>'.join(self.below)}</p>"))
            self.below = []

    # Words

    def heading(self, tag: Tag, level: int) -> None:
        text = words(self.inline.write(tag.children))
        for link in tag.find_all("a", href=True) if text else ():
            self.keep_link(link, "")
        if text:
            self.add("heading", text=text, level=level)
        for medium in tag.find_all(list(MEDIA)):
            self.medium(medium, 0)

    def code(self, tag: Tag) -> None:
        classes = " ".join(
            [*map(str, tag.get("class") or []), *(str(c) for t in tag.find_all("code") for c in t.get("class") or [])]
        )
        if "wp-block-verse" in classes:
            self.run.append(self.inline.write(tag.children, breaks=True))
            return
        for line_end in tag.find_all("br"):
            line_end.replace_with("\n")
        language = LANGUAGE.search(f"{classes} language-{tag.get('lang')}" if tag.get("lang") else classes)
        text = tag.get_text().strip("\n").rstrip()
        if text.strip():
            self.add("code", code=text, language=language.group(1).lower()[:40] if language else "")

    def table(self, tag: Tag, caption: str = "") -> None:
        piece = table_piece(tag, self.inline, caption)
        if piece is None:
            if is_layout(tag, list(MEDIA)):
                for cell in tag.find_all(["td", "caption"]):
                    if cell.find_parent("table") is tag:
                        self.visit(cell.children, 1)
                        self.close()
            else:
                self.keep_tag(tag, "table")
            if caption:
                self.pieces.append(Piece("prose", f"<p>{text_html(caption, breaks=False)}</p>"))
            self._write_below()
            return
        if piece.value.pop("is_guessed"):
            self.log.tell(Reason.TABLE_HEADINGS, words(tag.get_text(" "))[:60])
        self.pieces.append(piece)
        self._write_below()

    # What has no equivalent

    def keep(self, markup: str, name: str) -> None:
        """Keep what our blocks cannot say, as HTML of which only what is harmless will be shown."""
        if words(harmless(markup)):
            self.log.tell(Reason.KEPT_HTML, name)
            self.add("kept_html", html=markup, origin=name[:60])
        else:
            self.log.tell(Reason.NOTHING_KEPT, name)

    def keep_tag(self, tag: Tag, name: str, *, inside: bool = False) -> None:
        """Keep an element: its links lead to this site, its pictures and films are blocks of ours, below.

        Args:
            inside: of it, what it holds alone.
        """
        for mark in tag.select("[data-fn]"):
            mark.replace_with(words(self.inline.note(str(mark["data-fn"]))))
        for link in tag.find_all("a", href=True):
            link["href"] = self.around.kept_address(str(link["href"])) or link["href"]
        media = [each for each in tag.find_all(list(MEDIA)) if not each.find_parent(list(MEDIA))]
        for medium in media:
            medium.extract()
        markup = tag.decode_contents() if inside else tag.decode()
        if not words(harmless(markup)) and (text := tag.get_text(" ", strip=True)):
            markup = f"<p>{text_html(text, breaks=False)}</p>"
        if words(harmless(markup)) or not media:
            self.keep(markup, name)
        for medium in media:
            self.medium(medium, 1)

    def _dropped(self, tag: Tag) -> None:
        if tag.name in {"script", "style"}:
            self.log.tell(Reason.SCRIPT_LEFT_OUT, tag.name)

    def _foreign_shortcode(self, tag: Tag, _depth: int) -> None:
        name, source = str(tag.get("name") or ""), str(tag.get("source") or "")
        self.log.tell(Reason.SHORTCODE, f"[{name}]")
        self.keep(f"<p>{text_html(source, breaks=False)}</p>", f"[{name}]")
