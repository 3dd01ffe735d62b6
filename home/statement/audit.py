"""What the criteria of `criteria.toml` come to.

The rules are those of RGAA 4.1.2 and of the model of statement that the order of 20 September 2019 gives (« arrêté
portant référentiel général d’amélioration de l’accessibilité »).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).with_name("criteria.toml")

CRITERIA_PER_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each of the thirteen themes of RGAA 4.1 has."""
HALF = 50
"""Percents of the criteria under which the law calls a site not compliant."""


class Finding(StrEnum):
    """What was found of a criterion."""

    MET = "conforme"
    UNMET = "non conforme"
    NOT_APPLICABLE = "non applicable"
    UNVERIFIED = "à vérifier"
    """Nobody knows without assistive technology, or without reading the contents: never a success."""


class State(StrEnum):
    """What article 6 of the decree 2019-768 has each page say of the site."""

    FULL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


@dataclass(frozen=True)
class Criterion:
    """One criterion of RGAA 4.1.

    Attributes:
        number: as RGAA numbers it, « 1.1 ».
        title: what it asks, in short.
        finding: what was found.
        how: what was done and where; for what is not met, or not verified, what is missing.
        held_by: the test that fails when it is no longer so; empty when a person must look.
        wcag: the success criteria of WCAG 2.2 that it covers, separated by commas.
    """

    number: str
    title: str
    finding: Finding
    how: str
    held_by: str = ""
    wcag: str = ""


@dataclass(frozen=True)
class Theme:
    """One of the thirteen themes, with its criteria in order."""

    number: int
    title: str
    criteria: tuple[Criterion, ...]

    def count(self, finding: Finding) -> int:
        return sum(criterion.finding is finding for criterion in self.criteria)


@dataclass(frozen=True)
class Audit:
    """The criteria as they were looked at on a day, with what."""

    day: date
    technologies: tuple[str, ...]
    environment: tuple[str, ...]
    tools: tuple[str, ...]
    sample: tuple[str, ...]
    """The pages that were looked at, by what they are."""
    themes: tuple[Theme, ...]
    beyond: tuple[Criterion, ...]
    """What WCAG 2.2 at level AA asks and RGAA 4.1 does not."""

    @property
    def criteria(self) -> list[Criterion]:
        return [criterion for theme in self.themes for criterion in theme.criteria]

    def found(self, finding: Finding) -> list[Criterion]:
        return [criterion for criterion in self.criteria if criterion.finding is finding]

    @property
    def unmet(self) -> list[Criterion]:
        return self.found(Finding.UNMET)

    @property
    def unverified(self) -> list[Criterion]:
        return self.found(Finding.UNVERIFIED)

    @property
    def applicable(self) -> int:
        return len(self.criteria) - len(self.found(Finding.NOT_APPLICABLE))

    @property
    def met(self) -> int:
        return len(self.found(Finding.MET))

    @property
    def percentage(self) -> int:
        """Applicable criteria that are met, in whole percents, rounded down: what was not verified is not met."""
        return 100 * self.met // self.applicable if self.applicable else 0

    @property
    def state(self) -> State:
        return state_of(met=self.met, applicable=self.applicable)


def state_of(*, met: int, applicable: int) -> State:
    """What the law calls a site that meets so many of the criteria that apply to it."""
    if applicable and met == applicable:
        return State.FULL
    return State.PARTIAL if applicable and 100 * met >= HALF * applicable else State.NONE


@lru_cache(maxsize=1)
def read() -> Audit:
    """The audit, from its file.

    Raises:
        ValueError: a finding that is none, a number out of its place.
    """
    raw = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    themes = tuple(
        Theme(number, theme["title"], tuple(_criterion(entry) for entry in theme["criteria"]))
        for number, theme in enumerate(raw["themes"], 1)
    )
    for theme, expected in zip(themes, CRITERIA_PER_THEME, strict=True):
        numbers = [criterion.number for criterion in theme.criteria]
        if numbers != [f"{theme.number}.{number}" for number in range(1, expected + 1)]:
            raise ValueError(f"Theme {theme.number} has criteria {numbers}")
    return Audit(
        day=raw["day"],
        technologies=tuple(raw["technologies"]),
        environment=tuple(raw["environment"]),
        tools=tuple(raw["tools"]),
        sample=tuple(raw["sample"]),
        themes=themes,
        beyond=tuple(_criterion(entry) for entry in raw["beyond"]),
    )


def _criterion(entry: dict[str, str]) -> Criterion:
    return Criterion(**{**entry, "finding": Finding(entry["finding"])})  # type: ignore[arg-type]
