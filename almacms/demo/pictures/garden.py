"""The forest garden: its storeys, its pond, its birds and its seasons."""

from __future__ import annotations

import math
import random

from .canvas import (
    BLUE,
    CLAY,
    EMBER,
    FOREST,
    FROM_ABOVE,
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
    blob,
    curve,
    points,
)
from .motifs import fern, flowers, leaf, meadow, range_of_peaks, reed, tree

BARK = blend(INK, CLAY, 0.2)


def forest_garden(canvas: Canvas) -> None:
    """The storeys of a forest garden: canopy, fruit trees, bushes, ferns, flowers, and a path to walk in."""
    canvas.wash((blend(SKY, PAPER, 0.4), STRAW))
    canvas.glow((0.78, 0.2), 0.5, PAPER, 0.9)
    range_of_peaks(canvas, 0.42, 0.2, (blend(BLUE, PAPER, 0.55), MIST))
    for index in range(16):
        spot = (index * 0.1, 0.6 + canvas.random.uniform(-0.03, 0.02))
        canvas.polygon(blob(canvas.random, spot, 0.1), blend(MOSS, MIST, 0.3), (LEAF, FROM_BELOW))
    for index in range(11):
        x = 0.02 + index * 0.146
        tint = blend(MOSS, MIST, 0.35 if index % 2 else 0.15)
        tree(canvas, (x, 0.66), canvas.random.uniform(0.4, 0.52), tint, LEAF, trunk=LEAF)
    meadow(canvas, 0.63, (MOSS, LEAF), FOREST, blades=260)
    path = [*curve([(0.76, 0.64), (0.84, 0.72), (0.72, 0.84), (0.5, 1.02)]), (0.86, 1.02)]
    path += curve([(0.86, 1.02), (0.88, 0.86), (0.9, 0.73), (0.785, 0.64)])
    canvas.polygon(path, (SAND, blend(SAND, PEACH, 0.5)), (OCHRE, FROM_RIGHT))
    tree(canvas, (0.3, 0.8), 0.62, LEAF, FOREST, fruit=EMBER)
    tree(canvas, (1.2, 0.79), 0.58, blend(MOSS, OCHRE, 0.3), FOREST, fruit=CLAY)
    tree(canvas, (1.02, 0.72), 0.34, LEAF, NIGHT)
    for x, y, size in ((0.1, 0.86, 0.1), (0.5, 0.83, 0.075), (1.02, 0.84, 0.08), (1.42, 0.88, 0.12)):
        for dx, dy, part in (
            (-0.7, 0.2, 0.62),
            (0.7, 0.18, 0.66),
            (0, -0.1, 0.9),
            (-0.25, 0.35, 0.6),
            (0.3, 0.38, 0.6),
        ):
            round_of_leaves = blob(canvas.random, (x + dx * size, y + dy * size), part * size, wobble=0.07)
            canvas.polygon(round_of_leaves, FOREST, (NIGHT, FROM_CORNER))
        for _ in range(22):
            spot = (x + canvas.random.uniform(-1, 1) * size, y + canvas.random.uniform(-0.6, 0.6) * size)
            canvas.ellipse(spot, 0.006, EMBER, (CLAY, FROM_CORNER))
    flowers(canvas, (0.05, 0.8, 0.55, 0.99), 90)
    flowers(canvas, (0.95, 0.8, 1.45, 0.99), 90)
    for x, y, angle in (
        (0.02, 1.02, 70),
        (0.06, 1.03, 45),
        (0.2, 1.05, 100),
        (1.36, 1.05, 118),
        (1.48, 1.02, 95),
        (1.5, 1.03, 140),
    ):
        fern(canvas, (x, y), 0.3, angle, blend(FOREST, NIGHT, 0.3))


def pond(canvas: Canvas) -> None:
    """The pond: rings on the water, lilies, reeds, a dragonfly."""
    canvas.wash((MIST, blend(LEAF, FOREST, 0.4)))
    canvas.spray((0, 0, 200, 230), FOREST)
    for index in range(26):
        y = 0.04 + index * 0.038
        x, length = canvas.random.uniform(-0.1, 1.2), canvas.random.uniform(0.1, 0.5)
        canvas.line([(x, y), (x + length, y)], 0.003, blend(PAPER, MIST, 0.5))
    canvas.ellipse((0.98, 0.2), (0.12, 0.1), PEACH, (EMBER, FROM_ABOVE))
    for step in range(9):
        width = 0.11 - step * 0.009
        canvas.line([(0.98 - width, 0.33 + step * 0.022), (0.98 + width * 0.8, 0.33 + step * 0.022)], 0.006, PEACH)
    for radius in (0.06, 0.1, 0.15, 0.21):
        canvas.ellipse((0.62, 0.62), (radius, radius * 0.34), PAPER, hole=0.97 if radius > 0.1 else 0.94)
    for x, y, size, start in (
        (0.3, 0.72, 0.12, 20),
        (0.48, 0.84, 0.1, 200),
        (0.86, 0.78, 0.13, 300),
        (1.1, 0.66, 0.08, 100),
        (1.2, 0.85, 0.11, 230),
        (0.2, 0.55, 0.07, 320),
    ):
        canvas.ellipse((x + 0.008, y + 0.012), (size, size * 0.42), NIGHT, arc=(start, start + 325))
        canvas.ellipse((x, y), (size, size * 0.42), MOSS, (FOREST, FROM_CORNER), arc=(start, start + 325))
    for x, y in ((0.33, 0.69), (1.18, 0.82)):
        for angle in range(20, 180, 20):
            leaf(canvas, (x, y), 0.07, angle, blend(PAPER, PEACH, 0.25 + angle / 600))
        canvas.ellipse((x, y - 0.012), 0.012, OCHRE)
    for _ in range(34):
        left = canvas.random.random() < 0.6
        x = canvas.random.uniform(-0.02, 0.24) if left else canvas.random.uniform(1.3, 1.52)
        head = CLAY if canvas.random.random() < 0.4 else None
        tone = canvas.random.choice((FOREST, NIGHT, LEAF))
        reed(canvas, (x, 1.02), canvas.random.uniform(0.35, 0.85), canvas.random.uniform(-0.06, 0.1), tone, head=head)
    for angle, length in ((28, 0.13), (-12, 0.12), (152, 0.13), (192, 0.12)):
        leaf(canvas, (0.68, 0.4), length, angle, blend(SKY, PAPER, 0.3), SLATE)
    canvas.line([(0.66, 0.36), (0.72, 0.53)], 0.012, SLATE)
    canvas.ellipse((0.657, 0.352), 0.017, INK)


def nest_box(canvas: Canvas) -> None:
    """A tit and its box, among oak leaves."""
    canvas.wash((STRAW, blend(STRAW, PEACH, 0.6)))
    canvas.spray((0, 60, 120, 220), EMBER)
    for _ in range(46):
        spot = (canvas.random.uniform(0, 1.5), canvas.random.uniform(0, 1))
        leaf(
            canvas,
            spot,
            canvas.random.uniform(0.1, 0.2),
            canvas.random.uniform(0, 360),
            blend(STRAW, MOSS, canvas.random.uniform(0.2, 0.7)),
        )
    trunk = points("0.3,-0.02 0.33,0.4 0.28,1.02 0.66,1.02 0.6,0.45 0.64,-0.02")
    canvas.polygon(trunk, blend(INK, CLAY, 0.28), (NIGHT, FROM_RIGHT))
    for _ in range(60):
        x, y = canvas.random.uniform(0.33, 0.6), canvas.random.uniform(0, 1)
        canvas.line(
            [(x, y), (x + canvas.random.uniform(-0.01, 0.01), y + canvas.random.uniform(0.03, 0.12))],
            0.004,
            blend(INK, PEACH, 0.28),
        )
    canvas.line(curve([(0.6, 0.72), (0.9, 0.7), (1.2, 0.74), (1.52, 0.66)]), 0.03, blend(INK, CLAY, 0.28))
    canvas.box((0.33, 0.24), (0.3, 0.42), PEACH, (CLAY, FROM_CORNER), round_by=0.01)
    for y in (0.345, 0.45, 0.555):
        canvas.line([(0.335, y), (0.625, y)], 0.003, CLAY)
    canvas.polygon([(0.29, 0.25), (0.33, 0.18), (0.63, 0.18), (0.67, 0.25)], FOREST, (NIGHT, FROM_BELOW))
    canvas.ellipse((0.48, 0.39), 0.058, INK)
    canvas.line([(0.48, 0.52), (0.48, 0.535)], 0.022, CLAY)
    x, y = 1.02, 0.58
    canvas.polygon(
        curve([(x - 0.13, y + 0.03), (x - 0.26, y + 0.13), (x - 0.23, y + 0.17), (x - 0.07, y + 0.1)]),
        SLATE,
        (INK, FROM_BELOW),
    )
    canvas.ellipse((x, y), (0.16, 0.125), OCHRE, (CLAY, FROM_BELOW))
    canvas.polygon(
        curve(
            [
                (x - 0.02, y - 0.09),
                (x - 0.12, y - 0.03),
                (x - 0.2, y + 0.08),
                (x - 0.02, y + 0.045),
                (x + 0.03, y - 0.03),
                (x - 0.02, y - 0.09),
            ]
        ),
        SLATE,
        (INK, FROM_CORNER),
    )
    canvas.ellipse((x + 0.1, y - 0.12), 0.092, INK)
    canvas.ellipse((x + 0.112, y - 0.085), (0.05, 0.04), PAPER, (SKY, FROM_BELOW))
    canvas.ellipse((x + 0.138, y - 0.15), 0.014, PAPER)
    canvas.ellipse((x + 0.141, y - 0.15), 0.009, INK)
    canvas.polygon([(x + 0.182, y - 0.14), (x + 0.235, y - 0.118), (x + 0.182, y - 0.1)], INK)
    for dx in (-0.02, 0.04):
        canvas.line([(x + dx, y + 0.11), (x + dx + 0.01, y + 0.145)], 0.009, INK)
    for spot, angle in (
        ((1.3, 0.7), 60),
        ((1.32, 0.71), -40),
        ((1.18, 0.735), 110),
        ((0.84, 0.71), -70),
        ((1.44, 0.68), 20),
        ((1.4, 0.69), 120),
    ):
        leaf(canvas, spot, 0.17, angle, LEAF, FOREST)


def season(canvas: Canvas, name: str) -> None:
    """The same cherry tree four times a year."""
    skies: dict[str, tuple[Colour, Colour]] = {
        "spring": (SKY, PAPER),
        "summer": (STRAW, PAPER),
        "autumn": (PEACH, STRAW),
        "winter": (blend(SLATE, SKY, 0.6), SKY),
    }
    grounds = {"spring": MOSS, "summer": LEAF, "autumn": OCHRE, "winter": PAPER}
    canvas.wash(skies[name])
    distance = blend(skies[name][0], SLATE if name == "winter" else FOREST, 0.35)
    range_of_peaks(canvas, 0.62, 0.2, (distance, skies[name][1]))
    hill = curve([(-0.05, 0.8), (0.5, 0.74), (1.0, 0.77), (1.6, 0.72)])
    ground = grounds[name]
    canvas.polygon(
        [*hill, (1.6, 1.02), (-0.05, 1.02)], ground, (BLUE if name == "winter" else blend(ground, INK, 0.5), FROM_BELOW)
    )
    trunk = curve(points("0.69,0.88 0.725,0.82 0.73,0.66 0.77,0.66 0.775,0.82 0.82,0.88"))
    canvas.polygon(trunk, BARK, (NIGHT, FROM_RIGHT))
    # One chance for the four pictures: it is the same tree.
    tips: list[Point] = []
    _branches(
        canvas,
        random.Random("cherry"),  # noqa: S311
        (0.75, 0.68),
        90,
        0.145,
        7,
        tips,
    )
    _foliage(canvas, tips, name)
    if name == "spring":
        flowers(canvas, (0.1, 0.8, 1.4, 0.99), 170)
    elif name == "autumn":
        for _ in range(70):
            spot = (canvas.random.gauss(0.75, 0.27), canvas.random.uniform(0.84, 0.98))
            leaf(canvas, spot, 0.03, canvas.random.uniform(0, 360), canvas.random.choice((CLAY, EMBER, STRAW)))
    elif name == "summer":
        canvas.ellipse((1.3, 0.16), 0.07, OCHRE, (EMBER, FROM_BELOW))
    else:
        for _ in range(260):
            spot = (canvas.random.uniform(0, 1.5), canvas.random.uniform(0, 1))
            canvas.ellipse(spot, canvas.random.uniform(0.002, 0.006), PAPER)


def _branches(
    canvas: Canvas, chance: random.Random, foot: Point, angle: float, length: float, depth: int, tips: list[Point]
) -> None:
    """Fork after fork; leaves the places where something can grow in `tips`."""
    turn = math.radians(angle)
    end = (foot[0] + length * math.cos(turn), foot[1] - length * math.sin(turn))
    canvas.line([foot, end], 0.0042 * depth**1.15, BARK)
    if depth <= 4:
        tips.append(end)
    if depth > 1:
        for side in (-1, 1):
            reach = length * chance.uniform(0.72, 0.92)
            _branches(canvas, chance, end, angle + side * chance.uniform(14, 34), reach, depth - 1, tips)


def _foliage(canvas: Canvas, tips: list[Point], name: str) -> None:
    inks = {"spring": (PAPER, "#f6d9cc", PEACH), "summer": (MOSS, LEAF, FOREST), "autumn": (OCHRE, EMBER, CLAY)}
    if name == "winter":
        for x, y in tips:
            canvas.line([(x - 0.005, y - 0.004), (x + 0.005, y - 0.004)], 0.007, PAPER)
        return
    for x, y in sorted(tips, key=lambda tip: -tip[1]):
        for _ in range(2):
            spot = (x + canvas.random.gauss(0, 0.024), y + canvas.random.gauss(0, 0.02))
            # Lighter towards the top, where the sun is.
            tint = inks[name][min(2, max(0, round((spot[1] - 0.05) / 0.2 + canvas.random.uniform(-0.8, 0.8))))]
            canvas.ellipse(spot, canvas.random.uniform(0.012, 0.026), tint, (blend(tint, CLAY, 0.4), FROM_CORNER))
            if name == "summer" and canvas.random.random() < 0.16:
                canvas.ellipse((spot[0], spot[1] + 0.02), 0.009, CLAY)
