"""Word's .docx: python-docx opens the package; every paragraph is walked, those of tables and text boxes too."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml

from ..paragraphs import Paragraph, Run, Source, numbered
from ..refusals import Reason, Refusal
from .archives import Archive
from .images import Pictures
from .pen import Pen

MAIN = b"wordprocessingml.document.main+xml"
MACRO_TYPE = b"macroenabled"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
HEADING_NAME = re.compile(r"(?:heading|titre) ([1-9])$", re.IGNORECASE)
TITLE_NAMES = {"title", "titre"}
CAPTION_NAMES = {"caption", "légende", "legende"}
# Deleted and moved text is no longer in the document; text boxes are walked as paragraphs of their own.
LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:txbxContent"), ALTERNATE}
PARAGRAPH, RUN, LINK = qn("w:p"), qn("w:r"), qn("w:hyperlink")
BROKEN = (PackageNotFoundError, KeyError, ValueError, AttributeError, IndexError, SyntaxError, TypeError)


def read_docx(data: bytes) -> Source:
    archive = Archive(data)
    if "[Content_Types].xml" not in archive.names:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    types = archive.read("[Content_Types].xml")
    if MACRO_TYPE in types.lower():
        raise Refusal(Reason.MACROS)
    archive.refuse_macros(["word/vbaproject", "word/activex"])
    if MAIN not in types:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            archive.xml(name)
    try:
        return WordReader(Document(io.BytesIO(data))).read()
    except BROKEN as error:
        # The package is a zip of sound XML that does not say what Word's schema asks: python-docx trips anywhere.
        raise Refusal(Reason.DAMAGED) from error


class WordReader:
    """Reads one document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.part = document.part
        self.pictures = Pictures()
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self.look = cache(self._look)
        self.name_of = cache(self._name_of)

    def read(self) -> Source:
        paragraphs = [*self._paragraphs(self.document.element.body, self.part), *self._around()]
        return Source(numbered(paragraphs), self.pictures, title="")

    def _around(self) -> Iterator[Paragraph]:
        """Notes, page headers and footers: text of the file that is not in its flow."""
        for relation in self.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if relation.is_external or kind not in {"footnotes", "endnotes", "header", "footer"}:
                continue
            root = parse_xml(relation.target_part.blob)
            aside = "note" if kind.endswith("notes") else "furniture"
            for paragraph in self._paragraphs(root, relation.target_part, aside=aside):
                if paragraph.text:
                    yield paragraph

    def _paragraphs(self, root: Any, part: Any, aside: str = "") -> Iterator[Paragraph]:
        for element in root.iter(PARAGRAPH):
            if next(element.iterancestors(ALTERNATE), None) is None:
                yield from self._paragraph(element, part, aside)

    def _paragraph(self, element: Any, part: Any, aside: str) -> list[Paragraph]:
        properties = element.find(qn("w:pPr"))
        style = style_of(properties, "w:pStyle")
        heading = self._heading(properties, style)
        hints = {
            "heading": heading,
            "item": "" if heading else self._item(properties, style),
            "caption": self.name_of(style) in CAPTION_NAMES,
            "aside": aside,
        }
        pen = Pen(hints)
        bold, italic = (not heading and self.look(style, "w:b"), self.look(style, "w:i"))
        self._walk(element, part, pen, bold=bool(bold), italic=bool(italic), href="", is_heading=bool(heading))
        return pen.finish()

    def _walk(self, element: Any, part: Any, pen: Pen, **look: Any) -> None:
        for child in element:
            if child.tag in LEFT_OUT or not isinstance(child.tag, str):
                continue
            if child.tag == RUN:
                self._run(child, part, pen, **look)
            elif child.tag == LINK:
                relation = part.rels.get(child.get(qn("r:id")) or "")
                href = relation.target_ref if relation is not None and relation.is_external else ""
                self._walk(child, part, pen, **{**look, "href": href})
            elif child.tag != PARAGRAPH:
                self._walk(child, part, pen, **look)

    def _run(self, run: Any, part: Any, pen: Pen, *, bold: bool, italic: bool, href: str, is_heading: bool) -> None:
        properties = run.find(qn("w:rPr"))
        style = style_of(properties, "w:rStyle")
        is_bold = toggle(properties, "w:b", self.look(style, "w:b") or bold)
        is_italic = toggle(properties, "w:i", self.look(style, "w:i") or italic)
        for child in run:
            if child.tag == qn("w:t"):
                pen.write(Run(child.text or "", bool(is_bold) and not is_heading, bool(is_italic), href))
            elif child.tag in {qn("w:tab"), qn("w:ptab")}:
                pen.write(Run(" "))
            elif child.tag in {qn("w:br"), qn("w:cr")}:
                pen.break_line()
            elif child.tag in {qn("w:noBreakHyphen"), qn("w:softHyphen")}:
                pen.write(Run("-" if child.tag == qn("w:noBreakHyphen") else ""))
            elif child.tag not in LEFT_OUT:
                self._pictures(child, part, pen)

    def _pictures(self, element: Any, part: Any, pen: Pen) -> None:
        described = next((node.get("descr") for node in element.iter(qn("wp:docPr")) if node.get("descr")), "")
        for node in element.iter(qn("a:blip"), VML_PICTURE):
            if next(node.iterancestors(ALTERNATE), None) is not None:
                continue
            relation = part.rels.get(node.get(qn("r:embed")) or node.get(f"{{{nsmap['r']}}}id") or "")
            if relation is None or relation.is_external:
                pen.picture("", described)
                continue
            target = relation.target_part
            pen.picture(self.pictures.add(str(target.partname), target.blob, described), described)

    def _heading(self, properties: Any, style: str) -> int:
        name = self.name_of(style)
        named = HEADING_NAME.match(name)
        if named:
            return int(named.group(1))
        if name in TITLE_NAMES:
            return 1
        outline = None if properties is None else properties.find(qn("w:outlineLvl"))
        level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
        return level + 1 if level < 9 else 0

    def _item(self, properties: Any, style: str) -> str:
        numbering = None if properties is None else properties.find(qn("w:numPr"))
        for candidate in self._chain(style):
            if numbering is None:
                own = candidate.find(qn("w:pPr"))
                numbering = None if own is None else own.find(qn("w:numPr"))
        if numbering is None:
            name = self.name_of(style)
            return "number" if name.startswith("list number") else "bullet" if name.startswith("list bullet") else ""
        found = numbering.find(qn("w:numId"))
        identifier = found.get(qn("w:val")) if found is not None else "0"
        return "" if identifier == "0" else self._kind_of_list(identifier)

    def _kind_of_list(self, identifier: str) -> str:
        try:
            root = self.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "bullet"
        formats = root.xpath(
            f"w:abstractNum[@w:abstractNumId=../w:num[@w:numId='{int(identifier)}']/w:abstractNumId/@w:val]"
            "/w:lvl[@w:ilvl='0']/w:numFmt/@w:val"
        )
        return "bullet" if not formats or formats[0] in {"bullet", "none"} else "number"

    def _chain(self, style: str) -> Iterator[Any]:
        """A style and those it stands on; a loop among them ends the walk."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = style_of(self.styles[style], "w:basedOn")

    def _look(self, style: str, name: str) -> bool | None:
        for candidate in self._chain(style):
            said = toggle(candidate.find(qn("w:rPr")), name, None)
            if said is not None:
                return said
        return None

    def _name_of(self, style: str) -> str:
        named = self.styles[style].find(qn("w:name")) if style in self.styles else None
        return (named.get(qn("w:val")) or "").lower() if named is not None else ""


def style_of(properties: Any, tag: str) -> str:
    found = None if properties is None else properties.find(qn(tag))
    return (found.get(qn("w:val")) or "") if found is not None else ""


def toggle(properties: Any, tag: str, otherwise: bool | None) -> bool | None:
    """What a switch such as “bold” says; `otherwise` where it is not set."""
    found = None if properties is None else properties.find(qn(tag))
    return otherwise if found is None else found.get(qn("w:val"), "true") not in {"0", "false", "off"}
