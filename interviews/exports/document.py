"""A corrected document as it comes back: its paragraphs, the marks found on them, and what lies around its text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ..transcripts.paragraphs import Run
from ..transcripts.readers import read
from ..transcripts.readers.archives import Archive
from ..transcripts.readers.docx import BROKEN, WordReader, style_of
from ..transcripts.refusals import Reason, Refusal
from .identity import PROPERTY, Identity
from .lines import Line, line
from .outline import MARK, Kind
from .styles import STYLES

KINDS_OF_STYLES = {name.lower(): kind for kind, name in STYLES.items() if kind is not Kind.TURN}
CUSTOM_PART = "docProps/custom.xml"
LIST_LEVEL = re.compile(r"list (?:bullet|number) ([2-9])$")


@dataclass(frozen=True)
class Piece:
    """A paragraph, or the part of one that begins at a mark."""

    line: Line
    mark: str = ""
    style: str = ""
    """The `Kind` that its style tells, empty for the style of any paragraph."""

    def to_json(self) -> list:
        runs = [[run.text, run.bold, run.italic, run.href] for run in self.line.runs]
        return [self.mark, self.style, self.line.item, self.line.level, runs]

    @classmethod
    def from_json(cls, data: list) -> Piece:
        mark, style, item, level, runs = data
        return cls(Line(tuple(Run(*run) for run in runs), item, level), mark, style)


@dataclass(frozen=True)
class Corrected:
    """Everything that a document says."""

    identity: Identity | None
    pieces: list[Piece]
    around: list[str] = field(default_factory=list)
    """Comments, notes and headers: text that is in no paragraph of the interview."""

    def to_json(self) -> dict:
        return {
            "identity": str(self.identity or ""),
            "pieces": [piece.to_json() for piece in self.pieces],
            "around": self.around,
        }

    @classmethod
    def from_json(cls, data: dict) -> Corrected:
        pieces = [Piece.from_json(piece) for piece in data["pieces"]]
        return cls(Identity.parse(data["identity"]), pieces, data["around"])


def read_corrected(name: str, data: bytes) -> Corrected:
    """Read a document that comes back.

    Raises:
        Refusal: the file is not read; its reason says why.
    """
    if PurePath(name).suffix.lower() in {".odt", ".txt", ".md", ".html", ".htm", ".vtt", ".srt"}:
        raise Refusal(Reason.UNKNOWN_FORMAT)
    # What a transcript is refused for, a corrected document is refused for.
    read(name, data)
    try:
        return CorrectedReader(Document(io.BytesIO(data))).corrected(_identity(Archive(data)))
    except BROKEN as error:
        raise Refusal(Reason.DAMAGED) from error


def _identity(archive: Archive) -> Identity | None:
    if CUSTOM_PART not in archive.names:
        return None
    ours = (node for node in archive.xml(CUSTOM_PART) if node.get("name") == PROPERTY)
    return next((Identity.parse(_text(node)) for node in ours), None)


def _text(node: Element) -> str:
    return "".join(node.itertext()).strip()


class MarkedPen:
    """Writes one paragraph, keeping its line breaks and the places of its marks."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.starts: list[tuple[int, str]] = []
        self.pictures = 0

    def write(self, run: Run) -> None:
        self.runs.append(run)

    def break_line(self) -> None:
        self.runs.append(Run("\n"))

    def picture(self, _key: str, _description: str) -> None:
        self.pictures += 1

    def mark(self, name: str) -> None:
        self.starts.append((len(self.runs), name))

    def parts(self) -> Iterator[tuple[str, list[Run]]]:
        """The paragraph cut at its marks: two parts that were joined by mistake come apart again."""
        starts = self.starts if self.starts and self.starts[0][0] == 0 else [(0, ""), *self.starts]
        ends = [start for start, _mark in starts[1:]] + [len(self.runs)]
        for (start, mark), end in zip(starts, ends, strict=True):
            yield mark, self.runs[start:end]


class CorrectedReader(WordReader):
    """Reads a document of ours: as any document, with the marks."""

    def corrected(self, identity: Identity | None) -> Corrected:
        pieces = [piece for element in self._elements() for piece in self._pieces(element)]
        around = [paragraph.text for paragraph in self._around()]
        return Corrected(identity, pieces, [*around, *self._comments()])

    def _elements(self) -> Iterator[Any]:
        for element in self.document.element.body.iter(qn("w:p")):
            if (
                next(
                    element.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"), None
                )
                is None
            ):
                yield element

    def _pieces(self, element: Any) -> Iterator[Piece]:
        properties = element.find(qn("w:pPr"))
        style = style_of(properties, "w:pStyle")
        name = self.name_of(style)
        item = "" if self._heading(properties, style) else self._item(properties, style)
        pen: Any = MarkedPen()
        for mark in self._marks_before(element):
            pen.mark(mark)
        look = {"bold": bool(self.look(style, "w:b")), "italic": bool(self.look(style, "w:i"))}
        kind = KINDS_OF_STYLES.get(name, "")
        self._walk(element, self.part, pen, **look, href="", is_heading=bool(kind))
        level = self._level(properties, name) if item else 0
        for mark, runs in pen.parts():
            found = line(runs, item=item, level=level)
            if found.text or mark:
                yield Piece(found, mark, kind)

    @staticmethod
    def _marks_before(element: Any) -> Iterator[str]:
        """Marks that a program has put before the paragraph rather than in it."""
        for sibling in element.itersiblings(preceding=True):
            if sibling.tag == qn("w:bookmarkStart") and (sibling.get(qn("w:name")) or "").startswith(MARK):
                yield sibling.get(qn("w:name"))
            elif sibling.tag in {qn("w:p"), qn("w:tbl")}:
                return

    def _walk(self, element: Any, part: Any, pen: Any, **look: Any) -> None:
        if element.tag == qn("w:bookmarkStart") and (element.get(qn("w:name")) or "").startswith(MARK):
            pen.mark(element.get(qn("w:name")))
        super()._walk(element, part, pen, **look)

    @staticmethod
    def _level(properties: Any, style_name: str) -> int:
        named = LIST_LEVEL.match(style_name)
        if named:
            return int(named[1]) - 1
        level = None if properties is None else properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
        return int(level.get(qn("w:val"), "0")) if level is not None else 0

    def _comments(self) -> Iterator[str]:
        for relation in self.part.rels.values():
            if relation.is_external or relation.reltype.rsplit("/", 1)[-1] != "comments":
                continue
            for comment in parse_xml(relation.target_part.blob).iter(qn("w:comment")):
                said = " ".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in comment.iter(qn("w:p")))
                author = comment.get(qn("w:author"))
                yield f"{author}\u00a0: {said}" if author else said
