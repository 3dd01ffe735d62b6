"""Tables: ours have one heading a column, and no cell that spans several."""

from __future__ import annotations

from bs4 import Tag

from .inline import Inline, trimmed, words
from .pieces import Piece

MOST_COLUMNS = 40
IMPOSSIBLE = ["table", "ul", "ol", "img", "iframe", "h1", "h2", "h3", "h4", "pre", "blockquote", "form"]


def table_piece(tag: Tag, inline: Inline, caption: str = "") -> Piece | None:
    """A table as a piece; None when ours cannot say the same."""
    own = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    rows = [[cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row] for row in own]
    rows = [row for row in rows if row]
    if len(rows) < 2 or tag.find(IMPOSSIBLE) or any(_spans(cell) for row in rows for cell in row):
        return None
    width = max(map(len, rows))
    if width > MOST_COLUMNS:
        return None
    head, body = rows[0], rows[1:]
    if any(link.find_parent(attrs={"data-fn": True}) is None for cell in head for link in cell.find_all("a")):
        return None
    headings = [words(inline.write(cell.children)) for cell in head]
    is_head = all(cell.name == "th" for cell in head) or head[0].find_parent("thead") is not None
    said = tag.find("caption")
    caption = caption or (words(inline.write(said.children)) if isinstance(said, Tag) else "")
    return Piece(
        "table",
        value={
            "columns": [
                {"type": "text", "heading": heading} for heading in [*headings, *[""] * (width - len(headings))]
            ],
            "rows": [{"values": [*(_cell(cell, inline) for cell in row), *[""] * (width - len(row))]} for row in body],
            "caption": caption,
            "is_guessed": not is_head,
        },
    )


def is_layout(tag: Tag, media: list[str]) -> bool:
    """Whether a table only sets things side by side: a single row, or pictures, under no heading."""
    return not tag.find("th") and (len(tag.find_all("tr")) < 2 or tag.find(media) is not None)


def _spans(cell: Tag) -> bool:
    return any(str(cell.get(name) or "1").strip() not in {"1", ""} for name in ("colspan", "rowspan"))


def _cell(cell: Tag, inline: Inline) -> str:
    html = trimmed(inline.write(cell.children))
    return f"<p>{html}</p>" if html else ""
