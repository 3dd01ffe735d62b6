"""Writes the parts of a publication's body, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext

from ..embeds import player_for
from ..typography import french
from .parts import Part
from .rich_text import clean, kept, link, whole_address
from .targets import BODY_SPEC, COVER_SPEC, File, Picture, Targets, raw_body

if TYPE_CHECKING:
    from ..models import Publication


def plain(text: object) -> str:
    """A plain text of the newsroom, in French typography, escaped."""
    return escape(french(str(text or "")))


class PlainWriter:
    """Writes one publication; a kind of publication that has blocks of its own writes them in a subclass.

    A method `write_<block>` takes the stored value of a block and gives its HTML, or a `Part`.
    """

    def __init__(self, publication: Publication, targets: Targets) -> None:
        self.publication, self.targets = publication, targets
        self.url = targets.page_url(publication)
        self._numbers: dict[str, int] = {}

    @property
    def cover(self) -> Picture | None:
        """The cover as a file."""
        return self.targets.pictures.get((self.publication.cover_id or 0, COVER_SPEC))

    @property
    def sounds(self) -> tuple[tuple[File, str], ...]:
        """The sounds that the page plays, in its order and each once, with what they are called there."""
        values = [block["value"] for block in raw_body(self.publication) if block["type"] == "document"]
        played: dict[File, str] = {}
        for value in values:
            document = self.targets.documents.get(value.get("document") or 0)
            if document is not None and document.is_sound:
                played.setdefault(document, french(value.get("title") or document.title))
        return tuple(played.items())

    @cached_property
    def parts(self) -> list[Part]:
        """The body, then the notes it calls."""
        body = [part for block in raw_body(self.publication) if (part := self.part(block)) is not None]
        return [*body, *self._notes()]

    def part(self, block: dict[str, Any]) -> Part | None:
        """A block as a part; None for one that shows nothing here, or that is no longer known."""
        write: Callable[[Any], Part | str] | None = getattr(self, f"write_{block['type']}", None)
        if write is None or not block.get("value"):
            return None
        written = write(block["value"])
        part = written if isinstance(written, Part) else Part(block["type"], written)
        return part if part.html or part.parts else None

    def rich(self, source: object) -> str:
        return clean(str(source or ""), self.targets, page_url=self.url, note=self._number)

    def write_paragraph(self, value: str) -> str:
        return self.rich(value)

    def write_heading(self, value: dict) -> Part:
        level = "h3" if value.get("level") == "3" else "h2"
        text = french(value.get("text") or "")
        return Part("heading", f"<{level}>{escape(text)}</{level}>" if text else "", title=text)

    def write_picture(self, value: dict) -> str:
        chosen = value.get("image") or {}
        picture = self.targets.pictures.get((chosen.get("image") or 0, BODY_SPEC))
        if picture is None:
            return ""
        alt = "" if chosen.get("decorative") else chosen.get("alt_text") or ""
        return self.figure(picture, alt, value.get("caption") or "", value.get("credit") or picture.credit)

    def figure(self, picture: Picture, alt: str, caption: str, credit: str) -> str:
        """A picture with what is said of it."""
        said = [caption, gettext("Picture: %(credit)s") % {"credit": credit} if credit else ""]
        words = " ".join(plain(each) for each in said if each)
        size = f'width="{picture.width}" height="{picture.height}"'
        image = f'<img src="{escape(picture.url)}" alt="{plain(alt)}" {size}>'
        return f"<figure>{image}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"

    def write_gallery(self, value: dict) -> str:
        items = (item.get("value", item) for item in value.get("pictures") or [])
        figures = "".join(self.write_picture(item) for item in items)
        return figures + (f"<p>{plain(value['caption'])}</p>" if figures and value.get("caption") else "")

    def write_quotation(self, value: dict) -> str:
        address = whole_address(value.get("source_url") or "", self.targets, self.url)
        source = value.get("source")
        said = f"<p>{link(address, french(source))}</p>" if source else ""
        return f"<blockquote>{self.rich(value.get('text'))}{said}</blockquote>"

    def write_callout(self, value: dict) -> str:
        title = f"<p><strong>{plain(value['title'])}</strong></p>" if value.get("title") else ""
        return f"<aside>{title}{self.rich(value.get('text'))}</aside>"

    def write_table(self, value: dict) -> str:
        columns = value.get("columns") or []
        caption = f"<caption>{plain(value['caption'])}</caption>" if value.get("caption") else ""
        head = "".join(f"<th>{plain(column.get('heading'))}</th>" for column in columns)
        rows = "".join(f"<tr>{self._cells(row, columns)}</tr>" for row in value.get("rows") or [])
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _cells(self, row: dict, columns: list[dict]) -> str:
        cells = zip(columns, row.get("values") or [], strict=False)
        return "".join(
            f"<td>{self.rich(cell) if column.get('type') == 'text' else plain(cell)}</td>" for column, cell in cells
        )

    def write_embed(self, value: dict) -> str:
        address = value.get("url") or ""
        player = player_for(address)
        words = french(value.get("title") or "") or address
        words = f"{words} ({player.provider})" if player else words
        caption = f"<p>{plain(value['caption'])}</p>" if value.get("caption") else ""
        return f"<p>{link(whole_address(address, self.targets, self.url), words)}</p>{caption}"

    def write_document(self, value: dict) -> str:
        document = self.targets.documents.get(value.get("document") or 0)
        return f"<p>{link(document.url, french(value.get('title') or document.title))}</p>" if document else ""

    def write_highlight(self, value: dict) -> str:
        return self.write_quotation(value)

    def write_code(self, value: dict) -> str:
        # In the way that HTML suggests, and that readers and highlighters know.
        language = "-".join((value.get("language") or "").lower().split())
        said = f' class="language-{escape(language)}"' if language else ""
        return f"<pre><code{said}>{escape(value.get('code') or '')}</code></pre>"

    def write_kept_html(self, value: dict) -> str:
        return kept(value.get("html") or "", self.targets, page_url=self.url)

    def _number(self, identifier: str) -> int:
        if (self.publication.pk, identifier) not in self.targets.notes:
            return 0
        return self._numbers.setdefault(identifier, len(self._numbers) + 1)

    def _notes(self) -> Iterator[Part]:
        if not self._numbers:
            return
        items = ""
        for identifier in list(self._numbers):
            text = self.rich(self.targets.notes[self.publication.pk, identifier])
            items += f"<li>{text}</li>"
        yield Part("footnotes", f"<h2>{plain(gettext('Notes'))}</h2><ol>{items}</ol>", title=gettext("Notes"))
