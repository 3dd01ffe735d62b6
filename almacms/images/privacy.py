"""What a camera writes in a file is not for readers: where and when a picture was taken, and with what."""

from typing import Any, BinaryIO

from willow.image import JPEGImageFile
from willow.plugins.pillow import PillowImage

willows_own = PillowImage.save_as_jpeg


def save_as_jpeg(self: PillowImage, f: BinaryIO, *args: Any, **options: Any) -> JPEGImageFile:
    """Willow's operation of that name, without the camera's notes; Wagtail has already turned the picture upright."""
    self.image.info.pop("exif", None)
    return willows_own(self, f, *args, **options)


def register() -> None:
    """Put this in the place of Willow's, which its registry does not let one do; AVIF and WebP carry no notes."""
    PillowImage.save_as_jpeg = save_as_jpeg
