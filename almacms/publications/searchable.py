"""What search indexes of a publication: its plain texts, and the answers that can be linked to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import get_text_for_indexing

from .blocks import DocumentBlock, KeptHTMLBlock

FOOTNOTE_MARK = re.compile(r"<footnote\b[^>]*>.*?</footnote>", re.DOTALL)


@dataclass(frozen=True)
class SearchPassage:
    """A part of a publication with a place of its own on its page, and who speaks in it."""

    anchor: str
    question: str
    speaker: str
    text: str


def plain_text(html: str) -> str:
    """Rich text without its tags, nor the marks of its footnotes, which are not words."""
    return " ".join(get_text_for_indexing(FOOTNOTE_MARK.sub("", html)).split())


def texts(block: blocks.Block, value: Any) -> Iterator[str]:
    """Every text that readers see in a value of a block, captions and documents' titles too, in order."""
    if not value:
        return
    if isinstance(block, DocumentBlock):
        yield value.label
    elif isinstance(block, KeptHTMLBlock):
        yield plain_text(value.safe_html)
    elif isinstance(block, blocks.RichTextBlock):
        yield plain_text(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value)
    elif isinstance(block, blocks.FieldBlock):
        # A choice, an address, a thing of the library: no text of this page.
        return
    else:
        yield from _texts_within(block, value)


def _texts_within(block: blocks.Block, value: Any) -> Iterator[str]:
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from texts(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from texts(block.child_block, child)
    elif isinstance(block, blocks.BaseStructBlock) and not isinstance(block, ImageBlock):
        for name, child_block in block.child_blocks.items():
            yield from texts(child_block, value.get(name))
    else:
        yield from block.get_searchable_content(value)
