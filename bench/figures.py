"""From measures to tables: medians over rounds, how far apart the rounds were, ratios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from .wrk import Measure


@dataclass(frozen=True)
class Spread:
    """A figure over the rounds."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Raises ValueError when there is none."""
        if not values:
            raise ValueError("no round was measured")
        return cls(median(values), min(values), max(values))

    def written(self, write: Callable[[float], str]) -> str:
        return f"{write(self.median)} ({write(self.lowest)}..{write(self.highest)})"


def ratios(measured: Sequence[Measure], against: Sequence[Measure]) -> list[float]:
    """The rate of each round against the same round's: machines are slower at one time than at another."""
    return [one.rate / other.rate for one, other in zip(measured, against, strict=False)]


def verdict(ratio: Spread, wanted: float) -> str:
    return "yes" if ratio.median >= wanted else f"no: {wanted:.0%} is wanted"


def rate(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")


def time(milliseconds: float) -> str:
    return f"{milliseconds:.2f}" if milliseconds < 10 else f"{milliseconds:.1f}"


def share(value: float) -> str:
    return f"{value:.0%}"


def cells(measures: Sequence[Measure]) -> list[str]:
    """Requests a second with their spread, the median and the 99th percentile in milliseconds."""
    return [
        Spread.of([each.rate for each in measures]).written(rate),
        time(median(each.median for each in measures)),
        time(median(each.p99 for each in measures)),
    ]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown that is one for the eye too; the first column to the left, the others to the right."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]

    def written(line: Sequence[str]) -> str:
        first, *others = (cell for cell in line)
        padded = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        return f"| {' | '.join(padded)} |"

    rule = f"| {'-' * widths[0]} | {' | '.join('-' * (width - 1) + ':' for width in widths[1:])} |"
    return "\n".join([written(lines[0]), rule, *map(written, lines[1:])])
