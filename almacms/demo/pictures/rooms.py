"""Scenes of the house: its archives, its apprentices, its votes."""

from __future__ import annotations

import math

from .canvas import (
    BLUE,
    CLAY,
    EMBER,
    FOREST,
    FROM_BELOW,
    FROM_CORNER,
    FROM_LEFT,
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
from .motifs import COATS, SKINS, leaf


def archive(canvas: Canvas) -> None:
    """1979: a terminal, its listing unrolled on the floor, reels and cards."""
    canvas.wash((blend(OCHRE, PEACH, 0.4), STRAW))
    for index in range(7):
        canvas.ellipse((0.75, 0.95), 1.0 - index * 0.13, blend(STRAW, (EMBER, OCHRE)[index % 2], 0.35 + index * 0.04))
    canvas.box((-0.05, 0.76), (1.65, 0.3), CLAY, (INK, FROM_BELOW))
    canvas.box((-0.05, 0.75), (1.65, 0.02), EMBER)
    for x, ink in ((0.22, FOREST), (1.27, SLATE)):
        _reels(canvas, x, ink)
    canvas.box((0.5, 0.24), (0.5, 0.42), SAND, (CLAY, FROM_CORNER), round_by=0.045)
    canvas.box((0.545, 0.285), (0.41, 0.29), NIGHT, round_by=0.04)
    canvas.glow((0.75, 0.43), 0.26, LEAF, 0.75)
    for row in range(9):
        y, indent = 0.318 + row * 0.027, 0.58 + 0.025 * (row % 3)
        canvas.line([(indent, y), (indent + canvas.random.uniform(0.06, 0.26), y)], 0.009, blend(MOSS, PAPER, 0.2))
    canvas.box((0.58, 0.6), (0.16, 0.025), CLAY, round_by=0.008)
    canvas.ellipse((0.93, 0.612), 0.014, EMBER)
    canvas.box((0.62, 0.655), (0.26, 0.05), blend(SAND, INK, 0.3))
    canvas.polygon([(0.46, 0.7), (1.04, 0.7), (1.1, 0.8), (0.4, 0.8)], SAND, (CLAY, FROM_BELOW))
    for row in range(3):
        for key in range(13):
            x = 0.475 - row * 0.015 + key * (0.042 + row * 0.0022)
            canvas.box((x, 0.712 + row * 0.027), (0.032, 0.018), INK if (key + row) % 6 else EMBER, round_by=0.005)
    listing = [(1.05, 0.8), (1.35, 0.78), (1.42, 0.9), (1.2, 1.05), (0.82, 1.05), (0.98, 0.9)]
    canvas.polygon(listing, PAPER, (SKY, FROM_CORNER))
    for row in range(6):
        part = row / 6
        left, right = (1.06 - part * 0.14, 0.82 + part * 0.2), (1.36 - part * 0.02, 0.8 + part * 0.2)
        canvas.line([left, right], 0.012, blend(PAPER, MOSS, 0.45), capped=False)
    for index in range(6):
        _card(canvas, (0.08 + index * 0.055, 0.86 + (index % 2) * 0.02), (STRAW, PAPER, PEACH)[index % 3])


def _reels(canvas: Canvas, x: float, ink: Colour) -> None:
    """A cabinet of magnetic tapes."""
    canvas.box((x - 0.19, 0.2), (0.38, 0.55), ink, (NIGHT, FROM_CORNER), round_by=0.02)
    for y in (0.35, 0.585):
        canvas.ellipse((x, y), 0.105, blend(INK, ink, 0.3))
        canvas.ellipse((x, y), 0.088, PAPER, (OCHRE, FROM_CORNER))
        for spoke in range(3):
            turn = 2 * math.pi * spoke / 3 + y * 4
            hole = (x + 0.05 * math.cos(turn), y + 0.05 * math.sin(turn))
            canvas.ellipse(hole, 0.022, ink)
        canvas.ellipse((x, y), 0.018, INK)
    for light in range(5):
        canvas.box((x - 0.15 + light * 0.065, 0.705), (0.035, 0.018), (STRAW, EMBER, PAPER)[light % 3])


def _card(canvas: Canvas, corner: Point, ink: Colour) -> None:
    x, y = corner
    canvas.polygon([(x, y), (x + 0.25, y - 0.03), (x + 0.27, y + 0.09), (x + 0.02, y + 0.12)], ink, (CLAY, FROM_RIGHT))
    for _ in range(16):
        column, row = canvas.random.randrange(11), canvas.random.randrange(4)
        spot = (x + 0.02 + column * 0.021 + row * 0.004, y + 0.017 + row * 0.023 - column * 0.0025)
        canvas.box(spot, (0.007, 0.014), INK)


def apprentices(canvas: Canvas) -> None:
    """Two people before one screen: one knows, one asks, and it is not always the same."""
    canvas.wash((MIST, PAPER))
    canvas.spray((0, 120, 0, 180), MOSS)
    canvas.box((0.5, 0.08), (0.5, 0.025), CLAY)
    for index, ink in enumerate((FOREST, OCHRE, EMBER, SLATE, PAPER, CLAY, BLUE, MOSS, STRAW)):
        tall = 0.11 + 0.035 * (index * 5 % 3)
        canvas.box((0.52 + index * 0.034, 0.08 - tall + 0.02), (0.03, tall - 0.02), ink, (INK, FROM_RIGHT))
    canvas.box((0.42, 0.2), (0.66, 0.42), INK, round_by=0.02)
    canvas.box((0.44, 0.22), (0.62, 0.38), (FOREST, NIGHT))
    for index in range(9):
        x, y = 0.5 + (index % 3) * 0.2, 0.29 + (index // 3) * 0.11
        if index % 3 < 2:
            canvas.line([(x, y), (x + 0.2, y)], 0.008, MOSS)
        if index < 6:
            canvas.line([(x, y), (x, y + 0.11)], 0.008, MOSS)
        canvas.ellipse((x, y), 0.03, (STRAW, EMBER, PEACH, SKY)[index % 4])
    canvas.box((0.72, 0.62), (0.06, 0.13), INK)
    canvas.box((-0.05, 0.76), (1.65, 0.3), OCHRE, (CLAY, FROM_BELOW))
    canvas.box((-0.05, 0.75), (1.65, 0.018), STRAW)
    canvas.box((0.56, 0.755), (0.38, 0.05), PAPER, (SAND, FROM_BELOW), round_by=0.012)
    for x, coat, skin, hair, side in (
        (0.4, CLAY, SKINS[3], INK, 1),
        (1.12, SLATE, SKINS[0], blend(CLAY, OCHRE, 0.4), -1),
    ):
        _back(canvas, x, coat, skin, hair, side)
    for angle in range(35, 160, 22):
        leaf(canvas, (1.4, 0.66), 0.16, angle, LEAF, MOSS)
    canvas.polygon([(1.33, 0.65), (1.47, 0.65), (1.45, 0.77), (1.35, 0.77)], EMBER, (CLAY, FROM_RIGHT))
    canvas.box((0.08, 0.68), (0.075, 0.085), SLATE, (NIGHT, FROM_RIGHT), round_by=0.01)
    canvas.ellipse((0.165, 0.72), 0.025, SLATE, hole=0.6)


def _back(canvas: Canvas, x: float, coat: Colour, skin: Colour, hair: Colour, side: int) -> None:
    """Somebody seated, from behind, an arm towards the screen."""
    arm = [(x + side * 0.1, 0.74), (x + side * 0.2, 0.7), (x + side * 0.24, 0.57)]
    canvas.line(curve(arm), 0.06, blend(coat, INK, 0.12))
    canvas.ellipse((x + side * 0.242, 0.55), 0.03, skin)
    canvas.line([(x + side * 0.245, 0.54), (x + side * 0.25, 0.495)], 0.015, skin)
    body = curve(
        [
            (x - 0.23, 1.05),
            (x - 0.2, 0.76),
            (x - 0.1, 0.655),
            (x, 0.64),
            (x + 0.1, 0.655),
            (x + 0.2, 0.76),
            (x + 0.23, 1.05),
        ]
    )
    canvas.polygon(body, coat, (blend(coat, INK, 0.6), FROM_RIGHT if side < 0 else FROM_LEFT))
    canvas.line([(x, 0.66), (x, 0.58)], 0.08, skin)
    canvas.ellipse((x, 0.49), (0.105, 0.125), skin)
    canvas.ellipse((x - side * 0.015, 0.47), (0.115, 0.13), hair, (INK, FROM_CORNER))
    canvas.ellipse((x + side * 0.105, 0.51), (0.018, 0.03), skin)
    if side > 0:
        canvas.ellipse((x - 0.02, 0.325), 0.055, hair, (INK, FROM_CORNER))


def show_of_cards(canvas: Canvas) -> None:
    """A vote: every card of the same size, whoever holds it."""
    canvas.wash((blend(SLATE, NIGHT, 0.3), SLATE))
    canvas.glow((0.75, 0.1), 0.8, BLUE, 0.7)
    for row, (y, size, count) in enumerate(((0.62, 0.075, 11), (0.78, 0.1, 9), (0.98, 0.135, 7))):
        for index in range(count):
            x = (index + 0.5 + (row % 2) * 0.25) * 1.6 / count - 0.05
            coat, skin = COATS[(index * 5 + row) % 6], SKINS[(index * 2 + row) % 5]
            lean = canvas.random.uniform(-0.4, 0.4) * size
            hand = (x + size * 0.95 + lean, y - size * canvas.random.uniform(2.7, 3.3))
            canvas.line(
                [(x + size * 0.8, y + size * 0.2), (x + size * 0.9 + lean * 0.6, hand[1] + size * 0.9), hand],
                size * 0.42,
                coat,
            )
            canvas.ellipse(hand, size * 0.25, skin)
            tilt = canvas.random.uniform(-0.25, 0.25) * size
            card = [(-0.55, -1.5), (0.55, -1.5), (0.55, 0.05), (-0.55, 0.05)]
            corners = [
                (hand[0] + cx * size + (tilt if cy < -1 else 0), hand[1] + cy * size + tilt * cx) for cx, cy in card
            ]
            canvas.polygon(corners, (PAPER, STRAW, EMBER)[(index * 2 + row * 2) % 5 // 2], (CLAY, FROM_CORNER))
            canvas.line(
                [(hand[0] - size * 0.16, hand[1] - size * 0.02), (hand[0] + size * 0.14, hand[1] - size * 0.06)],
                size * 0.14,
                skin,
            )
            canvas.ellipse((x, y + size * 1.55), (size * 1.15, size * 1.5), coat, (blend(coat, INK, 0.7), FROM_CORNER))
            canvas.line([(x, y), (x, y + size * 0.4)], size * 0.55, skin)
            canvas.ellipse((x, y - size * 0.35), (size * 0.58, size * 0.68), skin)
            hair = (INK, blend(CLAY, INK, 0.4), OCHRE, MIST, NIGHT)[(index + row * 2) % 5]
            canvas.ellipse((x, y - size * 0.5), (size * 0.64, size * 0.66), hair, (INK, FROM_CORNER))
