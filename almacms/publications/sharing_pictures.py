"""The picture that goes with a shared link when the newsroom chose none: the title and who speaks, in our colours.

Drawn once, when the publication is published, and kept as a file whose name is made of what it says: another title has
another address, and no cache in between shows the former one.
"""

from __future__ import annotations

import hashlib
import io
import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

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
LOOK = "1"
"""Changed with the drawing, so that pictures already made are made again."""
FOLDER = "partage"


def picture_path(publication: Publication) -> str:
    """Where the picture of a publication lies, among the files of the site."""
    said = "\n".join([LOOK, publication.kind, publication.title, _names(publication)])
    return f"{_folder(publication.pk)}/{hashlib.sha256(said.encode()).hexdigest()[:16]}.png"


def picture_url(publication: Publication) -> str:
    """The absolute address of the picture, drawn if it is not there; empty when it cannot be."""
    path = picture_path(publication)
    try:
        if not default_storage.exists(path):
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


def draw(publication: Publication) -> bytes:
    """The picture, as PNG: a few plain colours, in the language of the publication."""
    with written_in(publication):
        return _drawn(publication)


def _drawn(publication: Publication) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    pen.text((MARGIN, 66), publication.get_kind_display(), font=_font(KIND_SIZE), fill=ACCENT)
    names = _lines(_names(publication), _font(NAMES_SIZE), 2)
    title, font = _fitting_title(french(publication.title), HEIGHT - 270 if names else HEIGHT - 200)
    pen.multiline_text((MARGIN, 128), "\n".join(title), font=font, fill=INK, spacing=font.size * 0.18)
    for place, line in enumerate(reversed(names)):
        pen.text((MARGIN, HEIGHT - 92 - place * 46), line, font=_font(NAMES_SIZE), fill=INK)
    stored = io.BytesIO()
    image.quantize(32).save(stored, "PNG", optimize=True)
    return stored.getvalue()


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
    for size in TITLE_SIZES:
        font = _font(size)
        lines = _lines(text, font, TITLE_LINES)
        if len(lines) * size * 1.3 <= height and not lines[-1].endswith("…"):
            break
    return lines[: max(1, int(height // (size * 1.3)))], font


def _lines(text: str, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """A text cut in lines that fit the width; one word too long, and what is over, end in an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(_shortened(word, font))
    return lines if len(lines) <= most else [*lines[: most - 1], _shortened(f"{lines[most - 1]}…", font)]


def _shortened(text: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(text) <= WIDTH - 2 * MARGIN:
        return text
    while text and font.getlength(f"{text}…") > WIDTH - 2 * MARGIN:
        text = text[:-1]
    return f"{text.rstrip('…')}…"
