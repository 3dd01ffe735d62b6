"""A publication's body as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import escape

LABEL_END = "\u00a0:"


class Voice(Protocol):
    """Whoever speaks, under the name that readers may know."""

    @property
    def name(self) -> str: ...

    @property
    def url(self) -> str:
        """The path of their page; empty for somebody who may not be known."""


@dataclass(frozen=True)
class Part:
    """A block of a body, or a part of one."""

    kind: str
    """The name of the block."""
    html: str = ""
    """Bare HTML with whole addresses; without the speaker's name."""
    title: str = ""
    """A heading or a question as plain text."""
    anchor: str = ""
    """What follows # in the page's address to lead there; empty where nothing does."""
    speaker: Voice | None = None
    parts: tuple[Part, ...] = ()
    """What lies under it: the answers to a question."""

    @property
    def labelled_html(self) -> str:
        """The HTML with the speaker's name at its head, for those who see nothing but the text."""
        if self.speaker is None:
            return self.html
        label = f"<strong>{escape(self.speaker.name)}{LABEL_END}</strong>"
        if self.html.startswith("<p>"):
            return f"<p>{label} {self.html[3:]}"
        return f"<p>{label}</p>{self.html}"


def html_of(parts: Iterable[Part]) -> str:
    """The whole of these parts, one after the other."""
    return "".join(part.labelled_html + html_of(part.parts) for part in parts)
