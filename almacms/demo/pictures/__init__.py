"""The demonstration's pictures, drawn in code: nothing binary in the repository, and the same pictures every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

from . import canvas as inks
from .canvas import Canvas
from .garden import forest_garden, nest_box, pond, season
from .landscapes import belledonne, chartreuse, river, solar_roof
from .metal import laser, nesting
from .patterns import care, commons, many_rings, raised_dots, servers
from .places import round_table, section, window_desk
from .portraits import Sitter, portrait
from .rooms import apprentices, archive, show_of_cards
from .travel import cyclists, railway

SCENE_WIDTH, PORTRAIT_WIDTH = 1600, 640

SCENES: dict[str, Callable[[Canvas], None]] = {
    "apprentices": apprentices,
    "archive": archive,
    "belledonne": belledonne,
    "care": care,
    "chartreuse": chartreuse,
    "commons": commons,
    "cyclists": cyclists,
    "forest-garden": forest_garden,
    "laser": laser,
    "many-rings": many_rings,
    "nest-box": nest_box,
    "nesting": nesting,
    "pond": pond,
    "railway": railway,
    "raised-dots": raised_dots,
    "river": river,
    "round-table": round_table,
    "season-autumn": partial(season, name="autumn"),
    "season-spring": partial(season, name="spring"),
    "season-summer": partial(season, name="summer"),
    "season-winter": partial(season, name="winter"),
    "section": section,
    "servers": servers,
    "show-of-cards": show_of_cards,
    "solar-roof": solar_roof,
    "window-desk": window_desk,
}

FAIR, SAND, TAN, BROWN, DARK = "#f0c6a0", "#e8b48c", "#d9a078", "#8d5a3c", "#5f3b2a"
SITTERS: dict[str, Sitter] = {
    "auburn-bob": Sitter(inks.MIST, FAIR, "#7a3b1d", inks.CLAY, "bob", "roll", glasses=True),
    "bearded": Sitter(inks.PEACH, BROWN, inks.INK, inks.FOREST, "crop", "shirt", beard=True),
    "silver": Sitter(inks.SKY, SAND, "#d7d3c8", inks.SLATE, "side", "shirt", glasses=True),
    "long-dark": Sitter(inks.STRAW, TAN, "#2b1d16", inks.LEAF, "long", earrings=True),
    "curls": Sitter(inks.MOSS, DARK, inks.INK, inks.OCHRE, "curls", earrings=True),
    "ginger": Sitter(inks.BLUE, FAIR, "#c98a3a", inks.EMBER, "short", beard=True),
    "bun": Sitter(inks.OCHRE, SAND, "#5b3a26", inks.FOREST, "bun", "scarf"),
    "elder": Sitter(inks.SAND, "#e3ae86", "#8a8a84", inks.CLAY, "bald", "roll", glasses=True, beard=True),
    "veil": Sitter(inks.PEACH, TAN, inks.SLATE, inks.FOREST, "veil"),
    "short-dark": Sitter(inks.MIST, FAIR, "#1d1d22", inks.SLATE, "short", "shirt"),
}


def picture_names() -> list[str]:
    """Every name that `draw` answers to."""
    return [*SCENES, *(f"portrait-{name}" for name in SITTERS)]


def draw(name: str, *, width: int | None = None) -> bytes:
    """A picture of the demonstration as a JPEG file; `width` makes it smaller (or larger) than it is meant to be."""
    if name in SCENES:
        canvas = Canvas(width or SCENE_WIDTH, name)
        SCENES[name](canvas)
    else:
        canvas = Canvas(width or PORTRAIT_WIDTH, name, ratio=1)
        portrait(canvas, SITTERS[name.removeprefix("portrait-")])
    stream = io.BytesIO()
    canvas.finish().save(stream, "JPEG", quality=86, optimize=True, progressive=True)
    return stream.getvalue()
