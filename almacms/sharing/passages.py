"""The passages of a page that a reader may comment, and where the editor shows what they say of each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, FieldBlock, ListBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

WHOLE_TEXT = "title"
"""The field that carries what is said of the whole page: every editor has it."""

EXTRACT_LENGTH = 80
"""How much of a passage tells it from the others, in characters."""


class Passage(NamedTuple):
    """A block of the page."""

    path: str
    """What Wagtail calls the content path of a comment."""
    extract: str


def passages(page: Page) -> list[Passage]:
    """The blocks of the page's streams, in order, those that the editor can show a comment on."""
    return list(_passages(page))


def _passages(page: Page) -> Iterator[Passage]:
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for child in getattr(page, field.name):
            way = way_to_field(child.block, child.value)
            if way is not None:
                yield Passage(".".join([field.name, child.id, *way]), extract(child))


def way_to_field(block: Block, value: Any) -> list[str] | None:
    """From a block to the first field in it: that is what Wagtail's editor puts comments on. None when it has none."""
    if isinstance(block, FieldBlock):
        return []
    for name, child, child_value in _children(block, value):
        below = way_to_field(child, child_value)
        if below is not None:
            return [name, *below]
    return None


def _children(block: Block, value: Any) -> Iterator[tuple[str, Block, Any]]:
    # What a picture's block holds is the picture.
    if isinstance(block, BaseStructBlock) and isinstance(value, Mapping):
        for name, child in block.child_blocks.items():
            yield name, child, value.get(name)
    elif isinstance(block, ListBlock):
        for item in value.bound_blocks:
            yield item.id, item.block, item.value
    elif isinstance(block, BaseStreamBlock):
        for item in value:
            yield item.id, item.block, item.value


def extract(child: StreamValue.StreamChild) -> str:
    """The first words of a block, or what kind of block it is when it has none."""
    texts = (" ".join(text.split()) for text in child.block.get_searchable_content(child.value))
    words = next(filter(None, texts), "")
    return textwrap.shorten(words, EXTRACT_LENGTH, placeholder="…") or str(child.block.label)
