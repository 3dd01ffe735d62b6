"""On the way: bicycles and trains."""

from __future__ import annotations

import math

from .canvas import (
    BLUE,
    CLAY,
    FOREST,
    FROM_BELOW,
    FROM_CORNER,
    FROM_LEFT,
    FROM_RIGHT,
    INK,
    LEAF,
    MOSS,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    SAND,
    SLATE,
    STRAW,
    Canvas,
    Colour,
    Point,
    blend,
    curve,
)
from .motifs import conifer, range_of_peaks, sun


def cyclists(canvas: Canvas) -> None:
    """The road to work along the dike, in the morning."""
    canvas.wash((PEACH, PAPER))
    sun(canvas, (0.3, 0.36), 0.09)
    for base, height, tone in ((0.56, 0.26, SLATE), (0.63, 0.2, BLUE), (0.68, 0.1, LEAF)):
        range_of_peaks(canvas, base, height, (blend(tone, PAPER, 0.45), PAPER), shadow=blend(tone, PAPER, 0.2))
    for index in range(9):
        x = 0.03 + index * 0.18
        tall = canvas.random.uniform(0.34, 0.46)
        canvas.line([(x, 0.78), (x, 0.6)], 0.01, INK)
        canvas.ellipse((x, 0.72 - tall / 2), (0.032, tall / 2), LEAF, (FOREST, FROM_RIGHT))
    canvas.polygon([(-0.05, 0.76), (1.6, 0.74), (1.6, 1.05), (-0.05, 1.05)], MOSS, (FOREST, FROM_BELOW))
    canvas.polygon([(-0.05, 0.84), (1.6, 0.82), (1.6, 0.95), (-0.05, 0.97)], SAND, (OCHRE, FROM_BELOW))
    for index in range(8):
        canvas.line([(index * 0.22, 0.905 - index * 0.003), (index * 0.22 + 0.1, 0.903 - index * 0.003)], 0.007, PAPER)
    _bicycle(canvas, (0.16, 0.86), 0.1, FOREST, CLAY, "#8d5a3c")
    _bicycle(canvas, (0.64, 0.875), 0.11, CLAY, SLATE, "#f0c6a0")
    _bicycle(canvas, (1.15, 0.855), 0.095, SLATE, OCHRE, "#d9a078")


def _bicycle(canvas: Canvas, rear: Point, wheel: float, frame: Colour, coat: Colour, skin: Colour) -> None:
    """A bicycle and who rides it, measured in wheels."""

    def at(x: float, y: float) -> Point:
        return rear[0] + x * wheel, rear[1] - y * wheel

    front = at(2.45, 0)
    for hub in (rear, front):
        canvas.ellipse(hub, wheel, INK, hole=0.91)
        for spoke in range(0, 180, 30):
            turn = math.radians(spoke)
            dx, dy = wheel * 0.92 * math.cos(turn), wheel * 0.92 * math.sin(turn)
            canvas.line([(hub[0] - dx, hub[1] - dy), (hub[0] + dx, hub[1] + dy)], 0.0015, INK, capped=False)
    pedal, bar = at(1.05, -0.1), at(2.1, 1.3)
    for path in ([rear, pedal, bar, at(0.78, 1.1), rear], [pedal, at(0.7, 1.3)], [at(2.08, 1.45), front]):
        canvas.line(path, wheel * 0.09, frame)
    canvas.line([at(0.5, 1.38), at(0.95, 1.38)], wheel * 0.13, INK)
    canvas.line([at(2.08, 1.45), at(2.0, 1.62), at(1.8, 1.62)], wheel * 0.08, INK)
    hip, shoulder = at(0.75, 1.6), at(1.25, 2.75)
    canvas.line([hip, at(1.5, 1.0), at(1.2, -0.4)], wheel * 0.26, INK)
    canvas.line([hip, at(1.35, 0.95), at(0.95, 0.25)], wheel * 0.26, blend(INK, SLATE, 0.4))
    torso = curve(
        [at(0.5, 1.55), at(0.6, 2.3), at(1.0, 3.0), at(1.5, 2.85), at(1.35, 2.2), at(1.05, 1.5), at(0.5, 1.55)]
    )
    canvas.polygon(torso, coat, (blend(coat, INK, 0.5), FROM_CORNER))
    canvas.line([shoulder, at(1.75, 2.05), at(1.98, 1.65)], wheel * 0.2, coat)
    canvas.ellipse(at(1.98, 1.65), wheel * 0.12, skin)
    canvas.line([at(1.3, 2.85), at(1.42, 3.15)], wheel * 0.26, skin)
    canvas.ellipse(at(1.5, 3.4), wheel * 0.36, skin)
    canvas.ellipse(at(1.48, 3.48), (wheel * 0.42, wheel * 0.38), frame, (INK, FROM_LEFT), arc=(180, 360))


def railway(canvas: Canvas) -> None:
    """A night train on a viaduct, its windows lit, the moon on the valley."""
    canvas.wash((SLATE, PEACH))
    canvas.ellipse((1.12, 0.24), 0.07, PAPER, (STRAW, FROM_BELOW))
    for base, height, tone in ((0.5, 0.36, SLATE), (0.56, 0.24, blend(SLATE, NIGHT, 0.4)), (0.72, 0.16, FOREST)):
        range_of_peaks(canvas, base, height, (blend(tone, PEACH, 0.4), blend(tone, PEACH, 0.15)), shadow=tone)
        canvas.haze(base, base + 0.16, PEACH, 120)
    stone = blend(SAND, CLAY, 0.25)
    canvas.box((-0.05, 0.575), (1.65, 0.05), stone, (INK, FROM_BELOW))
    for index in range(8):
        x = -0.02 + index * 0.215
        canvas.polygon([(x, 0.6), (x + 0.055, 0.6), (x + 0.07, 1.05), (x - 0.015, 1.05)], stone, (INK, FROM_RIGHT))
        left, right = x + 0.055, x + 0.215
        arch = [(left, 0.62), (right, 0.62), (right, 0.72)]
        arch += [
            (
                left + (right - left) * (0.5 + 0.5 * math.cos(turn / 20 * math.pi)),
                0.72 - 0.075 * math.sin(turn / 20 * math.pi),
            )
            for turn in range(21)
        ]
        canvas.polygon(arch, stone, (INK, FROM_CORNER))
    for wagon in range(4):
        x = 0.06 + wagon * 0.34
        coat = CLAY if wagon == 3 else FOREST
        shape = [(x, 0.565), (x, 0.485), (x + 0.33, 0.485), (x + 0.33, 0.565)]
        if wagon == 3:
            shape = [(x, 0.565), (x, 0.485), *curve([(x + 0.2, 0.485), (x + 0.3, 0.5), (x + 0.36, 0.565)])]
        canvas.polygon(shape, coat, (INK, FROM_BELOW))
        canvas.line([(x + 0.01, 0.555), (x + 0.31, 0.555)], 0.006, PAPER)
        for window in range(4 if wagon == 3 else 6):
            canvas.box((x + 0.02 + window * 0.051, 0.5), (0.035, 0.03), STRAW, (OCHRE, FROM_BELOW), round_by=0.005)
    canvas.glow((1.46, 0.54), 0.12, STRAW, 0.9)
    for _ in range(26):
        x = canvas.random.uniform(0, 1.5)
        conifer(
            canvas, (x, canvas.random.uniform(1.0, 1.06)), canvas.random.uniform(0.1, 0.26), blend(FOREST, NIGHT, 0.6)
        )
