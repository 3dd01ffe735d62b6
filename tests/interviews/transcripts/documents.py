"""Word's and LibreOffice's documents, made for the tests: none is kept in the repository."""

import io
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

ODT = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 6), "#0f5a45").save(content, "PNG")
    return content.getvalue()


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def zipped(members: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    content = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def with_members(data: bytes, members: Mapping[str, bytes | str]) -> bytes:
    """An archive with members added to it, or put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**kept, **members})


def word_interview() -> bytes:
    """A Word document: bold questions by style, bold labels, a list, a link, a picture, a footnote-less page header."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Brouillon de la rédaction"
    document.add_heading("La scierie partagée", 0)
    document.add_paragraph("Quatre bûcherons ont racheté la scierie de Malbois. Ils racontent une saison.")
    question = document.styles.add_style("Question posée", 1)
    question.font.bold = True
    document.add_paragraph("Qui règle les lames", style="Question posée")
    said(document, "Ombeline Roux\u00a0:", " Chacun son tour, ", italic="le matin")
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("La grande lame", style="Caption")
    document.add_paragraph("Le soir, on note :")
    for line in ("la lame", "le bois"):
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph("Et les clients ?", style="Question posée")
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).paragraphs[0].text = "Ils viennent à pied."
    answer = said(document, "Jaouen Le Bihan :", " Ils lisent ")
    link(document, answer, "https://scierie.example/journal", "notre journal")
    return saved(document)


def said(document: Any, label: str, words: str, *, italic: str = "") -> Any:
    paragraph = document.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(words)
    if italic:
        paragraph.add_run(italic).italic = True
    return paragraph


def link(document: Any, paragraph: Any, url: str, words: str) -> None:
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def odt(body: str, *, styles: str = "", members: Mapping[str, bytes | str] | None = None) -> bytes:
    """A LibreOffice document with this body and these automatic styles, both as XML."""
    content = (
        f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODT, "content.xml": content, **(members or {})})


def odt_interview() -> bytes:
    """A LibreOffice document: bold questions by style, a bulleted list, a note, a link, a picture."""
    bold = '<style:text-properties fo:font-weight="bold"/>'
    styles = (
        f'<style:style style:name="Q" style:family="paragraph">{bold}</style:style>'
        f'<style:style style:name="B" style:family="text">{bold}</style:style>'
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1"/></text:list-style>'
    )
    label = '<text:span text:style-name="B">{}<text:s/>:</text:span> '
    body = "".join(
        [
            '<text:h text:outline-level="1">Le moulin à papier</text:h>',
            f"<text:p>{escape('Zélie Marchand et Bruno Castel font du papier avec des jeans.')}</text:p>",
            '<text:p text:style-name="Q">Pourquoi des jeans</text:p>',
            (
                f"<text:p>{label.format('Zélie Marchand')}Le coton y est long<text:note>"
                "<text:note-citation>1</text:note-citation>"
                "<text:note-body><text:p>Celui des draps aussi.</text:p></text:note-body></text:note>.</text:p>"
            ),
            (
                '<text:list text:style-name="N"><text:list-item><text:p>Trier</text:p></text:list-item>'
                "<text:list-item><text:p>Laver</text:p></text:list-item></text:list>"
            ),
            (
                '<text:p><draw:frame><draw:image xlink:href="Pictures/cuve.png"/><svg:desc>Une cuve</svg:desc>'
                "</draw:frame></text:p>"
            ),
            '<text:p text:style-name="Q">Et l’eau ?</text:p>',
            (
                f"<text:p>{label.format('Bruno Castel')}Elle tourne.<text:line-break/>Voir "
                '<text:a xlink:href="https://moulin.example">le plan</text:a>.</text:p>'
            ),
        ]
    )
    return odt(body, styles=styles, members={"Pictures/cuve.png": png()})
