"""From pieces of text to the blocks of a page's body, as a StreamField stores them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID, uuid5

from .markup import Document, Piece, inline, rich_text

NAMESPACE = UUID("5d3c1a52-7f0e-4a53-9d0a-3d6f0c9d7a11")
SHORT_KEY = 6
FIGURE = re.compile(r"[\d\s\u00a0\u202f,.%]+(MWh|min)?")

Block = dict[str, Any]


class Library(Protocol):
    """Who knows the identifiers of what a text names."""

    def picture_id(self, name: str) -> int: ...
    def picture_alt(self, name: str) -> str: ...
    def document_id(self, name: str) -> int: ...
    def person_id(self, slug: str) -> int: ...


def note_id(page: str, key: str) -> UUID:
    """The identity of a footnote: the same at every load, so that its references keep leading to it."""
    return uuid5(NAMESPACE, f"{page}/note/{key}")


class Body:
    """Makes the blocks of one page."""

    def __init__(self, page: str, library: Library) -> None:
        self.page = page
        self.library = library
        self.count = 0
        self.makers: dict[str, Callable[[Piece], Block]] = {
            "prose": lambda piece: self.block("paragraph", rich_text(piece.text, self.reference)),
            "h1": lambda piece: self.heading(piece, "2"),
            "h2": lambda piece: self.heading(piece, "2"),
            "h3": lambda piece: self.heading(piece, "3"),
            "picture": lambda piece: self.block("picture", self.picture(piece.argument, piece.settings)),
            "gallery": self.gallery,
            "quote": lambda piece: self.sourced("quotation", piece),
            "highlight": lambda piece: self.sourced("highlight", piece),
            "code": lambda piece: self.block("code", {"language": piece.argument, "code": piece.settings["code"]}),
            "callout": self.callout,
            "table": self.table,
            "embed": self.embed,
            "document": self.document,
            "interlude": lambda piece: self.block("interlude", rich_text(piece.text)),
        }

    def block(self, kind: str, value: Any) -> Block:
        """A block whose identity, and so its anchor, depends only on its page and its place."""
        self.count += 1
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, f"{self.page}/{self.count}"))}

    def reference(self, key: str) -> str:
        identity = str(note_id(self.page, key))
        return f'<footnote id="{identity}">[{identity[:SHORT_KEY]}]</footnote>'

    def article(self, document: Document) -> list[Block]:
        """The body of an article or of a plain page."""
        return [self.makers[piece.kind](piece) for piece in document.pieces]

    def interview(self, document: Document) -> list[Block]:
        """The body of an interview: a question gathers what follows, until another piece stands between exchanges."""
        body: list[Block] = []
        replies: list[Block] | None = None
        speaker = ""
        for piece in document.pieces:
            if piece.kind == "h2":
                replies = []
                body.append(self.block("exchange", {"question": piece.text, "replies": replies}))
            elif piece.kind == "speaker":
                speaker = piece.argument
            elif replies is not None and piece.kind in {"prose", "pull", "picture"}:
                replies.append(self.reply(piece, speaker))
            else:
                replies = None
                body.append(self.makers[piece.kind](piece))
        return body

    def reply(self, piece: Piece, speaker: str) -> Block:
        if piece.kind == "prose":
            turn = {"speaker": self.library.person_id(speaker), "text": rich_text(piece.text)}
            return self.block("turn", turn)
        if piece.kind == "pull":
            return self.block("pull_quote", {"speaker": self.library.person_id(piece.argument), "text": piece.text})
        return self.makers[piece.kind](piece)

    # Blocks that hold something else than a text

    def heading(self, piece: Piece, level: str) -> Block:
        return self.block("heading", {"text": piece.text, "level": level})

    def picture(self, name: str, settings: dict[str, str]) -> dict[str, Any]:
        alternative = settings.get("alt") or self.library.picture_alt(name)
        image = {"image": self.library.picture_id(name), "alt_text": alternative, "decorative": False}
        return {"image": image, "caption": settings.get("caption", ""), "credit": settings.get("credit", "")}

    def gallery(self, piece: Piece) -> Block:
        pictures = [self.block("item", self.picture(name, {})) for name in piece.settings["pictures"]]
        return self.block("gallery", {"pictures": pictures, "caption": piece.settings.get("caption", "")})

    def sourced(self, kind: str, piece: Piece) -> Block:
        source = {key: piece.settings.get(key, "") for key in ("source", "source_url")}
        return self.block(kind, {"text": rich_text(piece.text), **source})

    def callout(self, piece: Piece) -> Block:
        kind, _, title = piece.argument.partition(" ")
        return self.block("callout", {"kind": kind, "title": title, "text": rich_text(piece.text)})

    def table(self, piece: Piece) -> Block:
        headings, rows = piece.settings["headings"], piece.settings["rows"]
        kinds = [self.column_kind(row[index] for row in rows) for index in range(len(headings))]
        return self.block(
            "table",
            {
                "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)],
                "rows": [
                    {
                        "values": [
                            cell if kind == "number" else f"<p>{inline(cell)}</p>"
                            for kind, cell in zip(kinds, row, strict=True)
                        ]
                    }
                    for row in rows
                ],
                "caption": piece.settings.get("caption", ""),
            },
        )

    @staticmethod
    def column_kind(cells: Iterable[str]) -> str:
        """A column of figures is drawn as one."""
        return "number" if all(FIGURE.fullmatch(cell) for cell in cells) else "text"

    def embed(self, piece: Piece) -> Block:
        thumbnail = piece.settings.get("thumbnail")
        texts = {key: piece.settings.get(key, "") for key in ("url", "title", "caption")}
        return self.block("embed", {**texts, "thumbnail": self.library.picture_id(thumbnail) if thumbnail else None})

    def document(self, piece: Piece) -> Block:
        title = piece.settings.get("title", "")
        return self.block("document", {"document": self.library.document_id(piece.argument), "title": title})
