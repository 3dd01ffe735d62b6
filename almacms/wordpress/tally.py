"""The counts of an import: of each kind, what was read is what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Line

KINDS = {
    "file": _("File"),
    "authors": _("Authors"),
    "topics": _("Categories and tags"),
    "files": _("Pictures and files"),
    "pages": _("Pages"),
    "articles": _("Articles"),
    "interviews": _("Interviews"),
    "others": _("Other contents"),
    "comments": _("Comments"),
    "pingbacks": _("Pingbacks"),
    "redirects": _("Old addresses"),
}
FATES = ("created", "updated", "unchanged", "skipped")
LONGEST_ABOUT, LONGEST_DETAIL = 255, 500


class Inconsistent(AssertionError):  # noqa: N818 (its sums are)
    """The sums of a report do not agree: a mistake of the program, never of the file."""


@dataclass
class Outcome:
    """What became of some things of one kind, and what there is to say of it."""

    counts: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Kind, fate, how many, and the reason of those that were skipped."""
    lines: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """The kind of each warning."""

    @property
    def fate(self) -> str:
        """What became of the last thing that was counted."""
        return self.counts[-1][1]

    def count(self, kind: str, fate: str, number: int = 1) -> None:
        if number:
            self.counts.append((kind, fate, number, ""))

    def skip(self, kind: str, reason: str, about: str = "", detail: str = "", number: int = 1) -> None:
        if number:
            self.counts.append((kind, "skipped", number, reason))
            self._say(kind, Line.Weight.SKIPPED, reason, about, detail)

    def warn(self, kind: str, reason: str, about: str = "", detail: str = "") -> None:
        self.warnings.append(kind)
        self._say(kind, Line.Weight.WARNING, reason, about, detail)

    def error(self, reason: str, detail: str = "") -> None:
        self._say("file", Line.Weight.ERROR, reason, "", detail)

    def _say(self, kind: str, weight: str, reason: str, about: str, detail: str) -> None:
        about, detail = storable(about)[:LONGEST_ABOUT], storable(detail)[:LONGEST_DETAIL]
        self.lines.append(Line(kind=kind, weight=weight, reason=str(reason), about=about, detail=detail))


def storable(text: str) -> str:
    """A text that every database takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def add(counts: dict[str, Any], outcome: Outcome) -> None:
    """Add an outcome to the counts of an import."""
    for kind, fate, number, reason in outcome.counts:
        row = counts.setdefault(kind, {**dict.fromkeys(("read", *FATES, "warnings"), 0), "why": {}})
        row["read"] += number
        row[fate] += number
        if reason:
            row["why"][reason] = row["why"].get(reason, 0) + number
    for kind in outcome.warnings:
        row = counts.setdefault(kind, {**dict.fromkeys(("read", *FATES, "warnings"), 0), "why": {}})
        row["warnings"] += 1


def check(counts: dict[str, Any], expected: Iterable[tuple[str, int]] = ()) -> None:
    """See that the sums agree.

    Args:
        expected: of some kinds together, separated by “+”, how many the file holds.

    Raises:
        Inconsistent: they do not.
    """
    for kind, row in counts.items():
        if row["read"] != sum(row[fate] for fate in FATES) or row["skipped"] != sum(row["why"].values()):
            raise Inconsistent(f"{kind}: {row}")
    for kinds, number in expected:
        read = sum(counts.get(kind, {}).get("read", 0) for kind in kinds.split("+"))
        if read != number:
            raise Inconsistent(f"{kinds}: {read} counted, {number} in the file")
