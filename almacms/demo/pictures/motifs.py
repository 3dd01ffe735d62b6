"""What comes back from picture to picture: trees, birds, plants, people."""

from __future__ import annotations

import math

from .canvas import (
    CLAY,
    EMBER,
    FOREST,
    FROM_ABOVE,
    FROM_BELOW,
    FROM_CORNER,
    FROM_RIGHT,
    INK,
    LEAF,
    MOSS,
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
    blob,
    curve,
    ridge,
)

SKINS: tuple[Colour, ...] = ("#f0c6a0", "#8d5a3c", "#d9a078", "#5f3b2a", "#e8b48c")
COATS: tuple[Colour, ...] = (FOREST, CLAY, SLATE, OCHRE, LEAF, EMBER)


def sun(canvas: Canvas, centre: Point, radius: float, colour: Colour = EMBER, halo: Colour = STRAW) -> None:
    canvas.glow(centre, radius * 3.4, halo, 0.85)
    canvas.ellipse(centre, radius, colour, (OCHRE, FROM_ABOVE))


def range_of_peaks(
    canvas: Canvas,
    base: float,
    height: float,
    colours: tuple[Colour, Colour],
    *,
    shadow: Colour | None = None,
    roughness: float = 0.52,
) -> list[Point]:
    """One plane of a mountain landscape, down to the foot of the sheet; gives its outline back."""
    outline = ridge(canvas.random, width=canvas.ratio, base=base, height=height, roughness=roughness)
    ground = [*outline, (canvas.ratio + 0.05, 1.02), (-0.05, 1.02)]
    canvas.polygon(ground, colours, (shadow, FROM_RIGHT) if shadow else None)
    return outline


def conifer(canvas: Canvas, foot: Point, height: float, colour: Colour, shadow: Colour = NIGHT) -> None:
    x, y = foot
    canvas.line([(x, y), (x, y - height * 0.3)], height * 0.05, shadow)
    outline_left, outline_right = [], []
    for tier in range(5):
        top = y - height * (1 - tier * 0.19)
        reach = height * (0.05 + tier * 0.045)
        outline_left += [(x - reach, top + height * 0.2), (x - reach * 0.5, top + height * 0.185)]
        outline_right += [(x + reach, top + height * 0.2), (x + reach * 0.5, top + height * 0.185)]
    canvas.polygon([(x, y - height), *outline_right, *reversed(outline_left)], colour, (shadow, FROM_RIGHT))


def tree(
    canvas: Canvas,
    foot: Point,
    height: float,
    leaves: Colour,
    shadow: Colour,
    *,
    trunk: Colour = INK,
    fruit: Colour | None = None,
) -> None:
    """A broad-leaved tree: a forked trunk and a few rounds of foliage."""
    x, y = foot
    crown = (x, y - height * 0.66)
    canvas.line(curve([(x, y), (x - height * 0.015, y - height * 0.3), crown]), height * 0.055, trunk)
    canvas.line([(x, y - height * 0.32), (x + height * 0.16, y - height * 0.56)], height * 0.03, trunk)
    canvas.line([(x, y - height * 0.38), (x - height * 0.15, y - height * 0.58)], height * 0.026, trunk)
    rounds = ((-0.2, -0.52, 0.2), (0.21, -0.55, 0.19), (-0.08, -0.74, 0.25), (0.13, -0.79, 0.2))
    for dx, dy, radius in rounds:
        centre = (x + dx * height, y + dy * height)
        canvas.polygon(blob(canvas.random, centre, radius * height), leaves, (shadow, FROM_CORNER))
    if fruit:
        for _ in range(11):
            angle, reach = canvas.random.uniform(0, 2 * math.pi), canvas.random.uniform(0.05, 0.3) * height
            spot = (crown[0] + reach * math.cos(angle), crown[1] + reach * 0.75 * math.sin(angle))
            canvas.ellipse(spot, height * 0.022, fruit, (shadow, FROM_CORNER))


def bird(canvas: Canvas, centre: Point, span: float, colour: Colour = INK) -> None:
    x, y = centre
    left = curve([(x - span, y - span * 0.25), (x - span * 0.45, y - span * 0.42), (x, y)])
    right = curve([(x, y), (x + span * 0.45, y - span * 0.42), (x + span, y - span * 0.25)])
    canvas.line([*left, *right], span * 0.13, colour)


def reed(
    canvas: Canvas, foot: Point, height: float, lean: float, colour: Colour, *, head: Colour | None = None
) -> None:
    x, y = foot
    stem = curve([(x, y), (x + lean * 0.3, y - height * 0.5), (x + lean, y - height)])
    canvas.line(stem, height * 0.018, colour)
    if head:
        canvas.line([stem[-4], (x + lean * 1.06, y - height * 1.12)], height * 0.06, head)


def leaf(canvas: Canvas, foot: Point, length: float, angle: float, colour: Colour, vein: Colour | None = None) -> None:
    """A pointed leaf, its angle in degrees (0 points right, 90 up)."""
    turn = math.radians(angle)
    along, across = (math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))

    def at(distance: float, side: float) -> Point:
        return (
            foot[0] + length * (along[0] * distance + across[0] * side),
            foot[1] + length * (along[1] * distance + across[1] * side),
        )

    edge = curve([at(0, 0), at(0.3, 0.17), at(0.65, 0.14), at(1, 0)])
    other = curve([at(1, 0), at(0.65, -0.14), at(0.3, -0.17), at(0, 0)])
    canvas.polygon([*edge, *other], colour, (blend(colour, INK, 0.45), FROM_BELOW))
    if vein:
        canvas.line([at(0.02, 0), at(0.92, 0)], length * 0.02, vein)


def fern(canvas: Canvas, foot: Point, length: float, angle: float, colour: Colour) -> None:
    turn = math.radians(angle)
    stem = [
        (
            foot[0] + length * step / 8 * math.cos(turn),
            foot[1] - length * (step / 8 * math.sin(turn) - 0.02 * (step / 3) ** 2),
        )
        for step in range(9)
    ]
    canvas.line(stem, length * 0.022, colour)
    for index, spot in enumerate(stem[1:], start=1):
        size = length * 0.36 * (1 - index / 11)
        leaf(canvas, spot, size, angle + 62, colour)
        leaf(canvas, spot, size, angle - 62, colour)


def figure(canvas: Canvas, foot: Point, height: float, coat: Colour, skin: Colour, *, hair: Colour = INK) -> None:
    """Somebody standing, seen from far enough to be anybody."""
    x, y = foot
    for side in (-1, 1):
        canvas.line(
            [(x + side * height * 0.05, y), (x + side * height * 0.055, y - height * 0.42)], height * 0.085, INK
        )
    torso = [
        (x - height * 0.13, y - height * 0.36),
        (x - height * 0.15, y - height * 0.7),
        (x - height * 0.08, y - height * 0.79),
        (x + height * 0.08, y - height * 0.79),
        (x + height * 0.15, y - height * 0.7),
        (x + height * 0.13, y - height * 0.36),
    ]
    canvas.polygon(torso, coat, (blend(coat, INK, 0.5), FROM_RIGHT))
    canvas.line([(x, y - height * 0.8), (x, y - height * 0.86)], height * 0.07, skin)
    canvas.ellipse((x, y - height * 0.92), height * 0.082, skin)
    canvas.ellipse((x, y - height * 0.945), (height * 0.088, height * 0.07), hair, arc=(180, 360))


def meadow(canvas: Canvas, top: float, colours: tuple[Colour, Colour], shadow: Colour, *, blades: int = 120) -> None:
    """Ground with grass on it, from `top` down."""
    chance = canvas.random
    edge = curve([(-0.05, top), (canvas.ratio * 0.3, top - 0.02), (canvas.ratio * 0.7, top + 0.025), (1.6, top - 0.01)])
    canvas.polygon([*edge, (1.6, 1.02), (-0.05, 1.02)], colours, (shadow, FROM_BELOW))
    for _ in range(blades):
        x, y = chance.uniform(0, canvas.ratio), chance.uniform(top + 0.03, 1.03)
        tall, tint = chance.uniform(0.02, 0.05), chance.choice((LEAF, MOSS, FOREST))
        canvas.line([(x, y), (x + chance.uniform(-0.012, 0.012), y - tall)], 0.0035, tint, capped=False)


def flowers(canvas: Canvas, area: tuple[float, float, float, float], count: int) -> None:
    """Specks of colour in the grass of an area (left, top, right, bottom)."""
    chance = canvas.random
    for _ in range(count):
        spot = (chance.uniform(area[0], area[2]), chance.uniform(area[1], area[3]))
        canvas.ellipse(spot, chance.uniform(0.004, 0.009), chance.choice((PAPER, STRAW, PEACH, EMBER, OCHRE)))
