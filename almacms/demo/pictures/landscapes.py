"""Mountains, a garden, water: what one sees from the windows of Saint-Martin-d'Hères, more or less."""

from __future__ import annotations

import math

from .canvas import (
    BLUE,
    CLAY,
    FOREST,
    FROM_ABOVE,
    FROM_BELOW,
    FROM_CORNER,
    FROM_LEFT,
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
    Point,
    blend,
    curve,
    points,
)
from .motifs import bird, conifer, range_of_peaks, sun


def belledonne(canvas: Canvas) -> None:
    """Dawn on the range: seven planes, each a little closer and a little greener."""
    canvas.wash((STRAW, PAPER))
    canvas.spray((150, 60, 0, 0), PEACH)
    sun(canvas, (1.02, 0.4), 0.085)
    planes = ((0.56, 0.3), (0.61, 0.25), (0.67, 0.21), (0.73, 0.17), (0.8, 0.14), (0.88, 0.1))
    for index, (base, height) in enumerate(planes):
        depth = index / (len(planes) - 1)
        tone = blend(blend(PEACH, MIST, 0.65), FOREST, depth)
        range_of_peaks(canvas, base, height, (tone, blend(tone, PAPER, 0.4)), shadow=blend(tone, INK, 0.35))
        canvas.haze(base + 0.01, base + 0.14, blend(PAPER, PEACH, 0.15), 150 - index * 12)
    outline = range_of_peaks(canvas, 0.97, 0.06, (FOREST, NIGHT))
    for x, y in outline[::3]:
        conifer(canvas, (x, y + 0.02), canvas.random.uniform(0.07, 0.15), blend(FOREST, NIGHT, 0.45))
    for x, y, span in ((0.5, 0.24, 0.022), (0.56, 0.21, 0.016), (0.62, 0.25, 0.013)):
        bird(canvas, (x, y), span)


def chartreuse(canvas: Canvas) -> None:
    """The cliffs in winter, by night: a few windows lit at the foot of the snow."""
    canvas.wash((NIGHT, SLATE))
    for _ in range(150):
        spot = (canvas.random.uniform(0, canvas.ratio), canvas.random.uniform(0, 0.5) ** 1.3)
        canvas.ellipse(spot, canvas.random.choice((0.001, 0.0015, 0.0025)), SKY)
    canvas.glow((0.36, 0.22), 0.34, BLUE, 0.8)
    canvas.ellipse((0.36, 0.22), 0.055, PAPER, (STRAW, FROM_CORNER))
    for base, height, tone in ((0.6, 0.34, BLUE), (0.68, 0.26, SLATE)):
        outline = range_of_peaks(canvas, base, height, (blend(tone, PAPER, 0.35), tone), shadow=NIGHT)
        melt = [(x, y + canvas.random.uniform(0.01, 0.075) * (1 + (base - y) * 2)) for x, y in outline[::7]]
        canvas.polygon([*outline, *reversed(curve(melt, 6))], PAPER, (BLUE, FROM_CORNER))
        canvas.haze(base, base + 0.16, BLUE, 130)
    range_of_peaks(canvas, 0.83, 0.09, (blend(SLATE, NIGHT, 0.4), NIGHT), shadow=INK)
    hill = curve([(-0.05, 0.9), (0.4, 0.85), (0.9, 0.91), (1.6, 0.84)])
    canvas.polygon([*hill, (1.6, 1.02), (-0.05, 1.02)], (SKY, BLUE), (SLATE, FROM_BELOW))
    for index, x in enumerate((0.5, 0.62, 0.72, 0.86, 0.97)):
        size, y = 0.05 + 0.014 * (index % 3), 0.875 + 0.012 * (index % 2)
        canvas.box((x, y), (size * 1.3, size), INK)
        canvas.polygon(
            [(x - 0.012, y + 0.004), (x + size * 0.65, y - size * 0.75), (x + size * 1.3 + 0.012, y + 0.004)], PAPER
        )
        canvas.glow((x + size * 0.65, y + size * 0.5), 0.07, OCHRE, 0.55)
        canvas.box((x + size * 0.5, y + size * 0.35), (0.017, 0.022), STRAW)
    for x in (0.06, 0.13, 0.2, 0.28, 1.13, 1.21, 1.3, 1.4, 1.46):
        conifer(
            canvas, (x, canvas.random.uniform(0.93, 1.0)), canvas.random.uniform(0.16, 0.28), blend(FOREST, NIGHT, 0.5)
        )


def river(canvas: Canvas) -> None:
    """The Isère from the air, between its dikes, fields and poplars."""
    canvas.wash((MOSS, MOSS))
    chance = canvas.random
    for row in range(9):
        for column in range(12):
            x, y = column * 0.14 - 0.1 + row * 0.012, row * 0.13 - 0.06
            tone = blend(chance.choice((MOSS, LEAF, STRAW, OCHRE, SAND, MIST)), MOSS, chance.uniform(0, 0.35))
            field = [(x, y), (x + 0.137, y - 0.02), (x + 0.149, y + 0.108), (x + 0.012, y + 0.127)]
            canvas.polygon(
                field, tone, (blend(tone, FOREST, 0.6), chance.choice((FROM_LEFT, FROM_BELOW, FROM_CORNER, FROM_ABOVE)))
            )
            if chance.random() < 0.45:
                for furrow in range(1, 8):
                    shift = furrow * 0.016
                    canvas.line(
                        [(x + shift, y + 0.005), (x + shift + 0.011, y + 0.108)],
                        0.0022,
                        blend(tone, FOREST, 0.4),
                        capped=False,
                    )
    course = curve(points("-0.1,0.2 0.2,0.36 0.5,0.24 0.78,0.5 0.7,0.78 1.0,0.88 1.28,0.64 1.6,0.7"), 24)
    for width, ink in ((0.2, FOREST), (0.165, SAND), (0.14, BLUE), (0.1, blend(BLUE, SLATE, 0.5)), (0.05, SLATE)):
        canvas.line(course, width, ink)
    for (x, y), (to_x, to_y) in zip(course[4::5], course[7::5], strict=False):
        drift = chance.uniform(-0.04, 0.04)
        canvas.line([(x, y + drift), (to_x, to_y + drift)], 0.003, SKY)
    for (x, y), (to_x, to_y) in zip(course[::4], course[1::4], strict=False):
        length = math.hypot(to_x - x, to_y - y) or 1
        across = ((to_y - y) / length, (x - to_x) / length)
        for side in (-1, 1):
            away = side * (0.115 + chance.uniform(-0.008, 0.014))
            spot, size = (x + across[0] * away, y + across[1] * away), chance.uniform(0.015, 0.026)
            canvas.ellipse((spot[0] + 0.01, spot[1] + 0.012), size, blend(FOREST, NIGHT, 0.6))
            canvas.ellipse(spot, size, LEAF, (FOREST, FROM_CORNER))
    road = curve([(0.92, -0.05), (0.98, 0.3), (1.0, 0.6), (0.9, 1.05)])
    canvas.line(road, 0.022, INK)
    canvas.line(road, 0.016, PAPER)
    canvas.spray((0, 40, 60, 200), FOREST)


def solar_roof(canvas: Canvas) -> None:
    """Panels on a roof, the sun in each of them."""
    canvas.wash((SKY, STRAW))
    sun(canvas, (0.42, 0.25), 0.1, OCHRE, PAPER)
    for base, height, tone in ((0.47, 0.26, BLUE), (0.52, 0.17, blend(BLUE, FOREST, 0.5)), (0.62, 0.1, LEAF)):
        range_of_peaks(canvas, base, height, (blend(tone, PAPER, 0.35), blend(tone, PAPER, 0.1)), shadow=tone)
    roof = ((0.34, 0.5), (1.56, 0.42), (1.56, 1.05), (-0.06, 1.05), (-0.06, 0.98))
    canvas.polygon([(0.3, 0.5), (1.56, 0.4), (1.56, 1.05), (-0.1, 1.05)], CLAY, (INK, FROM_BELOW))
    canvas.line([roof[0], roof[1]], 0.022, INK)

    def on_roof(across: float, down: float) -> Point:
        top = (0.36 + across * 1.24, 0.515 - across * 0.1)
        bottom = (-0.02 + across * 1.75, 1.06)
        bend = down * (0.72 + 0.28 * down)
        return top[0] + (bottom[0] - top[0]) * bend, top[1] + (bottom[1] - top[1]) * bend

    for row in range(4):
        for column in range(7):
            left, right = column / 7 + 0.006, (column + 1) / 7 - 0.006
            top, bottom = row / 4 + 0.02, (row + 1) / 4 - 0.015
            corners = [on_roof(left, top), on_roof(right, top), on_roof(right, bottom), on_roof(left, bottom)]
            canvas.polygon(corners, SLATE, (NIGHT, FROM_CORNER))
            light = max(0.0, 1 - abs(column - 2.4 + row * 0.6) / 2.2)
            middle = left + (right - left) * 0.45
            shine = [on_roof(left, top), on_roof(middle, top), on_roof(left, bottom)]
            canvas.polygon(shine, blend(SLATE, STRAW, 0.18 + light * 0.6))
            for part in (0.25, 0.5, 0.75):
                x, y = left + (right - left) * part, top + (bottom - top) * part
                canvas.line([on_roof(x, top), on_roof(x, bottom)], 0.002, BLUE, capped=False)
                canvas.line([on_roof(left, y), on_roof(right, y)], 0.002, BLUE, capped=False)
    for x, y, span in ((0.9, 0.2, 0.03), (1.0, 0.16, 0.022), (1.06, 0.22, 0.018)):
        bird(canvas, (x, y), span)
