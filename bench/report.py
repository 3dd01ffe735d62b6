"""What is printed at the end."""

from __future__ import annotations

from .figures import Spread, cells, ratios, share, table, verdict
from .rounds import BARE, EIGHT, FRONT, ONE, STATIC, Plan

CACHED_WANTED, FRONT_WANTED = 0.70, 0.60
"""What issue 5 asks for: of the bare view, and of the static file."""


def rates(plan: Plan) -> str:
    """Requests a second of every page, one at a time and eight at a time."""
    heads = ["page, server", "one at a time /s", "median ms", "p99 ms", "eight at a time /s", "median ms", "p99 ms"]
    rows = []
    for page in plan.pages:
        for name in [*plan.sites, BARE, FRONT, STATIC]:
            one, eight = (plan.measured.get((name, page, connections), []) for connections in (ONE, EIGHT))
            if eight:
                rows.append([f"{page.name}, {name}", *(cells(one) if one else [""] * 3), *cells(eight)])
    return table(heads, rows)


def comparisons(plan: Plan) -> str:
    """A cached page against the bare view, nginx against its own static file, round by round, eight at a time."""
    rows = []
    for page in plan.pages:
        pairs = [(name, BARE, CACHED_WANTED) for name in plan.sites if name.endswith(" cached")]
        for name, against, wanted in [*pairs, (FRONT, STATIC, FRONT_WANTED)]:
            measured, other = (plan.measured.get((each, page, EIGHT), []) for each in (name, against))
            if measured and other:
                ratio = Spread.of(ratios(measured, other))
                rows.append([f"{page.name}, {name}", against, ratio.written(share), verdict(ratio, wanted)])
    return table(["page, server", "against", "share of its rate", "enough"], rows)


def written(plan: Plan) -> str:
    """Both tables, with how to read them."""
    return f"""\
Medians over the rounds; between brackets, the lowest and the highest round.

{rates(plan)}

Shares are worked out within each round, eight requests at a time. nginx keeps no address that has a query string.

{comparisons(plan)}"""
