"""The bytes of an export, made fit for an XML parser on their way to it."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

CHUNK = 64 * 1024
DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""What XML 1.0 allows in no document, section 2.2; WordPress lets visitors and word processors write them."""
REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE)
"""The same, written as references."""
LONGEST_REFERENCE = 12


class TooLarge(ValueError):  # noqa: N818 (the record is)
    """A single record of the file is larger than any text is meant to be."""


class CleanStream:
    """A file read as UTF-8 without what breaks a parser: control characters, bytes that are no text.

    Args:
        file: open for reading bytes.
        limit: bytes that may go by between two calls of `settle`.
    """

    def __init__(self, file: BinaryIO, *, limit: int) -> None:
        self.file, self.limit = file, limit
        self.position = self.unsettled = 0
        self._held = ""
        head = file.read(1024)
        declared = DECLARED.search(head)
        self.is_text = not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (
            declared is None or declared.group(1).lower() in {b"utf-8", b"utf8"}
        )
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._head = head

    def settle(self) -> None:
        """A record has ended."""
        self.unsettled = 0

    def read(self, _size: int = -1) -> bytes:
        """Some more of it, empty at its end.

        Raises:
            TooLarge: the record under way has gone past the limit.
        """
        while True:
            raw, self._head = (self._head or self.file.read(CHUNK)), b""
            self.position += len(raw)
            self.unsettled += len(raw)
            if self.unsettled > self.limit:
                raise TooLarge
            # Another encoding is the parser's own affair: it knows the common ones.
            clean = self._clean(raw) if self.is_text else raw
            if clean or not raw:
                return clean

    def _clean(self, raw: bytes) -> bytes:
        text = self._held + self._decode(raw, final=not raw)
        self._held = ""
        if raw:
            start = text.rfind("&", max(0, len(text) - LONGEST_REFERENCE))
            if start >= 0 and ";" not in text[start:]:
                text, self._held = text[:start], text[start:]
        text = text.translate(FORBIDDEN)
        return (REFERENCE.sub("", text) if "&#" in text else text).encode("utf-8", "replace")
