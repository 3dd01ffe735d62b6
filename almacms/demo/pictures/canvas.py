"""A small drawing board over Pillow, for pictures that look printed: flat inks, shadows made of grain, paper below.

Coordinates are fractions of the picture's height: (0, 0) is the top left corner, (ratio, 1) the bottom right one.
A scene is drawn at twice its size and reduced at the end, so that edges are smooth; shadows are stippled, as on a
risograph.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Colour = str | tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[int, int, int, int]
Corners = tuple[int, int, int, int]

PAPER, SAND, INK, NIGHT = "#fbf7ef", "#ead9b8", "#17231f", "#14211c"
FOREST, LEAF, MOSS, MIST = "#0f5a45", "#2f8064", "#8fae7c", "#cfdccb"
CLAY, EMBER, PEACH = "#b4471b", "#d9783f", "#f0b68a"
SLATE, BLUE, SKY = "#3d4f9f", "#7688cf", "#cdd6f2"
OCHRE, STRAW = "#d9a441", "#efcf8a"

# Where a shadow lies: its strength at the top left, top right, bottom left and bottom right corners.
FROM_BELOW: Corners = (0, 0, 230, 230)
FROM_ABOVE: Corners = (230, 230, 0, 0)
FROM_LEFT: Corners = (230, 0, 230, 0)
FROM_RIGHT: Corners = (0, 230, 0, 230)
FROM_CORNER: Corners = (0, 110, 110, 255)


def rgb(colour: Colour) -> tuple[int, int, int]:
    """The three components of a colour, whichever way it was written."""
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour


def blend(first: Colour, second: Colour, amount: float) -> tuple[int, int, int]:
    """A colour on the way from the first (0) to the second (1)."""
    one, two = rgb(first), rgb(second)
    red, green, blue = (round(a + (b - a) * amount) for a, b in zip(one, two, strict=True))
    return red, green, blue


class Canvas:
    """One picture being drawn."""

    SCALE = 2

    def __init__(self, width: int, seed: str, *, ratio: float = 1.5, ground: Colour = PAPER) -> None:
        self.size = (width, round(width / ratio))
        self.ratio = ratio
        self.random = random.Random(seed)  # noqa: S311 - a drawing, not a secret
        self.width, self.height = width * self.SCALE, self.size[1] * self.SCALE
        self.image = Image.new("RGB", (self.width, self.height), rgb(ground))
        self.noise = Image.frombytes("L", self.image.size, self.random.randbytes(self.width * self.height))

    # Measures

    def px(self, length: float) -> int:
        return round(length * self.height)

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.height, y * self.height) for x, y in points]

    # Inks

    def _corner_sheet(self, values: Sequence[int], size: tuple[int, int]) -> Image.Image:
        small = Image.new("L", (2, 2))
        small.putdata(list(values))
        return small.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))

    def _ink(self, fill: Colour | tuple[Colour, Colour], size: tuple[int, int]) -> Image.Image | tuple[int, int, int]:
        if isinstance(fill, tuple) and len(fill) == 2:
            column = Image.new("RGB", (1, 2))
            column.putdata([rgb(fill[0]), rgb(fill[1])])
            return column.resize(size, Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5))
        return rgb(fill)

    def _stipple(self, box: Box, strength: Image.Image, mask: Image.Image | None) -> Image.Image:
        dots = ImageChops.subtract(strength, self.noise.crop(box)).point(lambda value: 255 if value else 0)
        return ImageChops.multiply(dots, mask) if mask else dots

    def _apply(
        self,
        box: Box,
        mask: Image.Image,
        fill: Colour | tuple[Colour, Colour],
        shade: tuple[Colour, Corners] | None,
    ) -> None:
        ink = self._ink(fill, mask.size)
        self.image.paste(ink, box, mask)
        if shade:
            colour, corners = shade
            dots = self._stipple(box, self._corner_sheet(corners, mask.size), mask)
            self.image.paste(rgb(colour), box, dots)

    def _draw(
        self,
        bounds: tuple[float, float, float, float],
        stroke: Callable[[ImageDraw.ImageDraw, float, float], None],
        fill: Colour | tuple[Colour, Colour],
        shade: tuple[Colour, Corners] | None,
    ) -> None:
        left, top = math.floor(bounds[0]), math.floor(bounds[1])
        right, bottom = math.ceil(bounds[2]) + 1, math.ceil(bounds[3]) + 1
        if right <= 0 or bottom <= 0 or left >= self.width or top >= self.height:
            return
        # What lies far outside would cost memory for nothing.
        left, top = max(left, -self.width // 4), max(top, -self.height // 4)
        right, bottom = min(right, self.width * 5 // 4), min(bottom, self.height * 5 // 4)
        mask = Image.new("L", (right - left, bottom - top), 0)
        stroke(ImageDraw.Draw(mask), left, top)
        self._apply((left, top, right, bottom), mask, fill, shade)

    # Shapes

    def wash(self, fill: Colour | tuple[Colour, Colour]) -> None:
        """Cover the whole sheet."""
        ink = self._ink(fill, self.image.size)
        self.image.paste(ink, (0, 0, *self.image.size))

    def polygon(
        self,
        points: Sequence[Point],
        fill: Colour | tuple[Colour, Colour],
        shade: tuple[Colour, Corners] | None = None,
    ) -> None:
        pixels = self._pixels(points)
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]

        def stroke(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            draw.polygon([(x - left, y - top) for x, y in pixels], fill=255)

        self._draw((min(xs), min(ys), max(xs), max(ys)), stroke, fill, shade)

    def ellipse(
        self,
        centre: Point,
        radius: float | tuple[float, float],
        fill: Colour | tuple[Colour, Colour],
        shade: tuple[Colour, Corners] | None = None,
        *,
        hole: float = 0,
        arc: tuple[float, float] | None = None,
    ) -> None:
        """A disc, a ring (`hole` is a part of the radius) or a slice (`arc`, in degrees, clockwise from the right)."""
        rx, ry = radius if isinstance(radius, tuple) else (radius, radius)
        cx, cy, rx, ry = centre[0] * self.height, centre[1] * self.height, rx * self.height, ry * self.height

        def stroke(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            box = (cx - rx - left, cy - ry - top, cx + rx - left, cy + ry - top)
            if arc:
                draw.pieslice(box, arc[0], arc[1], fill=255)
            else:
                draw.ellipse(box, fill=255)
            if hole:
                hx, hy = rx * hole, ry * hole
                draw.ellipse((cx - hx - left, cy - hy - top, cx + hx - left, cy + hy - top), fill=0)

        self._draw((cx - rx, cy - ry, cx + rx, cy + ry), stroke, fill, shade)

    def box(
        self,
        corner: Point,
        size: Point,
        fill: Colour | tuple[Colour, Colour],
        shade: tuple[Colour, Corners] | None = None,
        *,
        round_by: float = 0,
    ) -> None:
        """A rectangle from its top left corner, its corners rounded on demand."""
        left_edge, top_edge = corner[0] * self.height, corner[1] * self.height
        right_edge, bottom_edge = left_edge + size[0] * self.height, top_edge + size[1] * self.height

        def stroke(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            box = (left_edge - left, top_edge - top, right_edge - left, bottom_edge - top)
            draw.rounded_rectangle(box, round_by * self.height, fill=255)

        self._draw((left_edge, top_edge, right_edge, bottom_edge), stroke, fill, shade)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        fill: Colour,
        *,
        capped: bool = True,
    ) -> None:
        """A line through points, with round joints and ends."""
        draw, pixels, thickness = ImageDraw.Draw(self.image), self._pixels(points), max(1, self.px(width))
        draw.line(pixels, fill=rgb(fill), width=thickness, joint="curve")
        if capped and thickness > 2:
            half = thickness / 2
            for x, y in (pixels[0], pixels[-1]):
                draw.ellipse((x - half, y - half, x + half, y + half), fill=rgb(fill))

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that fades around a point, soft rather than stippled."""
        side = max(2, self.px(radius * 2))
        # Pillow's gradient reaches 255 in the corners: what is beyond half way lies outside the circle.
        fade = Image.radial_gradient("L").resize((side, side), Image.Resampling.BICUBIC)
        mask = fade.point(lambda value: round(max(0, 1 - value / 180) ** 1.6 * 255 * strength))
        left, top = self.px(centre[0]) - side // 2, self.px(centre[1]) - side // 2
        self.image.paste(rgb(colour), (left, top, left + side, top + side), mask)

    def spray(self, corners: Corners, colour: Colour, box: tuple[float, float, float, float] | None = None) -> None:
        """Grain over the whole sheet, or over a rectangle of it (left, top, right, bottom)."""
        left, top, right, bottom = box or (0, 0, self.ratio, 1)
        area = (self.px(left), self.px(top), self.px(right), self.px(bottom))
        strength = self._corner_sheet(corners, (area[2] - area[0], area[3] - area[1]))
        self.image.paste(rgb(colour), area, self._stipple(area, strength, None))

    def haze(self, top: float, bottom: float, colour: Colour, strength: int = 200) -> None:
        """A bank of mist, thickest at its foot."""
        area = (0, self.px(top), self.width, self.px(bottom))
        mask = self._corner_sheet((0, 0, strength, strength), (area[2], area[3] - area[1]))
        self.image.paste(rgb(colour), area, mask)

    # The end

    def finish(self) -> Image.Image:
        """The picture at its size, with the tooth of the paper."""
        picture = self.image.reduce(self.SCALE)
        tooth = self.noise.crop((0, 0, *picture.size)).filter(ImageFilter.BoxBlur(1))
        tooth = tooth.point(lambda value: 128 + round((value - 128) * 0.16))
        return ImageChops.overlay(picture, Image.merge("RGB", (tooth, tooth, tooth)))


def ridge(chance: random.Random, *, width: float, base: float, height: float, roughness: float = 0.52) -> list[Point]:
    """The outline of a range, by halving: each pass adds smaller accidents than the one before."""
    heights, spread = [chance.uniform(-0.3, 0.3) for _ in range(4)], 1.0
    for _ in range(7):
        spread *= roughness
        pairs = pairwise(heights)
        middles = [(a + b) / 2 + chance.uniform(-spread, spread) for a, b in pairs]
        heights = [value for couple in zip(heights, middles, strict=False) for value in couple] + [heights[-1]]
    step = (width + 0.1) / (len(heights) - 1)
    return [(index * step - 0.05, base - value * height) for index, value in enumerate(heights)]


def points(text: str) -> list[Point]:
    """An outline written as in SVG: "0.5,0.2 0.6,0.3"."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A smooth line through points (Catmull-Rom), closed without a corner when it ends where it began."""
    closed = points[0] == points[-1]
    padded = [points[-2], *points, points[1]] if closed else [points[0], *points, points[-1]]
    smooth: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            smooth.append(
                tuple(  # type: ignore[arg-type]
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return [*smooth, points[-1]]


def blob(chance: random.Random, centre: Point, radius: float, *, bumps: int = 9, wobble: float = 0.16) -> list[Point]:
    """A closed, soft outline: foliage, a cloud, a pond."""
    spokes = []
    for index in range(bumps):
        angle = 2 * math.pi * index / bumps
        reach = radius * (1 + chance.uniform(-wobble, wobble))
        spokes.append((centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)))
    return curve([*spokes, spokes[0]], steps=8)
