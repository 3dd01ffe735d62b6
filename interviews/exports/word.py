"""An interview as a Word document to correct: every part under a hidden bookmark that carries its identity.

Bookmarks, as they are what both Word and LibreOffice keep: LibreOffice 7 turns a content control into a form field,
without its tag. Around a speaker's name rather than around what they say, as a name is not what one retypes.
"""

import io
from functools import cache
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from almacms.publications.typography import french

from ..models import InterviewPage
from ..transcripts.paragraphs import Run
from .identity import PROPERTY, Identity
from .lines import UNWRITABLE, Line
from .outline import Kind, Unit, links_of, outline
from .styles import DEEPEST_LIST, LISTS, STYLES, dress

LABEL_END = "\u00a0: "

CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CUSTOM_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


def write_docx(page: InterviewPage, *, revision: int) -> bytes:
    """The document of an interview, which remembers the state of the page that it was made from."""
    return WordWriter(page, Identity.of(page, revision)).write()


class WordWriter:
    """Writes one document."""

    def __init__(self, page: InterviewPage, identity: Identity) -> None:
        self.page, self.identity = page, identity
        self.document: Any = Document()
        self.marks = 0
        self.style_id = cache(lambda name: self.document.styles[name].style_id)

    def write(self) -> bytes:
        dress(self.document)
        self._describe()
        for unit in outline(self.page, links_of(self.page)):
            self._unit(unit)
        content = io.BytesIO()
        self.document.save(content)
        return content.getvalue()

    def _describe(self) -> None:
        properties = self.document.core_properties
        properties.title = UNWRITABLE.sub("", french(self.page.title))[:255]
        properties.author = ", ".join(speaker.name for speaker in self.page.cast)[:255]
        properties.comments, properties.language = "", "fr-FR"
        changed = self.page.latest_revision_created_at or self.page.last_published_at
        if changed:
            properties.created = properties.modified = changed
        package = self.document.part.package
        content = CUSTOM_PROPERTIES.format(name=PROPERTY, value=self.identity).encode()
        part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, content, package)
        package.relate_to(part, CUSTOM_RELATION)

    def _unit(self, unit: Unit) -> None:
        lines = list(unit.lines)
        first = self._new_paragraph(STYLES[unit.kind])
        if unit.name and unit.kind is Kind.TURN:
            self._bookmark(first, unit.mark, self._runs(first, [Run(f"{unit.name}{LABEL_END}", bold=True)]))
            if lines and not lines[0].item:
                self._runs(first, lines.pop(0).runs)
        elif lines and not lines[0].item:
            self._bookmark(first, unit.mark, self._runs(first, lines.pop(0).runs))
        else:
            self._bookmark(first, unit.mark, [])
        before = None
        for line in lines:
            self._runs(self._paragraph(unit, line, before), line.runs)
            before = line

    def _paragraph(self, unit: Unit, line: Line, before: Line | None) -> Paragraph:
        if not line.item:
            return self._new_paragraph(STYLES[unit.kind])
        depth = min(line.level, DEEPEST_LIST)
        name = f"{LISTS[line.item]} {depth + 1}" if depth else LISTS[line.item]
        paragraph = self._new_paragraph(name)
        if line.item == "number":
            if before is None or before.item != "number" or before.level < line.level:
                self.numbering = self._new_numbering(name)
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = self.numbering
        return paragraph

    def _new_paragraph(self, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        # By its identifier: python-docx looks a name up through every style, for every paragraph.
        paragraph._p.style = self.style_id(style)
        return paragraph

    def _new_numbering(self, style: str) -> int:
        """A numbering that begins at one; those of a style go on through the whole document."""
        root = self.document.part.numbering_part.element
        used = self.document.styles[style].element.pPr.numPr.numId.val
        model = root.num_having_numId(used)
        number = root.add_num(model.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def _runs(self, paragraph: Paragraph, runs: Any) -> list[Any]:
        written = []
        for run in runs:
            link = self._link(paragraph, run.href) if run.href else None
            element = self._run(paragraph, run)
            if link is not None:
                link.append(element)
            written.append(element if link is None else link)
        return written

    def _run(self, paragraph: Paragraph, run: Run) -> Any:
        # python-docx writes a line's end as a break.
        written = paragraph.add_run(UNWRITABLE.sub("", run.text))
        written.bold, written.italic = run.bold or None, run.italic or None
        if run.href:
            written._r.style = self.style_id("Hyperlink")
        return written._r

    def _link(self, paragraph: Paragraph, href: str) -> Any:
        link = OxmlElement("w:hyperlink")
        relation = self.document.part.relate_to(UNWRITABLE.sub("", href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
        paragraph._p.append(link)
        return link

    def _bookmark(self, paragraph: Paragraph, name: str, around: list[Any]) -> None:
        self.marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self.marks))
        start.set(qn("w:name"), name)
        if around:
            around[0].addprevious(start)
            around[-1].addnext(end)
        else:
            paragraph._p.extend([start, end])
