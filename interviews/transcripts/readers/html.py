"""HTML: a page saved from the web, a text pasted from an editor or a mail, and what Markdown becomes."""

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from ..paragraphs import SPACES, Paragraph, Run, Source, numbered, trimmed
from .images import Pictures

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = {"script", "style", "template", "head", "svg", "math", "object", "iframe", "noscript"}
FURNITURE = {"nav", "footer", "aside", "form", "button", "select", "dialog"}
FURNITURE_ROLES = {"navigation", "search", "contentinfo", "complementary", "dialog"}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
ITALIC_STYLE = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
CAPTION_CLASS = re.compile(r"caption|legende|légende", re.IGNORECASE)
DATA_PICTURE = re.compile(r"data:image/[a-z+.-]+(;base64)?,", re.IGNORECASE)
ASCII_SPACES = re.compile(r"[ \t\r\n\f]+")
MAX_DEPTH = 200
SHORTEST_HEART = 200


@dataclass(frozen=True)
class Look:
    """What the elements around a text say of it."""

    bold: bool = False
    italic: bool = False
    href: str = ""
    heading: int = 0
    item: str = ""
    caption: bool = False
    aside: str = ""
    preformatted: bool = False


@dataclass
class Walk:
    """Goes through the elements and cuts paragraphs where blocks begin and end."""

    heart: Tag | None = None
    pictures: Pictures = field(default_factory=Pictures)
    done: list[Paragraph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    soft: bool = False

    def visit(self, node: Tag, look: Look, depth: int = 0) -> None:
        for child in node.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):
                    self._text(str(child), look)
            elif isinstance(child, Tag) and child.name not in SILENT:
                self._element(child, look, depth)

    def _element(self, tag: Tag, look: Look, depth: int) -> None:
        if depth > MAX_DEPTH:
            # Deeper than any text is meant: keep the words, forget the form.
            self._text(tag.get_text(" "), look)
        elif tag.name == "br":
            self.close(soft=True)
        elif tag.name == "img":
            self._picture(tag, look)
        elif tag.name in INLINE:
            self.visit(tag, inline_look(tag, look), depth + 1)
        else:
            self.close()
            look = block_look(tag, look)
            if tag is self.heart or (tag.name == "h1" and self.heart and not self.heart.find("h1")):
                look = replace(look, aside="")
            self.visit(tag, look, depth + 1)
            self.close()

    def _text(self, text: str, look: Look) -> None:
        lines = text.split("\n") if look.preformatted else [ASCII_SPACES.sub(" ", text)]
        for number, line in enumerate(lines):
            if number:
                self.close(soft=True)
            if not line or (not self.runs and not line.strip()):
                continue
            if not self.runs:
                self.look = look
            self.runs.append(Run(line, look.bold, look.italic, look.href))

    def _picture(self, tag: Tag, look: Look) -> None:
        description = str(tag.get("alt") or "").strip()
        content = embedded(str(tag.get("src") or ""))
        key = self.pictures.add("image", content, description) if content else ""
        if not key and not description:
            return
        pending, pending_look = self.runs, self.look
        self.runs = []
        shown = () if key else (Run(description),)
        self.done.append(Paragraph("", shown, caption=not key, aside=look.aside, picture=key))
        self.runs, self.look = pending, pending_look

    def close(self, *, soft: bool = False) -> None:
        """End the paragraph under way."""
        runs = trimmed(self.runs)
        if runs:
            look = self.look
            hints = {"heading": look.heading, "item": look.item, "caption": look.caption, "aside": look.aside}
            self.done.append(Paragraph("", runs, soft=self.soft, **hints))  # type: ignore[arg-type]
            self.soft = soft
        else:
            # Two line breaks in a row are an empty line.
            self.soft = False
        self.runs = []


def inline_look(tag: Tag, look: Look) -> Look:
    style = str(tag.get("style") or "")
    bold = (look.bold or tag.name in {"b", "strong"} or bool(BOLD_STYLE.search(style))) and not PLAIN_STYLE.search(
        style
    )
    italic = look.italic or tag.name in {"i", "em", "cite"} or bool(ITALIC_STYLE.search(style))
    href = str(tag.get("href") or "").strip() if tag.name == "a" else look.href
    return replace(look, bold=bold, italic=italic, href=href)


def block_look(tag: Tag, look: Look) -> Look:
    look = inline_look(tag, look)
    if tag.name in HEADINGS:
        # A heading is bold by nature: that says nothing more.
        return replace(look, heading=HEADINGS[tag.name], bold=False)
    if tag.name == "li":
        return replace(look, item="number" if tag.parent is not None and tag.parent.name == "ol" else "bullet")
    if tag.name == "pre":
        return replace(look, preformatted=True)
    if tag.name == "figcaption" or CAPTION_CLASS.search(" ".join(map(str, tag.get("class") or []))):
        return replace(look, caption=True)
    if tag.name in FURNITURE or tag.get("role") in FURNITURE_ROLES:
        return replace(look, aside="furniture")
    return look


def embedded(src: str) -> bytes:
    """The content of a picture written in its own address; a picture elsewhere is not fetched."""
    head = DATA_PICTURE.match(src)
    if head is None:
        return b""
    try:
        content = unquote_to_bytes(src[head.end() :])
        return base64.b64decode(content, validate=False) if head.group(1) else content
    except (binascii.Error, ValueError):
        return b""


def heart_of(soup: BeautifulSoup) -> Tag | None:
    """The only `main`, else the only `article`: what lies around it is furniture."""
    for name in ("main", "article"):
        found = soup.find_all(name)
        if len(found) == 1 and isinstance(found[0], Tag) and len(found[0].get_text(strip=True)) > SHORTEST_HEART:
            return found[0]
    return None


def read_html(markup: str) -> Source:
    """A page or a fragment of HTML. Only bold, italics and links to the web or to an address are kept of its form."""
    soup = BeautifulSoup(markup, "html.parser")
    heart = heart_of(soup)
    walk = Walk(heart)
    walk.visit(soup, Look(aside="furniture" if heart else ""))
    walk.close()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    published = soup.find("meta", attrs={"property": "article:published_time"})
    date = str(published.get("content") or "")[:10] if isinstance(published, Tag) else ""
    return Source(numbered(walk.done), walk.pictures, title=SPACES.sub(" ", title), date=date)
