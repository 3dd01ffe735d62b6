"""An interview as plain content: its questions as parts, the answers under them with who gives them."""

from __future__ import annotations

from django.utils.html import escape

from almacms.publications.plain import Part, PlainWriter
from almacms.publications.plain.writer import plain
from almacms.publications.typography import french

from .blocks import exchange_anchor


class InterviewWriter(PlainWriter):
    """Writes what only an interview has."""

    def part(self, block: dict) -> Part | None:
        if block["type"] == "exchange":
            return self._exchange(block)
        return super().part(block)

    def _exchange(self, block: dict) -> Part:
        question = french(block["value"].get("question") or "")
        replies = (self.part(reply) for reply in block["value"].get("replies") or [])
        return Part(
            "exchange",
            f"<h2>{escape(question)}</h2>",
            title=question,
            anchor=exchange_anchor(block.get("id")),
            parts=tuple(reply for reply in replies if reply is not None),
        )

    def write_turn(self, value: dict) -> Part:
        return Part("turn", self.rich(value.get("text")), speaker=self.publication.speaker(value.get("speaker")))

    def write_pull_quote(self, value: dict) -> Part:
        speaker = self.publication.speaker(value.get("speaker"))
        said = f"<p>{escape(speaker.name)}</p>" if speaker else ""
        return Part("pull_quote", f"<blockquote><p>{plain(value.get('text'))}</p>{said}</blockquote>")

    def write_interlude(self, value: str) -> str:
        return self.rich(value)
