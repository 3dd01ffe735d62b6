"""Things that cannot be seen, drawn as patterns: the branches of a program, a network of care, raised dots."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise

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
    points,
)
from .motifs import COATS, SKINS, leaf


def commons(canvas: Canvas) -> None:
    """The history of a free program: branches that part, grow and come back to the trunk."""
    canvas.wash((PAPER, STRAW))
    canvas.spray((0, 0, 90, 150), PEACH)
    lanes = (0.14, 0.26, 0.38, 0.5, 0.62, 0.74, 0.86)
    inks: tuple[Colour, ...] = (OCHRE, SLATE, LEAF, FOREST, CLAY, BLUE, EMBER)
    branches = (
        (2, 0.15, 0.75, 2),
        (4, 0.3, 1.05, 1),
        (1, 0.45, 1.2, 2),
        (5, 0.5, 1.6, 1),
        (0, 0.62, 1.0, 1),
        (6, 0.8, 1.36, 1),
        (2, 0.95, 1.6, 2),
    )
    for lane, start, end, width in branches:
        y, ink = lanes[lane], inks[lane]
        origin = lanes[3] if lane in (2, 4) else lanes[lane + (1 if lane < 3 else -1)]
        path = [(start - 0.1, origin), (start - 0.03, origin + (y - origin) * 0.2), (start + 0.05, y), (end - 0.05, y)]
        if end < 1.5:
            path += [(end + 0.03, origin + (y - origin) * 0.2), (end + 0.1, origin)]
        else:
            path += [(end, y)]
        canvas.line(curve(path, 18), 0.009 + width * 0.006, ink)
        count = max(2, round((end - start) / 0.17))
        for index in range(count):
            spot = (start + 0.07 + (end - start - 0.14) * index / (count - 1), y)
            canvas.ellipse(spot, 0.03, ink, (INK, FROM_CORNER))
            canvas.ellipse(spot, 0.014, PAPER)
    canvas.line([(-0.05, 0.5), (1.55, 0.5)], 0.034, FOREST)
    for index in range(8):
        spot = (0.06 + index * 0.2, 0.5)
        canvas.ellipse(spot, 0.044, FOREST, (NIGHT, FROM_CORNER))
        canvas.ellipse(spot, 0.021, STRAW)
    for spot, angle, ink in (
        ((0.36, 0.37), 70, LEAF),
        ((0.66, 0.25), 110, SLATE),
        ((0.88, 0.13), 80, OCHRE),
        ((1.12, 0.25), 60, SLATE),
        ((0.62, 0.64), 300, CLAY),
        ((0.93, 0.76), 280, BLUE),
        ((1.18, 0.88), 310, EMBER),
        ((1.3, 0.37), 100, LEAF),
        ((1.4, 0.75), 250, BLUE),
    ):
        leaf(canvas, spot, 0.11, angle, ink, PAPER)
        leaf(canvas, spot, 0.08, angle + 48, ink, PAPER)


def care(canvas: Canvas) -> None:
    """A network of care: carers around one person, paths between them, a pulse across."""
    canvas.wash((blend(SKY, PAPER, 0.5), PAPER))
    canvas.spray((120, 0, 0, 120), BLUE)
    centre = (0.75, 0.42)
    nodes = []
    for ring, count in ((0.24, 6), (0.37, 11)):
        for index in range(count):
            turn = 2 * math.pi * (index + (0.5 if ring > 0.3 else 0.2)) / count
            nodes.append((centre[0] + ring * 1.6 * math.cos(turn), centre[1] + ring * math.sin(turn)))
    for index, node in enumerate(nodes):
        anchor = centre if index < 6 else min(nodes[:6], key=partial(math.dist, node))
        middle = (
            (node[0] + anchor[0]) / 2 + canvas.random.uniform(-0.04, 0.04),
            (node[1] + anchor[1]) / 2 + canvas.random.uniform(-0.04, 0.04),
        )
        canvas.line(
            curve([anchor, middle, node]),
            0.013 if index < 6 else 0.008,
            blend(CLAY, PAPER, 0.25) if index < 6 else blend(SLATE, PAPER, 0.35),
        )
    beat = points(
        "-0.05,0.9 0.36,0.9 0.41,0.84 0.46,0.9 0.52,0.9 0.56,0.97 0.62,0.7 0.69,1.0 0.74,0.86 "
        "0.79,0.9 0.93,0.9 0.99,0.83 1.05,0.9 1.6,0.9"
    )
    canvas.line(beat, 0.014, EMBER)
    for index, node in enumerate(nodes):
        size = 0.062 if index < 6 else 0.04
        ground = (MIST, STRAW, PEACH, SKY, SAND)[index % 5]
        _medallion(canvas, node, size, ground, COATS[index % 6], SKINS[(index * 3) % 5])
    canvas.ellipse(centre, 0.155, blend(FOREST, PAPER, 0.7))
    _medallion(canvas, centre, 0.125, OCHRE, FOREST, SKINS[3])


def _medallion(canvas: Canvas, centre: Point, size: float, ground: Colour, coat: Colour, skin: Colour) -> None:
    x, y = centre
    canvas.ellipse(centre, size * 1.12, PAPER)
    canvas.ellipse(centre, size, ground, (blend(ground, CLAY, 0.5), FROM_CORNER))
    # The bust stays inside its medallion: the slice of the disc below the shoulders, and no more.
    canvas.ellipse(centre, size, coat, (INK, FROM_CORNER), arc=(35, 145))
    canvas.ellipse((x, y + size * 0.62), (size * 0.6, size * 0.3), coat)
    canvas.line([(x, y), (x, y + size * 0.36)], size * 0.26, skin)
    canvas.ellipse((x, y - size * 0.12), size * 0.33, skin)
    canvas.ellipse((x, y - size * 0.2), (size * 0.37, size * 0.33), INK, arc=(180, 360))


def raised_dots(canvas: Canvas) -> None:
    """Braille cells under a raking light, a hand's breadth of them lit in colour."""
    canvas.wash((SAND, blend(SAND, PAPER, 0.5)))
    canvas.spray((0, 80, 80, 200), OCHRE)
    for column in range(12):
        for row in range(5):
            for dot in range(6):
                spot = (0.075 + column * 0.125 + (dot % 2) * 0.045, 0.06 + row * 0.196 + (dot // 2) * 0.05)
                near = math.dist(spot, (0.85, 0.52)) < 0.34 + 0.05 * math.sin(column * 2.1)
                if canvas.random.random() < 0.56:
                    canvas.ellipse((spot[0] + 0.01, spot[1] + 0.013), 0.0185, blend(SAND, INK, 0.4))
                    ink = COATS[(column + row) % 4] if near else PAPER
                    canvas.ellipse(spot, 0.0185, ink, (blend(ink, INK, 0.6), FROM_CORNER))
                    canvas.ellipse((spot[0] - 0.005, spot[1] - 0.006), 0.005, blend(ink, PAPER, 0.75))
                else:
                    canvas.ellipse(spot, 0.005, blend(SAND, OCHRE, 0.35))


def many_rings(canvas: Canvas) -> None:
    """Rings of every colour that overlap: each keeps its own, all make the cloth."""
    canvas.wash((FOREST, NIGHT))
    inks: tuple[Colour, ...] = (PAPER, OCHRE, EMBER, PEACH, MOSS, SKY, BLUE, CLAY, STRAW, LEAF)
    spots = [(column * 0.25 + (row % 2) * 0.125, row * 0.215 + 0.07) for row in range(5) for column in range(7)]
    for index, spot in enumerate(spots):
        ink = inks[(index * 7) % 10]
        canvas.ellipse((spot[0] + 0.008, spot[1] + 0.01), 0.148, NIGHT, hole=0.8)
        canvas.ellipse(spot, 0.148, ink, (blend(ink, INK, 0.55), FROM_CORNER), hole=0.8)
        canvas.ellipse(spot, 0.094, inks[(index * 7 + 3) % 10], (NIGHT, FROM_CORNER), hole=0.78)
    for index, spot in enumerate(spots):
        canvas.ellipse(spot, 0.044, inks[(index * 3 + 1) % 10], (INK, FROM_CORNER))


def servers(canvas: Canvas) -> None:
    """An aisle of machines, drawn towards its vanishing point."""
    canvas.wash((NIGHT, SLATE))
    vanish = (0.78, 0.46)

    def toward(point: Point, amount: float) -> Point:
        return point[0] + (vanish[0] - point[0]) * amount, point[1] + (vanish[1] - point[1]) * amount

    canvas.polygon([(-0.3, 1.1), vanish, (1.8, 1.1)], blend(SLATE, PEACH, 0.3), (NIGHT, FROM_BELOW))
    canvas.glow(vanish, 0.5, PEACH, 0.8)
    depths = [1 - 0.74**step for step in range(9)]
    for side in (-0.02, 1.52):
        for near, far in pairwise(depths):
            inner = near + (far - near) * 0.9
            tone = blend(blend(NIGHT, FOREST, 0.45), PEACH, near * 0.55)
            face = [
                toward((side, -0.15), near),
                toward((side, -0.15), inner),
                toward((side, 1.12), inner),
                toward((side, 1.12), near),
            ]
            canvas.polygon(face, tone, (NIGHT, FROM_RIGHT if side > 1 else FROM_LEFT))
            for shelf in range(13):
                y = -0.1 + shelf * 0.094
                a, b = toward((side, y), near + 0.01), toward((side, y), inner - 0.01 * (1 - near))
                canvas.line([a, b], 0.0045 * (1 - near), NIGHT, capped=False)
                for light in range(4):
                    part = near + (inner - near) * (0.14 + light * 0.13)
                    spot = toward((side, y + 0.045), part)
                    ink = canvas.random.choice((OCHRE, OCHRE, EMBER, MOSS, PAPER, tone))
                    canvas.ellipse(spot, 0.0105 * (1 - part), ink)
    for step in depths[:-1]:
        canvas.line([toward((-0.3, 1.12), step), toward((1.8, 1.12), step)], 0.004 * (1 - step), STRAW, capped=False)
