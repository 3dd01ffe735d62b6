"""What is read off a body: its table of contents, its pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail import blocks

from almacms.images.models import CustomImage


@dataclass(frozen=True)
class Entry:
    """A line of a table of contents."""

    text: str
    anchor: str
    level: int


def table_of_contents(stream: blocks.StreamValue) -> list[Entry]:
    """The headings of a body in order, each given an anchor that no other heading of the body has."""
    entries: list[Entry] = []
    for block in stream:
        if block.block_type != "heading":
            continue
        anchors = {entry.anchor for entry in entries}
        base, number = block.value.anchor, 1
        while block.value.anchor in anchors:
            number += 1
            block.value.anchor = f"{base}-{number}"
        entries.append(Entry(block.value["text"], block.value.anchor, int(block.value["level"])))
    return entries


def pictures(value: object) -> Iterator[CustomImage]:
    """Every picture in a body, or in a part of one, however deep."""
    if isinstance(value, CustomImage):
        yield value
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from pictures(child)
    elif isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        for block in value:
            yield from pictures(block.value if isinstance(block, blocks.BoundBlock) else block)
