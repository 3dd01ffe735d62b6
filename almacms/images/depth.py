"""Sixteen bits of grey are read as eight: neither JPEG, WebP nor AVIF, as Pillow writes them, hold more."""

from willow.image import PNGImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

DEEP_MODES = {"I", "I;16", "I;16B", "I;16L"}


def read_png(file: PNGImageFile) -> PillowImage:
    """Willow's reading, with the depth that every format can be made from."""
    picture = PillowImage.open(file)
    if picture.image.mode in DEEP_MODES:
        # Pillow's own conversion cuts off instead of scaling: nearly everything would be white.
        return PillowImage(picture.image.convert("I").point(lambda value: value * (1 / 256)).convert("L"))
    return picture


def register() -> None:
    """Read PNG, the only format of the library that can hold these, with this function in place of Willow's."""
    registry.register_converter(PNGImageFile, PillowImage, read_png)
