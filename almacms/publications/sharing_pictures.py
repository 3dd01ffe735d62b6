"""The picture that goes with a shared link when the newsroom chose none: the title and who speaks, in our colours.

Drawn once, when the publication is published, and kept as a file whose name is made of what it says: another title has
another address, and no cache in between shows the former one. The name is signed: nobody finds out, by trying titles,
what a page under a password is called.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac
from PIL import Image, ImageColor, ImageDraw, ImageFont

from almacms.languages import written_in

from .typography import french

if TYPE_CHECKING:
    from .models import Publication

logger = logging.getLogger(__name__)

WIDTH, HEIGHT, MARGIN = 1200, 630, 84
BACKGROUND, INK, ACCENT = "#0f3d30", "#fbf7ef", "#f0a071"
"""The forest green, the paper and the clay of the style sheet."""
FONT = "almacms/fonts/bricolage-grotesque.woff2"
TITLE_SIZES = (76, 64, 54, 46)
NAMES_SIZE, KIND_SIZE = 36, 30
TITLE_LINES = 5
SHADES = 16
"""From one colour to another, at the edges of letters."""
LOOK = "2"
"""Changed with the drawing, so that pictures already made are made again."""
FOLDER = "partage"


def picture_path(publication: Publication) -> str:
    """Where the picture of a publication lies, among the files of the site."""
    said = "\n".join([LOOK, publication.kind, publication.title, _names(publication)])
    name = salted_hmac(FOLDER, said, algorithm="sha256").hexdigest()[:20]
    return f"{_folder(publication.pk)}/{name}.png"


def picture_url(publication: Publication, *, is_published: bool) -> str:
    """The absolute address of the picture, empty when there is none.

    Args:
        publication: as it is shown.
        is_published: whether that is what every reader may see; drawn if it is not there then, and only then: a file
            can be fetched by whoever has its address, and a draft's title is nobody's.
    """
    path = picture_path(publication)
    try:
        if not default_storage.exists(path):
            if not is_published:
                return ""
            default_storage.save(path, ContentFile(draw(publication)))
        address = default_storage.url(path)
    except Exception:
        # As for any picture: a page must show, and publish, without it.
        logger.warning("No sharing picture can be made for page %s", publication.pk, exc_info=True)
        return ""
    return f"{settings.WAGTAILADMIN_BASE_URL}{address}" if address.startswith("/") else address


def forget_pictures(pk: int, *, kept: str = "") -> None:
    """Delete the pictures made for a publication, which tell its former titles and names.

    Args:
        pk: the publication's.
        kept: the path of the one that still holds.
    """
    folder = _folder(pk)
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            if f"{folder}/{name}" != kept:
                default_storage.delete(f"{folder}/{name}")


def forget_all_pictures(pks: Iterable[int]) -> None:
    """The same for several publications; the next reader of each has its picture drawn again."""
    for pk in pks:
        forget_pictures(pk)


def draw(publication: Publication) -> bytes:
    """The picture, as PNG: a few plain colours, in the language of the publication."""
    with written_in(publication):
        return _drawn(publication)


def _drawn(publication: Publication) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    pen.text((MARGIN, 66), publication.kind_label, font=_font(KIND_SIZE), fill=ACCENT)
    names = _lines(_names(publication), _font(NAMES_SIZE), 2)
    title, font = _fitting_title(french(publication.title), HEIGHT - 270 if names else HEIGHT - 200)
    pen.multiline_text((MARGIN, 128), "\n".join(title), font=font, fill=INK, spacing=font.size * 0.18)
    for place, line in enumerate(reversed(names)):
        pen.text((MARGIN, HEIGHT - 92 - place * 46), line, font=_font(NAMES_SIZE), fill=INK)
    stored = io.BytesIO()
    # Looking for the colours, and for the smallest file, would take most of the time of publishing.
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(stored, "PNG")
    return stored.getvalue()


@cache
def _palette() -> Image.Image:
    """The colours of every such picture: what lies between its ground and the two that are drawn on it."""
    ground, *drawn = (ImageColor.getrgb(colour) for colour in (BACKGROUND, INK, ACCENT))
    palette = Image.new("P", (1, 1))
    palette.putpalette(
        [
            round(start + (end - start) * step / (SHADES - 1))
            for colour in drawn
            for step in range(SHADES)
            for start, end in zip(ground, colour, strict=True)
        ]
    )
    return palette


def _folder(pk: int) -> str:
    return f"{FOLDER}/{pk}"


def _names(publication: Publication) -> str:
    """Those who speak; of a publication in which nobody does, those who sign it."""
    people = list(publication.contributors())
    speaking = [each for each in people if each.role == "speaker"]
    return ", ".join(each.person.name if each.person else each.display_name for each in speaking or people)


def _font(size: int) -> ImageFont.FreeTypeFont:
    path = finders.find(FONT)
    if not isinstance(path, str):
        raise FileNotFoundError(FONT)
    return ImageFont.truetype(path, size)


def _fitting_title(text: str, height: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The largest size in which a title fits whole, and its lines, of much the same length; else the smallest."""
    for size in TITLE_SIZES:
        font = _font(size)
        lines = _lines(text, font, TITLE_LINES)
        if len(lines) * size * 1.3 <= height and "".join(lines).count("…") == text.count("…"):
            return _balanced(text, font, lines), font
    return lines[: max(1, int(height // (size * 1.3)))], font


def _balanced(text: str, font: ImageFont.FreeTypeFont, lines: list[str]) -> list[str]:
    """The same number of lines in the least width, so that no word is left alone on the last."""
    for width in range(WIDTH - 2 * MARGIN, WIDTH // 3, -40):
        narrower = _lines(text, font, TITLE_LINES, width)
        if len(narrower) > len(lines) or "".join(narrower).count("…") > text.count("…"):
            break
        lines = narrower
    return lines


def _lines(text: str, font: ImageFont.FreeTypeFont, most: int, width: int = WIDTH - 2 * MARGIN) -> list[str]:
    """A text cut in lines that fit the width; one word too long, and what is over, end in an ellipsis."""
    lines: list[str] = []
    for word in re.findall(r"[^ -]+-*|-+|(?: )", _drawable(text, font)):
        longer = f"{lines[-1]}{word}" if lines else word
        if lines and font.getlength(longer.rstrip()) <= width:
            lines[-1] = longer
        elif word != " ":
            lines.append(_shortened(word, font, width))
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(f"{lines[most - 1].rstrip(' ,;:')}…", font, width)]


def _shortened(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' ,;:…')}…"


def _drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """A text in the signs that our font has: others are taken apart, or left out rather than drawn as a hole."""
    return "".join(sign if sign.isspace() or _has(sign, font) else _nearest(sign, font) for sign in text)


def _nearest(sign: str, font: ImageFont.FreeTypeFont) -> str:
    parts = unicodedata.normalize("NFKD", sign).replace("\N{FRACTION SLASH}", "/")
    return "".join(part for part in parts if _has(part, font))


def _has(sign: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getmask(sign).getbbox() is not None
