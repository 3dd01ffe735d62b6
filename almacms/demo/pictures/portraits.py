"""Portraits of people who do not exist: a face without features, a cut of hair, a coloured ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .canvas import FROM_BELOW, FROM_CORNER, FROM_RIGHT, INK, PAPER, Canvas, Colour, Point, blend, blob, curve, points


@dataclass(frozen=True)
class Sitter:
    """What tells one portrait from another."""

    ground: Colour
    skin: Colour
    hair: Colour
    coat: Colour
    cut: str
    collar: str = "round"
    glasses: bool = False
    beard: bool = False
    earrings: bool = False


def portrait(canvas: Canvas, sitter: Sitter) -> None:
    """A head and shoulders, lit from the left."""
    ground = sitter.ground
    canvas.wash((blend(ground, PAPER, 0.3), ground))
    canvas.ellipse((0.62, 0.4), 0.37, blend(ground, PAPER, 0.42), (ground, FROM_CORNER))
    canvas.spray((0, 40, 110, 210), blend(ground, INK, 0.45))
    _hair_behind(canvas, sitter)
    _bust(canvas, sitter)
    _head(canvas, sitter)
    _hair_before(canvas, sitter)
    _details(canvas, sitter)


def _bust(canvas: Canvas, sitter: Sitter) -> None:
    shadow = blend(sitter.coat, INK, 0.55)
    shoulders = curve(points("0.08,1.04 0.13,0.86 0.34,0.765 0.5,0.75 0.66,0.765 0.87,0.86 0.92,1.04"))
    low = 0.72 if sitter.collar == "roll" else 0.77
    neck = [(0.415, 0.56), (0.585, 0.56), (0.6, low), (0.5, low + 0.07), (0.4, low)]
    canvas.polygon(shoulders, sitter.coat, (shadow, FROM_CORNER))
    canvas.polygon(neck, sitter.skin, (blend(sitter.skin, INK, 0.5), FROM_RIGHT))
    if sitter.collar != "roll":
        canvas.ellipse((0.5, 0.765), (0.1, 0.045), sitter.skin)
    if sitter.collar == "shirt":
        for side in (-1, 1):
            flap = [(0.5, 0.85), (0.5 + side * 0.115, 0.735), (0.5 + side * 0.16, 0.8), (0.5 + side * 0.09, 0.9)]
            canvas.polygon(flap, PAPER, (shadow, FROM_BELOW))
        canvas.line([(0.5, 0.86), (0.5, 1.02)], 0.006, shadow)
    elif sitter.collar == "roll":
        canvas.box((0.385, 0.69), (0.23, 0.1), sitter.coat, (shadow, FROM_CORNER), round_by=0.04)
    elif sitter.collar == "scarf":
        scarf = blend(sitter.ground, PAPER, 0.25)
        canvas.line(curve([(0.36, 0.745), (0.5, 0.8), (0.64, 0.745)]), 0.085, scarf)
        canvas.line([(0.57, 0.79), (0.6, 0.97)], 0.085, blend(scarf, INK, 0.12))
    else:
        canvas.line(curve([(0.375, 0.762), (0.44, 0.82), (0.5, 0.832), (0.56, 0.82), (0.625, 0.762)]), 0.02, shadow)


def _head(canvas: Canvas, sitter: Sitter) -> None:
    shade = blend(sitter.skin, INK, 0.42)
    # Hair that falls hides the ears.
    for side in () if sitter.cut in {"bob", "veil"} else (-1, 1):
        canvas.ellipse((0.5 + side * 0.172, 0.445), (0.032, 0.05), sitter.skin, (shade, FROM_BELOW))
    face = curve(
        points(
            "0.5,0.2 0.62,0.235 0.672,0.36 0.655,0.5 0.59,0.615 0.5,0.655 0.41,0.615 0.345,0.5 "
            "0.328,0.36 0.38,0.235 0.5,0.2"
        )
    )
    canvas.polygon(face, sitter.skin, (shade, (0, 190, 0, 235)))
    canvas.line(curve([(0.505, 0.4), (0.49, 0.475), (0.5, 0.5), (0.522, 0.502)]), 0.008, shade)
    canvas.line(curve([(0.455, 0.567), (0.5, 0.583), (0.55, 0.563)]), 0.009, blend(shade, "#b4471b", 0.45))
    for side in (-1, 1):
        x = 0.5 + side * 0.08
        canvas.line(
            curve([(x - 0.032, 0.363), (x, 0.35), (x + 0.032, 0.363)]),
            0.009,
            INK if sitter.cut == "veil" else sitter.hair,
        )
        canvas.ellipse((x, 0.412), (0.0115, 0.0125), INK)
    for x in (0.41, 0.59):
        canvas.glow((x, 0.5), 0.055, "#d9783f", 0.28)


def _hair_behind(canvas: Canvas, sitter: Sitter) -> None:
    shade = (blend(sitter.hair, INK, 0.6), FROM_CORNER)
    if sitter.cut == "long":
        mane = curve(
            points("0.5,0.12 0.7,0.2 0.75,0.45 0.8,0.72 0.7,0.86 0.5,0.8 0.3,0.86 0.2,0.72 0.25,0.45 0.3,0.2 0.5,0.12")
        )
        canvas.polygon(mane, sitter.hair, shade)
    elif sitter.cut == "bob":
        bob = curve(
            points("0.5,0.12 0.7,0.19 0.755,0.42 0.735,0.63 0.6,0.66 0.4,0.66 0.265,0.63 0.245,0.42 0.3,0.19 0.5,0.12")
        )
        canvas.polygon(bob, sitter.hair, shade)
    elif sitter.cut == "curls":
        for index in range(17):
            turn = math.radians(150 + index * 240 / 16)
            spot = (0.5 + 0.2 * math.cos(turn), 0.36 + 0.2 * math.sin(turn))
            canvas.polygon(blob(canvas.random, spot, 0.085, bumps=7), sitter.hair, shade)
    elif sitter.cut == "bun":
        canvas.ellipse((0.5, 0.12), 0.09, sitter.hair, shade)
        canvas.ellipse((0.5, 0.36), (0.2, 0.225), sitter.hair, shade)
    elif sitter.cut == "veil":
        veil = curve(
            points(
                "0.5,0.11 0.7,0.19 0.75,0.45 0.76,0.7 0.84,0.9 0.5,0.98 0.16,0.9 0.24,0.7 0.25,0.45 0.3,0.19 0.5,0.11"
            )
        )
        canvas.polygon(veil, sitter.hair, shade)


def _fringe(canvas: Canvas, points: list[Point], sitter: Sitter) -> None:
    canvas.polygon(curve([*points, points[0]]), sitter.hair, (blend(sitter.hair, INK, 0.6), FROM_CORNER))


FRINGES = {
    "long": (
        "0.5,0.15 0.66,0.19 0.7,0.36 0.675,0.43 0.63,0.3 0.54,0.245 0.42,0.29 0.345,0.36 0.322,0.43 0.3,0.34 0.35,0.19"
    ),
    "bob": (
        "0.5,0.14 0.67,0.2 0.71,0.42 0.68,0.5 0.655,0.33 0.58,0.315 0.5,0.32 0.42,0.315 0.345,0.33 0.32,0.5 "
        "0.29,0.42 0.33,0.2"
    ),
    "short": (
        "0.47,0.135 0.63,0.155 0.695,0.28 0.682,0.42 0.655,0.33 0.6,0.275 0.47,0.285 0.38,0.255 0.345,0.33 "
        "0.32,0.42 0.305,0.28 0.35,0.17"
    ),
    "side": ("0.42,0.15 0.6,0.125 0.705,0.22 0.685,0.41 0.65,0.32 0.55,0.31 0.42,0.235 0.36,0.3 0.322,0.41 0.305,0.26"),
    "crop": ("0.5,0.175 0.62,0.2 0.68,0.32 0.672,0.4 0.64,0.3 0.5,0.255 0.36,0.3 0.328,0.4 0.32,0.32 0.38,0.2"),
}
FRINGES["bun"] = FRINGES["long"]
VEIL = (
    "0.5,0.15 0.66,0.21 0.715,0.42 0.68,0.6 0.56,0.72 0.6,0.62 0.662,0.46 0.64,0.31 0.5,0.245 0.36,0.31 "
    "0.338,0.46 0.4,0.62 0.44,0.72 0.32,0.6 0.285,0.42 0.34,0.21"
)


def _hair_before(canvas: Canvas, sitter: Sitter) -> None:
    shade = (blend(sitter.hair, INK, 0.6), FROM_CORNER)
    if sitter.cut in FRINGES:
        _fringe(canvas, points(FRINGES[sitter.cut]), sitter)
    elif sitter.cut == "bald":
        for side in (-1, 1):
            temple = points("0.165,0.33 0.195,0.36 0.19,0.47 0.165,0.5 0.155,0.4")
            _fringe(canvas, [(0.5 + side * x, y) for x, y in temple], sitter)
    elif sitter.cut == "curls":
        for index in range(8):
            turn = math.radians(195 + index * 150 / 7)
            spot = (0.5 + 0.165 * math.cos(turn), 0.345 + 0.13 * math.sin(turn))
            canvas.polygon(blob(canvas.random, spot, 0.062, bumps=7), sitter.hair, shade)
    elif sitter.cut == "veil":
        _fringe(canvas, points(VEIL), sitter)
        canvas.polygon(
            curve(points("0.36,0.6 0.5,0.7 0.64,0.6 0.7,0.78 0.5,0.88 0.3,0.78 0.36,0.6")), sitter.hair, shade
        )


def _details(canvas: Canvas, sitter: Sitter) -> None:
    if sitter.beard:
        shade = (blend(sitter.hair, INK, 0.6), FROM_RIGHT)
        beard = curve(
            points(
                "0.333,0.44 0.36,0.52 0.43,0.535 0.5,0.53 0.57,0.535 0.64,0.52 0.667,0.44 0.655,0.57 "
                "0.59,0.675 0.5,0.71 0.41,0.675 0.345,0.57 0.333,0.44"
            )
        )
        canvas.polygon(beard, sitter.hair, shade)
        canvas.line(curve([(0.46, 0.575), (0.5, 0.587), (0.54, 0.573)]), 0.012, blend(sitter.skin, "#b4471b", 0.5))
    if sitter.glasses:
        for side in (-1, 1):
            canvas.ellipse((0.5 + side * 0.082, 0.412), (0.063, 0.055), INK, hole=0.86)
            canvas.line([(0.5 + side * 0.145, 0.405), (0.5 + side * 0.178, 0.395)], 0.009, INK)
        canvas.line(curve([(0.481, 0.405), (0.5, 0.396), (0.519, 0.405)]), 0.009, INK)
    if sitter.earrings:
        for side in (-1, 1):
            canvas.ellipse((0.5 + side * 0.185, 0.515), 0.014, "#d9a441", (INK, FROM_CORNER))
