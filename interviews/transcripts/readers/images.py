"""Pictures found in a file: only formats that a browser shows, told by their content and not by their name."""

from pathlib import PurePosixPath

from ..paragraphs import Picture

SIGNATURES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}


def extension_of(content: bytes) -> str:
    """The extension of a picture that can be imported, empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return next((extension for magic, extension in SIGNATURES.items() if content.startswith(magic)), "")


class Pictures(dict[str, Picture]):
    """The pictures of one source, by key."""

    def add(self, name: str, content: bytes, description: str = "") -> str:
        """Keep a picture.

        Returns:
            Its key, empty when it cannot be imported.
        """
        extension = extension_of(content)
        if not extension:
            return ""
        key = f"picture-{len(self) + 1}"
        stem = PurePosixPath(name).stem or key
        self[key] = Picture(key, f"{stem}{extension}", content, description.strip())
        return key
