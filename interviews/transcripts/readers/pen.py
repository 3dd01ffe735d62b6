"""Writes the paragraphs of a word processor's file: lines, and the pictures that stand among them."""

from typing import Any

from ..paragraphs import UNREADABLE, Paragraph, Run, trimmed


class Pen:
    """One paragraph of the file, which line breaks and pictures may cut in several."""

    def __init__(self, hints: dict[str, Any]) -> None:
        self.hints = hints
        self.done: list[Paragraph] = []
        self.runs: list[Run] = []
        self.soft = False

    def write(self, run: Run) -> None:
        if run.text:
            self.runs.append(run)

    def break_line(self) -> None:
        self._close(soft=True)

    def picture(self, key: str, description: str) -> None:
        """A picture stands here. One that cannot be taken leaves its place, and its description if it has one."""
        self._close(soft=False)
        aside = self.hints.get("aside", "")
        self.done.append(Paragraph("", picture=key or UNREADABLE, aside=aside))
        if description and not key:
            self.done.append(Paragraph("", (Run(description),), caption=True, aside=aside))

    def finish(self) -> list[Paragraph]:
        self._close(soft=False)
        return self.done

    def _close(self, *, soft: bool) -> None:
        runs = trimmed(self.runs)
        if runs:
            self.done.append(Paragraph("", runs, soft=self.soft, **self.hints))
        # Two line breaks in a row are an empty line.
        self.soft = soft and bool(runs)
        self.runs = []
