"""The order of pages, those above first, whatever the blog says of them."""

from __future__ import annotations

from collections.abc import Mapping

from .reasons import Reason

DEEPEST = 30
"""Levels of pages under the front page; Wagtail's own paths hold sixty."""


def in_order(parents: Mapping[int, tuple[int, int]]) -> tuple[list[tuple[int, int]], dict[int, Reason]]:
    """Pages with those above them first.

    Args:
        parents: of each page by number, the number of the one above it (0 for none) and its place in the file.

    Returns:
        The place of each page with the number of the one above it (0 for the front page), and what was mended.
    """
    mended: dict[int, Reason] = {}
    above = {number: parent for number, (parent, _rank) in parents.items()}
    for number, parent in above.items():
        if parent and parent not in parents:
            above[number] = 0
            mended[number] = Reason.PARENT_MISSING
    depths: dict[int, int] = {0: 0}
    for number in sorted(parents):
        way = _way_up(number, above, depths)
        if above[way[-1]] not in depths:
            circle = way[way.index(above[way[-1]]) :]
            above[min(circle)] = 0
            mended[min(circle)] = Reason.PARENT_CYCLE
            way = _way_up(number, above, depths)
        for each in reversed(way):
            if depths[above[each]] >= DEEPEST:
                above[each] = 0
                mended[each] = Reason.TOO_DEEP
            depths[each] = depths[above[each]] + 1
    order = sorted(parents, key=lambda number: (depths[number], parents[number][1]))
    return [(parents[number][1], above[number]) for number in order], mended


def _way_up(number: int, above: Mapping[int, int], depths: Mapping[int, int]) -> list[int]:
    """From a page up to the last that is not placed yet, or to where it would come round."""
    way: dict[int, None] = {}
    at = number
    while at not in depths and at not in way:
        way[at] = None
        at = above[at]
    return list(way) or [number]
