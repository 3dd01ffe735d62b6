"""What a document says of where it came from, in the file's custom properties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..models import InterviewPage
from .outline import content_digest

PROPERTY = "almacms"
PATTERN = re.compile(r"page=(\d+);revision=(\d+);content=([0-9a-f]+)$")


@dataclass(frozen=True)
class Identity:
    """The page a document was made from, and in which state."""

    page: int
    revision: int
    content: str

    def __str__(self) -> str:
        return f"page={self.page};revision={self.revision};content={self.content}"

    @classmethod
    def of(cls, page: InterviewPage, revision: int) -> Identity:
        return cls(page.pk, revision, content_digest(page))

    @classmethod
    def parse(cls, text: str) -> Identity | None:
        found = PATTERN.match(text)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None
