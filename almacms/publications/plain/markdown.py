"""Bare HTML as Markdown (CommonMark, with the tables that most programs read), and a publication as a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from ..models import Contribution
from ..typography import french, long_date
from .parts import html_of
from .writer import PlainWriter

SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
AT_THE_START = re.compile(r"^(\d*)([#+-]|(?<=\d)[.)])(?=\s|#)")
"""What would make a heading or a list of a paragraph that begins with it."""
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
BLOCKS = {"p", "ul", "ol", "blockquote", "aside", "figure", "table", "h2", "h3", "figcaption", "caption"}


def document(writer: PlainWriter) -> str:
    """A publication as a Markdown file: title, lead, who, when, where, then the body."""
    publication = writer.publication
    people = sorted(publication.contributions.all(), key=lambda row: (row.role, row.sort_order))
    signing = [row.name for row in people if row.role == Contribution.Role.AUTHOR]
    speaking = [row.name for row in people if row.role == Contribution.Role.SPEAKER]
    facts = [", ".join(signing), ", ".join(speaking)]
    if publication.publication_date:
        facts.append(long_date(publication.publication_date))
    cover = writer.cover
    parts = [
        f"# {escaped(french(publication.title))}",
        escaped(french(" ".join(publication.lead.split()))),
        "\n".join(f"- {escaped(fact)}" for fact in facts if fact) + f"\n- <{writer.url}>",
        f"![{escaped(publication.cover_alt_text)}]({cover.url})" if cover else "",
        from_html(html_of(writer.parts)),
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def escaped(text: str) -> str:
    """A plain text that no mark of Markdown's would change."""
    return _paragraph(_marked(text))


def _marked(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def from_html(html: str) -> str:
    """Bare HTML, as `almacms.publications.plain` writes it, as Markdown."""
    return "\n\n".join(_blocks(BeautifulSoup(html, "html.parser").children))


def _blocks(nodes: Iterable[PageElement]) -> list[str]:
    """The blocks among these nodes, and what is between them as paragraphs."""
    found: list[str] = []
    loose: list[PageElement] = []
    for node in [*nodes, None]:
        if node is not None and not (isinstance(node, Tag) and node.name in BLOCKS):
            loose.append(node)
            continue
        if words := _inline(loose).strip():
            found.append(_paragraph(words))
        loose = []
        if isinstance(node, Tag) and (written := _block(node)):
            found.append(written)
    return found


def _block(tag: Tag) -> str:
    if tag.name in {"h2", "h3"}:
        return f"{'#' * int(tag.name[1])} {_inline(tag.children).strip()}"
    if tag.name in {"ul", "ol"}:
        return _list(tag)
    if tag.name in {"blockquote", "aside"}:
        return _indented("\n\n".join(_blocks(tag.children)), "> ", "> ")
    if tag.name == "table":
        return _table(tag)
    if tag.name == "figure":
        return "\n\n".join(_blocks(tag.children))
    words = _inline(tag.children).strip()
    return _paragraph(words) if tag.name == "p" else f"*{words}*" if words else ""


def _paragraph(words: str) -> str:
    return AT_THE_START.sub(r"\1\\\2", words)


def _list(tag: Tag) -> str:
    items = []
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = "- " if tag.name == "ul" else f"{number}. "
        items.append(_indented("\n\n".join(_blocks(item.children)), mark, " " * len(mark)))
    return "\n".join(items)


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{first if n == 0 else others}{line}".rstrip() for n, line in enumerate(lines))


def _table(tag: Tag) -> str:
    rows = [[_cell(cell) for cell in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    if not rows:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    caption = tag.find("caption")
    title = [f"**{_inline(caption.children).strip()}**\n"] if isinstance(caption, Tag) else []
    return "\n".join([*title, *lines])


def _cell(cell: Tag) -> str:
    paragraphs = [child for child in cell.children if isinstance(child, Tag) and child.name == "p"]
    texts = [_inline(each.children) for each in paragraphs] or [_inline(cell.children)]
    return " ".join(texts).replace("\\\n", " ").replace("\n", " ").strip()


def _inline(nodes: Iterable[PageElement]) -> str:
    return "".join(_run(node) for node in nodes)


def _run(node: PageElement) -> str:
    if not isinstance(node, Tag):
        return _marked(" ".join(re.split(r"[ \t\r\n]+", str(node))))
    if node.name == "br":
        return "\\\n"
    if node.name == "img":
        return f"![{_marked(str(node.get('alt') or ''))}](<{node.get('src')}>)"
    inner = _inline(node.children)
    if node.name == "a":
        return f"[{inner}](<{node.get('href')}>)" if inner.strip() else ""
    mark = MARKS.get(node.name, "")
    words = inner.strip(" ")
    if not mark or not words:
        return inner
    # Spaces inside of the marks would show the marks.
    before, after = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
    return f"{before}{mark}{words}{mark}{after}"
