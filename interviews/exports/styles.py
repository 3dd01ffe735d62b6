"""How an exported document looks: Word's own styles, so that whoever corrects it finds their way."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .outline import Kind

SERIF, SANS = "Georgia", "Arial"
INK, GREY, GREEN = RGBColor(0x1C, 0x1C, 0x1A), RGBColor(0x5C, 0x5C, 0x58), RGBColor(0x0F, 0x5A, 0x45)

INTERLUDE = "Interlude"
"""A style of our own: those that Word and LibreOffice have are given to anything that is pasted."""

STYLES = {
    Kind.TITLE: "Title",
    Kind.LEAD: "Subtitle",
    Kind.QUESTION: "Heading 1",
    Kind.HEADING: "Heading 2",
    Kind.QUOTE: "Quote",
    Kind.INTERLUDE: INTERLUDE,
    Kind.ASIDE: "Caption",
    Kind.TURN: "Normal",
}
LISTS = {"bullet": "List Bullet", "number": "List Number"}
DEEPEST_LIST = 2
"""Word has styles for three levels of lists, this one being the last."""

LOOKS: dict[str, tuple[str, float, RGBColor, bool]] = {
    "Normal": (SERIF, 11, INK, False),
    "Title": (SANS, 22, INK, True),
    "Subtitle": (SERIF, 13, GREY, False),
    "Heading 1": (SANS, 14, GREEN, True),
    "Heading 2": (SANS, 12, INK, True),
    "Quote": (SERIF, 13, GREEN, False),
    INTERLUDE: (SERIF, 11, GREY, False),
    "Caption": (SANS, 9, GREY, False),
}


def dress(document: Any) -> None:
    """Give a new document the looks above, A4 paper and the French language."""
    document.styles.add_style(INTERLUDE, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for name, (font, size, colour, bold) in LOOKS.items():
        style = document.styles[name]
        # A font of the theme would be preferred to the one that is named; and letters are not spread.
        properties = style.element.get_or_add_rPr()
        for taken_away in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:spacing"))):
            properties.remove(taken_away)
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
        style.font.bold, style.font.italic = bold, False
        style.paragraph_format.space_after = Pt(7)
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    document.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    document.styles[INTERLUDE].paragraph_format.left_indent = Cm(1)
    _dress_links(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _dress_links(document: Any) -> None:
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = GREEN, True
