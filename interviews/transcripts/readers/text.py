"""Plain text, and Markdown by way of HTML."""

import codecs
from itertools import pairwise

from markdown_it import MarkdownIt

from ..paragraphs import Paragraph, Source, numbered, plain
from ..refusals import Reason, Refusal
from .html import read_html
from .lists import TYPED_MARK

BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
SIGNATURES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF")
ENDS = tuple(".!?…:;,»")
WIDEST_WRAP = 100
"""Lines longer than this were not wrapped by hand."""


def decode(data: bytes) -> str:
    """The text of a file whose encoding nobody told: marked, UTF-8, else Windows' Western European."""
    if data.startswith(SIGNATURES):
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), None)
    for candidate in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        # Text has line ends and tabs; other control characters mean a program's own format.
        if any(ord(character) < 32 and character not in "\t\n\r\f\v" for character in text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refusal(Reason.UNDECODABLE)


def read_text(text: str) -> Source:
    """Paragraphs between empty lines. Lines wrapped by hand are joined; other line breaks are kept."""
    blocks = [[line for line in block if line.strip()] for block in blocks_of(text.expandtabs().split("\n"))]
    width = wrapping_width(blocks)
    has_blocks = len(list(filter(None, blocks))) > 1
    paragraphs: list[Paragraph] = []
    for block in blocks:
        joined: list[str] = []
        previous = ""
        for line in block:
            if joined and was_wrapped(previous, line, width):
                joined[-1] += " " + line.strip()
            else:
                joined.append(line.strip())
            previous = line
        # A text without any empty line has no other paragraphs than its lines.
        paragraphs += [plain(line, soft=number > 0 and has_blocks) for number, line in enumerate(joined)]
    return Source(numbered(paragraphs))


def blocks_of(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks


def wrapping_width(blocks: list[list[str]]) -> int:
    """The width at which lines were cut by hand, 0 when they were not."""
    longest = max((len(line.rstrip()) for block in blocks for line in block), default=0)
    if longest > WIDEST_WRAP:
        return 0
    pairs = [pair for block in blocks for pair in pairwise(block)]
    # Only a line cut in the middle of a sentence tells: after a full stop or a label, anybody breaks the line.
    cut = [pair for pair in pairs if not pair[0].rstrip().endswith(ENDS) and not TYPED_MARK.match(pair[1].strip())]
    full = sum(was_wrapped(before, after, longest) for before, after in cut)
    return longest if full * 2 > len(cut) else 0


def was_wrapped(before: str, after: str, width: int) -> bool:
    """Whether the next line's first word had no room left on the line before it."""
    if not width or TYPED_MARK.match(after.strip()):
        return False
    return len(before.rstrip()) + 1 + len(after.split()[0]) > width


def read_markdown(text: str) -> Source:
    """Markdown. HTML in it is taken as text: no word of it may vanish."""
    return read_html(MarkdownIt("commonmark", {"html": False, "breaks": True}).render(text))
