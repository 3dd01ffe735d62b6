"""Readers: from the bytes of a file, or a text pasted, to a `Source`."""

from dataclasses import replace
from pathlib import PurePath

from ..paragraphs import Source, numbered
from ..refusals import Reason, Refusal
from .captions import read_captions
from .docx import read_docx
from .html import read_html
from .lists import with_typed_lists
from .odt import read_odt
from .text import decode, read_markdown, read_text

MAX_BYTES = 20 * 1024 * 1024
"""An interview with its photographs; more is a mistake."""
MAX_TEXT = 5 * 1024 * 1024
MAX_PARAGRAPHS = 5_000

ARCHIVES = {".docx": read_docx, ".odt": read_odt}
TEXTS = {
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".vtt": read_captions,
    ".srt": read_captions,
}
EXTENSIONS = (*ARCHIVES, *TEXTS)
REFUSED_BY_NAME = {".docm": Reason.MACROS, ".dotm": Reason.MACROS, ".doc": Reason.OLD_WORD}


def read(name: str, data: bytes) -> Source:
    """Read a file by the format its name says, having checked that it is what it says.

    Raises:
        Refusal: the file is not read; its reason says why.
    """
    if len(data) > MAX_BYTES:
        raise Refusal(Reason.TOO_LARGE)
    if not data.strip():
        raise Refusal(Reason.EMPTY)
    extension = PurePath(name).suffix.lower()
    if extension in REFUSED_BY_NAME:
        raise Refusal(REFUSED_BY_NAME[extension])
    if extension in ARCHIVES:
        return checked(ARCHIVES[extension](data))
    if extension in TEXTS:
        return checked(TEXTS[extension](text_of(data)))
    raise Refusal(Reason.UNKNOWN_FORMAT)


def read_pasted(markup: str) -> Source:
    """Read formatted text pasted from a mail, a word processor or a web page, as the HTML a browser gives.

    Raises:
        Refusal: there is nothing in it, or too much.
    """
    if len(markup.encode()) > MAX_TEXT:
        raise Refusal(Reason.TOO_LONG)
    return checked(read_html(markup))


def text_of(data: bytes) -> str:
    if len(data) > MAX_TEXT:
        raise Refusal(Reason.TOO_LONG)
    return decode(data)


def checked(source: Source) -> Source:
    paragraphs = with_typed_lists(source.paragraphs)
    if not any(paragraph.text for paragraph in paragraphs):
        raise Refusal(Reason.EMPTY)
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise Refusal(Reason.TOO_LONG)
    return replace(source, paragraphs=numbered(paragraphs))
