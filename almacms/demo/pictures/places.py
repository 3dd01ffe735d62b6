"""Where people work: a table, a building cut open, a window, an archive, a bench, a ballot."""

from __future__ import annotations

import math
from itertools import pairwise

from .canvas import (
    BLUE,
    CLAY,
    EMBER,
    FOREST,
    FROM_BELOW,
    FROM_CORNER,
    FROM_RIGHT,
    INK,
    LEAF,
    MIST,
    MOSS,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    SAND,
    SKY,
    SLATE,
    STRAW,
    Canvas,
    Colour,
    Point,
    blend,
    curve,
)
from .motifs import COATS, SKINS, figure, leaf, range_of_peaks, sun, tree


def round_table(canvas: Canvas) -> None:
    """A meeting seen from the ceiling: eleven people, one table, no end to sit at."""
    canvas.wash((SAND, blend(SAND, PEACH, 0.4)))
    for index in range(26):
        canvas.line([(index * 0.075 - 0.3, -0.02), (index * 0.075 + 0.05, 1.02)], 0.002, blend(SAND, OCHRE, 0.5))
    centre = (0.75, 0.5)
    canvas.ellipse((0.79, 0.55), 0.335, blend(SAND, INK, 0.35))
    for index in range(11):
        turn = 2 * math.pi * index / 11 + 0.12
        seat = (centre[0] + 0.405 * math.cos(turn), centre[1] + 0.405 * math.sin(turn))
        coat, skin = COATS[index % 6], SKINS[(index * 2) % 5]
        across = (-math.sin(turn), math.cos(turn))
        canvas.ellipse((seat[0] + 0.02, seat[1] + 0.026), 0.075, blend(SAND, INK, 0.35))
        ends = [(seat[0] + across[0] * side, seat[1] + across[1] * side) for side in (-0.062, 0.062)]
        canvas.line(ends, 0.085, coat)
        for end, reach in zip(ends, (0.3, 0.315), strict=True):
            hand = (
                centre[0] + reach * math.cos(turn) + (end[0] - seat[0]) * 0.55,
                centre[1] + reach * math.sin(turn) + (end[1] - seat[1]) * 0.55,
            )
            canvas.line([end, hand], 0.032, blend(coat, INK, 0.15))
            canvas.ellipse(hand, 0.018, skin)
    canvas.ellipse(centre, 0.32, EMBER, (CLAY, FROM_CORNER))
    canvas.ellipse(centre, 0.3, PEACH, (EMBER, FROM_CORNER))
    for index in range(11):
        turn = 2 * math.pi * index / 11 + 0.12
        coat, skin = COATS[index % 6], SKINS[(index * 2) % 5]
        along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
        for side in (-1, 1):
            wrist = (
                centre[0] + along[0] * 0.33 + across[0] * side * 0.055,
                centre[1] + along[1] * 0.33 + across[1] * side * 0.055,
            )
            hand = (
                centre[0] + along[0] * 0.275 + across[0] * side * 0.035,
                centre[1] + along[1] * 0.275 + across[1] * side * 0.035,
            )
            canvas.line([wrist, hand], 0.03, coat)
            canvas.ellipse(hand, 0.019, skin)
        head = (centre[0] + along[0] * 0.395, centre[1] + along[1] * 0.395)
        canvas.ellipse(head, 0.05, (INK, CLAY, OCHRE, NIGHT, MIST)[index % 5], (INK, FROM_CORNER))
        if index % 3:
            _sheet(canvas, (centre[0] + along[0] * 0.215, centre[1] + along[1] * 0.215), turn)
        else:
            cup = (centre[0] + along[0] * 0.22, centre[1] + along[1] * 0.22)
            canvas.ellipse((cup[0] + 0.008, cup[1] + 0.01), 0.026, CLAY)
            canvas.ellipse(cup, 0.026, PAPER)
            canvas.ellipse(cup, 0.019, blend(INK, CLAY, 0.3))
    for turn in range(0, 360, 40):
        leaf(canvas, centre, 0.1, turn, LEAF, MOSS)
    canvas.ellipse(centre, 0.026, OCHRE, (CLAY, FROM_CORNER))


def _sheet(canvas: Canvas, centre: Point, turn: float) -> None:
    along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))

    def at(x: float, y: float) -> Point:
        return centre[0] + along[0] * x + across[0] * y, centre[1] + along[1] * x + across[1] * y

    canvas.polygon([at(-0.035, -0.026), at(0.035, -0.026), at(0.035, 0.026), at(-0.035, 0.026)], PAPER)
    for row in (-0.02, -0.005, 0.01):
        canvas.line([at(row, -0.018), at(row, 0.014)], 0.003, BLUE, capped=False)


SIDES, FLOORS = (0.42, 1.22), (0.215, 0.41, 0.605, 0.8)


def section(canvas: Canvas) -> None:
    """The headquarters cut in two, as architects draw them: people in, insulation around, roots below."""
    canvas.wash((SKY, PAPER))
    sun(canvas, (0.2, 0.2), 0.065)
    range_of_peaks(canvas, 0.62, 0.24, (blend(BLUE, PAPER, 0.45), PAPER), shadow=blend(BLUE, PAPER, 0.2))
    tree(canvas, (0.18, 0.82), 0.42, LEAF, FOREST)
    tree(canvas, (1.4, 0.82), 0.36, MOSS, FOREST, fruit=EMBER)
    canvas.box((-0.05, 0.81), (1.65, 0.25), CLAY, (INK, FROM_BELOW))
    canvas.box((-0.05, 0.8), (1.65, 0.022), FOREST)
    for _ in range(70):
        spot = (canvas.random.uniform(0, 1.5), canvas.random.uniform(0.85, 1))
        canvas.ellipse(spot, canvas.random.uniform(0.003, 0.011), blend(CLAY, INK, canvas.random.uniform(0.2, 0.6)))
    _structure(canvas)
    _life(canvas)


def _structure(canvas: Canvas) -> None:
    """Walls, floors, stairs, insulation, panels, and the pipes that fetch warmth from the ground."""
    left, right, levels = *SIDES, FLOORS
    canvas.box((left - 0.045, 0.19), (right - left + 0.09, 0.62), OCHRE, (CLAY, FROM_RIGHT))
    for index in range(21):
        y = 0.2 + index * 0.029
        for x in (left - 0.045, right + 0.002):
            canvas.line([(x + 0.004, y + 0.022), (x + 0.038, y)], 0.003, CLAY, capped=False)
    rooms: tuple[tuple[Colour, Colour], ...] = ((STRAW, PAPER), (MIST, PAPER), (blend(PEACH, PAPER, 0.4), PAPER))
    for (top, bottom), walls in zip(pairwise(levels), rooms, strict=True):
        canvas.box((left, top), (right - left, bottom - top), walls)
        canvas.box((left - 0.02, bottom - 0.018), (right - left + 0.04, 0.018), INK)
    canvas.box((left - 0.07, 0.168), (right - left + 0.14, 0.028), FOREST, (NIGHT, FROM_BELOW))
    for index in range(7):
        x = left + 0.02 + index * 0.085
        canvas.polygon(
            [(x, 0.165), (x + 0.065, 0.118), (x + 0.075, 0.124), (x + 0.016, 0.168)], SLATE, (NIGHT, FROM_RIGHT)
        )
    canvas.line([(1.0, 0.215), (1.0, 0.782)], 0.004, blend(INK, PAPER, 0.4))
    for top, bottom in pairwise(levels):
        steps = [(1.02 + step * 0.016, bottom - 0.018 - step * 0.0175) for step in range(11)]
        zigzag = [point for x, y in steps for point in ((x, y), (x, y - 0.0175))]
        if top > 0.3 or bottom > 0.42:
            canvas.line(zigzag, 0.007, CLAY, capped=False)
    for x in (0.56, 0.72, 0.88):
        canvas.line([(x, 0.215), (x, 0.255)], 0.003, INK)
        canvas.ellipse((x, 0.27), 0.022, OCHRE, arc=(180, 360))
    for index in range(4):
        x = 0.62 + index * 0.09
        canvas.line(
            curve([(x, 0.81), (x - 0.012, 0.88), (x + 0.012, 0.94), (x, 1.0)]), 0.009, EMBER if index % 2 else BLUE
        )


def _life(canvas: Canvas) -> None:
    """Who is in, and their desks."""
    levels = FLOORS
    for index, (x, floor) in enumerate(
        ((0.5, 0), (0.84, 0), (0.6, 1), (0.7, 1), (0.93, 1), (0.48, 2), (0.75, 2), (0.9, 2))
    ):
        figure(
            canvas,
            (x, levels[floor + 1] - 0.018),
            0.125,
            COATS[index % 6],
            SKINS[index % 5],
            hair=(INK, CLAY, NIGHT)[index % 3],
        )
    for x, floor in ((0.58, 0), (0.72, 0), (0.82, 1), (0.58, 2)):
        foot = levels[floor + 1] - 0.018
        canvas.line([(x - 0.05, foot - 0.055), (x + 0.05, foot - 0.055)], 0.008, CLAY)
        for side in (-0.045, 0.045):
            canvas.line([(x + side, foot), (x + side, foot - 0.055)], 0.005, CLAY)
        canvas.box((x - 0.03, foot - 0.105), (0.055, 0.038), INK, round_by=0.004)
        canvas.box((x - 0.026, foot - 0.101), (0.047, 0.03), BLUE)
    for x, floor in ((0.45, 0), (0.5, 1), (0.66, 2)):
        for angle in (50, 75, 100, 130):
            leaf(canvas, (x, levels[floor + 1] - 0.05), 0.06, angle, LEAF)
        canvas.box((x - 0.016, levels[floor + 1] - 0.052), (0.032, 0.034), EMBER)


def window_desk(canvas: Canvas) -> None:
    """A desk at home: the mountains in the window, a cat on the papers."""
    wall = blend(SLATE, NIGHT, 0.25)
    canvas.wash((wall, blend(wall, CLAY, 0.25)))
    canvas.spray((0, 90, 120, 240), NIGHT)
    view = Canvas(canvas.size[0], "window")
    view.wash((PEACH, STRAW))
    sun(view, (0.62, 0.24), 0.07)
    for base, height, tone in ((0.4, 0.2, SLATE), (0.47, 0.14, LEAF), (0.56, 0.1, FOREST)):
        range_of_peaks(view, base, height, (blend(tone, PEACH, 0.5), blend(tone, STRAW, 0.3)), shadow=tone)
    pane = (canvas.px(0.42), canvas.px(0.09), canvas.px(1.14), canvas.px(0.63))
    canvas.box((0.395, 0.065), (0.77, 0.59), PAPER, (SAND, FROM_CORNER))
    canvas.image.paste(view.image.crop(pane), pane[:2])
    canvas.box((0.772, 0.09), (0.018, 0.54), PAPER)
    canvas.box((0.42, 0.34), (0.72, 0.014), PAPER)
    canvas.box((0.37, 0.645), (0.82, 0.03), SAND, (CLAY, FROM_BELOW))
    for side, base in ((-1, 0.37), (1, 1.19)):
        drape = [
            (base - side * 0.06, 0.03),
            (base + side * 0.17, 0.03),
            (base + side * 0.13, 0.45),
            (base + side * 0.19, 0.72),
            (base - side * 0.02, 0.72),
        ]
        canvas.polygon(drape, CLAY, (NIGHT, FROM_CORNER))
        for fold in range(3):
            x = base + side * (0.02 + fold * 0.045)
            canvas.line(
                curve([(x, 0.03), (x - side * 0.012, 0.4), (x + side * 0.01, 0.72)]), 0.004, blend(CLAY, NIGHT, 0.5)
            )
    canvas.line([(0.1, 0.028), (1.44, 0.028)], 0.014, OCHRE)
    canvas.box((-0.05, 0.8), (1.65, 0.3), EMBER, (CLAY, FROM_BELOW))
    canvas.box((-0.05, 0.79), (1.65, 0.022), PEACH)
    canvas.polygon([(0.52, 0.815), (0.58, 0.51), (0.98, 0.51), (1.04, 0.815)], INK)
    canvas.box((0.555, 0.49), (0.45, 0.31), INK, round_by=0.015)
    canvas.box((0.572, 0.508), (0.416, 0.265), (FOREST, NIGHT))
    for row in range(8):
        x = 0.6 + (0, 0.03, 0.06, 0.06, 0.03, 0.03, 0, 0.03)[row]
        tint = (STRAW, MOSS, PEACH, SKY)[row % 4]
        canvas.line([(x, 0.54 + row * 0.027), (x + canvas.random.uniform(0.06, 0.25), 0.54 + row * 0.027)], 0.008, tint)
    canvas.polygon([(0.5, 0.8), (1.06, 0.8), (1.1, 0.845), (0.46, 0.845)], blend(INK, SLATE, 0.5))
    canvas.glow((0.24, 0.55), 0.42, STRAW, 0.55)
    canvas.line([(0.14, 0.8), (0.14, 0.56), (0.22, 0.44)], 0.014, OCHRE)
    canvas.polygon([(0.19, 0.4), (0.27, 0.42), (0.33, 0.53), (0.17, 0.49)], FOREST, (NIGHT, FROM_CORNER))
    canvas.ellipse((0.14, 0.8), (0.06, 0.014), OCHRE)
    _cat(canvas, (1.28, 0.8))
    canvas.box((0.31, 0.735), (0.065, 0.075), PAPER, (SKY, FROM_RIGHT), round_by=0.01)
    canvas.ellipse((0.385, 0.77), 0.022, PAPER, hole=0.6)
    for drift in (0, 0.02):
        canvas.line(
            curve([(0.33 + drift, 0.72), (0.32 + drift, 0.69), (0.345 + drift, 0.66), (0.33 + drift, 0.63)]),
            0.004,
            PAPER,
        )


def _cat(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.line(curve([(x + 0.08, y), (x + 0.16, y + 0.03), (x + 0.17, y + 0.1), (x + 0.13, y + 0.14)]), 0.026, INK)
    canvas.polygon(
        curve(
            [
                (x - 0.1, y + 0.01),
                (x - 0.075, y - 0.13),
                (x, y - 0.2),
                (x + 0.07, y - 0.13),
                (x + 0.1, y + 0.01),
                (x - 0.1, y + 0.01),
            ]
        ),
        INK,
        (NIGHT, FROM_RIGHT),
    )
    canvas.ellipse((x - 0.02, y - 0.23), (0.07, 0.06), INK)
    for side in (-1, 1):
        ear = [
            (x - 0.02 + side * 0.062, y - 0.24),
            (x - 0.02 + side * 0.055, y - 0.325),
            (x - 0.02 + side * 0.012, y - 0.28),
        ]
        canvas.polygon(ear, INK)
        canvas.ellipse((x - 0.02 + side * 0.026, y - 0.236), (0.012, 0.009), STRAW)
    canvas.ellipse((x - 0.02, y - 0.212), 0.006, PEACH)
