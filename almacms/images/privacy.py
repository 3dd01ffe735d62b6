"""What a camera writes in a file is not for readers: where and when a picture was taken, and with what."""

from typing import Any, BinaryIO

from willow.image import JPEGImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry


def save_as_jpeg(picture: PillowImage, output: BinaryIO, **options: Any) -> JPEGImageFile:
    """Willow's operation of that name, without the camera's notes; Wagtail has already turned the picture upright."""
    picture.image.info.pop("exif", None)
    return PillowImage.save_as_jpeg(picture, output, **options)


def register() -> None:
    """Put this in the place of Willow's; AVIF and WebP files carry no notes."""
    registry.register_operation(PillowImage, "save_as_jpeg", save_as_jpeg)
