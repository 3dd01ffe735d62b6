"""LibreOffice's .odt: a zip of XML, read with the standard library made safe."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from ..paragraphs import Paragraph, Run, Source, numbered
from ..refusals import Reason, Refusal
from .archives import Archive
from .images import Pictures
from .pen import Pen

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, OFFICE, STYLE, DRAW = (OASIS % name for name in ("text", "office", "style", "drawing"))
FO, SVG = (OASIS % f"{name}-compatible" for name in ("xsl-fo", "svg"))
XLINK = "{http://www.w3.org/1999/xlink}"
MIMETYPES = {b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template"}
# What changes took away, remarks in the margin, and numbers that the program works out.
LEFT_OUT = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note-citation", f"{OFFICE}forms"}
INDEXES = {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index"}
CAPTION_STYLE = re.compile(r"caption|illustration|figure|legende|l_e9_gende|légende", re.IGNORECASE)
MAX_DEPTH = 200


def read_odt(data: bytes) -> Source:
    archive = Archive(data)
    if "content.xml" not in archive.names or "mimetype" not in archive.names:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    if archive.read("mimetype").strip() not in MIMETYPES:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refusal(Reason.ENCRYPTED)
    archive.refuse_macros(["basic/", "scripts/"])
    content = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive.names else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    return OdtReader(archive, content, styles).read(body)


class OdtReader:
    """Reads one document."""

    def __init__(self, archive: Archive, content: Element, styles: Element | None) -> None:
        self.archive = archive
        self.roots = [root for root in (styles, content) if root is not None]
        self.styles = {
            style.get(f"{STYLE}name", ""): style for root in self.roots for style in root.iter(f"{STYLE}style")
        }
        self.lists = {
            style.get(f"{STYLE}name", ""): style for root in self.roots for style in root.iter(f"{TEXT}list-style")
        }
        self.pictures = Pictures()
        self.look = cache(self._look)
        self.notes: list[Paragraph] = []

    def read(self, body: Element) -> Source:
        paragraphs = list(self._blocks(body, {}))
        for root in self.roots:
            for page in root.iter(f"{STYLE}master-page"):
                # The headers and footers of pages.
                paragraphs += self._blocks(page, {"aside": "furniture"})
        return Source(numbered([*paragraphs, *self.notes]), self.pictures)

    def _blocks(self, parent: Element, hints: dict[str, Any], list_style: str = "", depth: int = 0) -> list[Paragraph]:
        if depth > MAX_DEPTH:
            raise Refusal(Reason.DAMAGED)
        found: list[Paragraph] = []
        for child in parent:
            if child.tag in LEFT_OUT:
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                found += self._paragraph(child, hints, depth)
            elif child.tag == f"{TEXT}list":
                style = child.get(f"{TEXT}style-name") or list_style
                found += self._blocks(child, {**hints, "item": self._kind_of_list(style)}, style, depth + 1)
            elif child.tag in INDEXES:
                found += self._blocks(child, {**hints, "aside": "furniture"}, depth=depth + 1)
            elif child.tag == f"{DRAW}frame":
                pen = Pen(hints)
                found += [*self._frame(child, pen, hints, depth), *pen.finish()]
            else:
                found += self._blocks(child, hints, list_style, depth + 1)
        return found

    def _paragraph(self, element: Element, hints: dict[str, Any], depth: int) -> list[Paragraph]:
        style = element.get(f"{TEXT}style-name", "")
        names = list(self._names(style))
        heading = int(element.get(f"{TEXT}outline-level") or 1) if element.tag == f"{TEXT}h" else int("Title" in names)
        own: dict[str, Any] = {"heading": heading, "caption": any(map(CAPTION_STYLE.search, names))}
        if heading:
            own["item"] = ""
        pen = Pen({**hints, **own})
        bold = not heading and self.look(style, "weight")
        boxed = self._inline(element, pen, Run("", bool(bold), bool(self.look(style, "style"))), hints, depth)
        return [*pen.finish(), *boxed]

    def _inline(self, element: Element, pen: Pen, look: Run, hints: dict[str, Any], depth: int) -> list[Paragraph]:
        """Write an element's text; what is boxed in it comes back as paragraphs of their own."""
        if depth > MAX_DEPTH:
            raise Refusal(Reason.DAMAGED)
        boxed: list[Paragraph] = []
        pen.write(dressed(look, element.text))
        for child in element:
            if child.tag == f"{TEXT}line-break":
                pen.break_line()
            elif child.tag in {f"{TEXT}s", f"{TEXT}tab"}:
                pen.write(dressed(look, " "))
            elif child.tag == f"{TEXT}note":
                self.notes += self._blocks(child, {"aside": "note"}, depth=depth + 1)
            elif child.tag == f"{DRAW}frame":
                boxed += self._frame(child, pen, hints, depth)
            elif child.tag not in LEFT_OUT:
                boxed += self._inline(
                    child, pen, self._within(child, look, is_heading=bool(pen.hints["heading"])), hints, depth + 1
                )
            pen.write(dressed(look, child.tail))
        return boxed

    def _within(self, element: Element, look: Run, *, is_heading: bool) -> Run:
        if element.tag == f"{TEXT}a":
            return Run("", look.bold, look.italic, element.get(f"{XLINK}href", ""))
        style = element.get(f"{TEXT}style-name", "") if element.tag == f"{TEXT}span" else ""
        bold, italic = self.look(style, "weight"), self.look(style, "style")
        return Run(
            "",
            not is_heading and (look.bold if bold is None else bold),
            look.italic if italic is None else italic,
            look.href,
        )

    def _frame(self, frame: Element, pen: Pen, hints: dict[str, Any], depth: int) -> list[Paragraph]:
        described = " ".join(
            node.text.strip() for tag in ("title", "desc") for node in frame.findall(f"{SVG}{tag}") if node.text
        )
        boxed: list[Paragraph] = []
        for child in frame:
            if child.tag == f"{DRAW}text-box":
                boxed += self._blocks(child, hints, depth=depth + 1)
        image = frame.find(f"{DRAW}image")
        if image is not None:
            name = image.get(f"{XLINK}href", "").removeprefix("./")
            content = self.archive.read(name) if name in self.archive.names else b""
            pen.picture(self.pictures.add(name, content, described), described)
        return boxed

    def _kind_of_list(self, style: str) -> str:
        levels = list(self.lists[style]) if style in self.lists else []
        return "number" if levels and levels[0].tag == f"{TEXT}list-level-style-number" else "bullet"

    def _chain(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = self.styles[style].get(f"{STYLE}parent-style-name", "")

    def _names(self, style: str) -> Iterator[str]:
        yield style
        for candidate in self._chain(style):
            yield candidate.get(f"{STYLE}parent-style-name", "")

    def _look(self, style: str, aspect: str) -> bool | None:
        """Whether a style is bold (“weight”) or italic (“style”); None where neither it nor its parents say."""
        for candidate in self._chain(style):
            properties = candidate.find(f"{STYLE}text-properties")
            said = None if properties is None else properties.get(f"{FO}font-{aspect}")
            if said is not None:
                return said not in {"normal", "100", "200", "300", "400"}
        return None


def dressed(look: Run, text: str | None) -> Run:
    return Run(re.sub(r"[ \t\r\n]+", " ", text or ""), look.bold, look.italic, look.href)
