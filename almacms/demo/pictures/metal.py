"""Cutting metal: parts nested on a sheet, and the head that cuts them."""

from __future__ import annotations

import math

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
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    SLATE,
    STRAW,
    Canvas,
    Colour,
    Point,
    blend,
    curve,
    points,
)

STEEL = "#aeb7b4"


def _turned(centre: Point, points: list[Point], angle: float) -> list[Point]:
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    return [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in points]


def _gear(canvas: Canvas, centre: Point, radius: float, teeth: int, fill: Colour, hole: Colour) -> None:
    points = []
    for index in range(teeth * 4):
        reach = radius if index % 4 in (0, 1) else radius * 0.84
        turn = 2 * math.pi * index / (teeth * 4)
        points.append((centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)))
    canvas.polygon(points, fill, (INK, FROM_CORNER))
    for index in range(5):
        turn = 2 * math.pi * index / 5
        spot = (centre[0] + radius * 0.5 * math.cos(turn), centre[1] + radius * 0.5 * math.sin(turn))
        canvas.ellipse(spot, radius * 0.15, hole)
    canvas.ellipse(centre, radius * 0.2, hole)


def nesting(canvas: Canvas) -> None:
    """Parts laid out on a sheet of steel, as close as the torch allows: the large ones first, then what fits."""
    canvas.wash((blend(STEEL, PAPER, 0.45), STEEL))
    for _ in range(120):
        y, x = canvas.random.uniform(0, 1), canvas.random.uniform(-0.2, 1.4)
        canvas.line([(x, y), (x + canvas.random.uniform(0.1, 0.6), y)], 0.001, blend(STEEL, PAPER, 0.6), capped=False)
    inks = (CLAY, FOREST, SLATE, OCHRE, LEAF, EMBER, BLUE)
    placed: list[tuple[Point, float]] = []
    sizes = (
        (0.185, 60),
        (0.13, 200),
        (0.09, 600),
        (0.062, 1200),
        (0.042, 2400),
        (0.028, 3600),
        (0.018, 4000),
        (0.011, 4000),
    )
    for size, tries in sizes:
        for _ in range(tries):
            spot = (canvas.random.uniform(-0.08, 1.58), canvas.random.uniform(-0.08, 1.08))
            if all(math.dist(spot, other) > size + reach + 0.006 for other, reach in placed):
                placed.append((spot, size))
                _part(canvas, spot, size, inks[len(placed) * 3 % 7])


def _part(canvas: Canvas, spot: Point, size: float, ink: Colour) -> None:
    """One part of a nest, of a kind that suits its size."""
    shadow, turn, kind = (INK, FROM_CORNER), canvas.random.uniform(0, 360), canvas.random.randrange(4)
    if size > 0.08 and kind < 3:
        _gear(canvas, spot, size, 10 + round(size * 40), ink, STEEL)
    elif size < 0.02 or kind == 0:
        canvas.ellipse(spot, size, ink, shadow, hole=0.5)
    elif kind == 1 or size > 0.08:
        canvas.ellipse(spot, size, ink, shadow, hole=0.72)
        canvas.ellipse(spot, size * 0.6, blend(ink, PAPER, 0.25), shadow, hole=0.4)
    else:
        sides = 6 if kind == 2 else 3
        corners = [
            (size * math.cos(2 * math.pi * side / sides), size * math.sin(2 * math.pi * side / sides))
            for side in range(sides)
        ]
        canvas.polygon(_turned(spot, corners, turn), ink, shadow)
        canvas.ellipse(spot, size * 0.3, STEEL)


def laser(canvas: Canvas) -> None:
    """A cutting head at work on a plate."""
    canvas.wash((NIGHT, blend(NIGHT, SLATE, 0.35)))
    canvas.glow((0.8, 0.64), 0.75, CLAY, 0.8)
    canvas.glow((0.8, 0.64), 0.3, OCHRE, 0.9)
    plate = [(0.06, 0.6), (1.52, 0.53), (1.7, 1.05), (-0.25, 1.05)]
    canvas.polygon(plate, blend(STEEL, SLATE, 0.45), (NIGHT, FROM_CORNER))
    canvas.glow((0.8, 0.65), 0.34, PEACH, 0.85)
    path = curve(points("0.2,0.78 0.34,0.68 0.55,0.72 0.62,0.84 0.86,0.86 0.95,0.74 0.8,0.65"))
    canvas.line(path, 0.012, NIGHT)
    canvas.line(path[45:], 0.006, EMBER)
    canvas.line(path[68:], 0.007, STRAW)
    for _ in range(90):
        turn, reach = math.radians(canvas.random.gauss(90, 62)), abs(canvas.random.gauss(0, 0.22)) + 0.03
        start = (0.8 + math.cos(turn) * reach * 0.25, 0.65 + abs(math.sin(turn)) * -reach * 0.3)
        end = (0.8 + math.cos(turn) * reach, 0.65 - math.sin(turn) * reach * 0.75 + reach**2 * 1.6)
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - reach * 0.14)
        canvas.line(
            curve([start, middle, end], 6),
            canvas.random.uniform(0.0015, 0.004),
            canvas.random.choice((STRAW, OCHRE, EMBER, PAPER)),
        )
    canvas.box((0.66, -0.02), (0.28, 0.26), FOREST, (NIGHT, FROM_RIGHT), round_by=0.012)
    canvas.box((0.69, 0.05), (0.06, 0.13), LEAF, (FOREST, FROM_BELOW), round_by=0.008)
    canvas.box((0.635, 0.22), (0.33, 0.045), OCHRE, (CLAY, FROM_RIGHT), round_by=0.008)
    canvas.polygon([(0.69, 0.265), (0.91, 0.265), (0.865, 0.42), (0.735, 0.42)], STEEL, (NIGHT, FROM_RIGHT))
    for y in (0.3, 0.335, 0.37):
        canvas.line([(0.7 + (y - 0.27) * 0.3, y), (0.9 - (y - 0.27) * 0.3, y)], 0.006, SLATE)
    canvas.polygon([(0.745, 0.42), (0.855, 0.42), (0.815, 0.53), (0.785, 0.53)], EMBER, (NIGHT, FROM_RIGHT))
    canvas.line([(0.8, 0.53), (0.8, 0.65)], 0.012, PEACH)
    canvas.line([(0.8, 0.53), (0.8, 0.65)], 0.005, PAPER)
    canvas.glow((0.8, 0.65), 0.1, PAPER, 1.0)
    canvas.line(curve([(0.94, 0.06), (1.1, 0.12), (1.25, 0.02), (1.55, 0.1)]), 0.024, INK)
    canvas.line(curve([(0.94, 0.14), (1.12, 0.2), (1.28, 0.1), (1.55, 0.18)]), 0.016, SLATE)
    canvas.box((-0.05, 0.02), (0.71, 0.1), blend(SLATE, NIGHT, 0.4), (NIGHT, FROM_BELOW))
    for index in range(9):
        canvas.box((0.0 + index * 0.075, 0.05), (0.045, 0.04), NIGHT, round_by=0.01)
