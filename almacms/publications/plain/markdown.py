"""Bare HTML as Markdown (CommonMark, with the tables that most programs read), and a publication as a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from ..models import Contribution
from ..typography import french, long_date
from .inline_markdown import BREAK, emphasised, escaped, inline, lines
from .parts import html_of
from .writer import PlainWriter

BLOCKS = {"p", "ul", "ol", "blockquote", "aside", "figure", "table", "h2", "h3", "figcaption", "caption", "pre"}


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
        if words := lines(inline(loose)):
            found.append(words)
        loose = []
        if isinstance(node, Tag) and (written := _block(node)):
            found.append(written)
    return found


def _block(tag: Tag) -> str:
    if tag.name in {"h2", "h3"}:
        return f"{'#' * int(tag.name[1])} {_title(tag)}"
    if tag.name in {"ul", "ol"}:
        return _list(tag)
    if tag.name in {"blockquote", "aside"}:
        return _indented("\n\n".join(_blocks(tag.children)), "> ", "> ")
    if tag.name == "table":
        return _table(tag)
    if tag.name == "figure":
        return "\n\n".join(_blocks(tag.children))
    if tag.name == "pre":
        return _code(tag)
    return lines(inline(tag.children)) if tag.name == "p" else _emphasised("*", tag)


def _code(tag: Tag) -> str:
    """Lines of a program between marks longer than any that they hold."""
    text = tag.get_text().strip("\n")
    mark = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{mark}{_language(tag)}\n{text}\n{mark}" if text else ""


def _language(tag: Tag) -> str:
    """What a program is written in, as `writer.write_code` says it; marks would end before the program."""
    code = tag.find("code")
    names = code.get_attribute_list("class") if isinstance(code, Tag) else []
    return "".join(str(name).removeprefix("language-").replace("`", "") for name in names if name)


def _title(tag: Tag) -> str:
    """A heading, which has one line, and whose last signs are its own."""
    return re.sub(r"(?:(?<=\s)|^)(?=#+$)", r"\\", inline(tag.children).replace(BREAK, " ").strip())


def _emphasised(mark: str, tag: Tag) -> str:
    words = inline(tag.children).replace(BREAK, " ")
    return "".join(run.text for run in emphasised(mark, words)).strip()


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
    title = [f"{_emphasised('**', caption)}\n"] if isinstance(caption, Tag) else []
    return "\n".join([*title, *lines])


def _cell(cell: Tag) -> str:
    paragraphs = [child for child in cell.children if isinstance(child, Tag) and child.name == "p"]
    texts = [inline(each.children) for each in paragraphs] or [inline(cell.children)]
    line = " ".join(texts).replace(BREAK, " ").strip()
    # What is code is not escaped.
    return re.sub(r"(?<!\\)\|", r"\|", line)
