"""The demonstration's texts, read from `content/`: one file for each page, one for what is listed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from .markup import Document, parse

CONTENT = Path(__file__).parent / "content"
FRONT_MATTER = "+++\n"


@dataclass(frozen=True)
class Source:
    """A page's file: its front matter, and its text."""

    fields: dict[str, Any]
    document: Document

    @property
    def slug(self) -> str:
        return self.fields["slug"]

    @property
    def state(self) -> str:
        """What the page is to become: "live", "review", "scheduled" or "draft"."""
        return self.fields.get("state", "live")

    @property
    def date(self) -> datetime | None:
        """The publication date; a scheduled page counts from today, at the hour of the morning's coffee."""
        if "date" in self.fields:
            return timezone.make_aware(self.fields["date"])
        if "in_days" in self.fields:
            later = timezone.localtime() + timedelta(days=self.fields["in_days"])
            return later.replace(hour=8, minute=0, second=0, microsecond=0)
        return None


def table(name: str) -> dict[str, Any]:
    """A list kept in one file: "site", "topics", "people" or "pictures"."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text())


def folder(name: str) -> list[Source]:
    """The pages of a folder: "articles", "interviews" or "pages", in the order of their file names."""
    return [_read(path) for path in sorted((CONTENT / name).glob("*.md"))]


def document_file(name: str) -> Path:
    """A file to download."""
    return CONTENT / "documents" / name


def _read(path: Path) -> Source:
    _, front_matter, text = path.read_text().split(FRONT_MATTER, 2)
    return Source(tomllib.loads(front_matter), parse(text))
