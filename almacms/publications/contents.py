"""What is read off a body: its table of contents, its pictures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wagtail import blocks

from almacms.images.models import CustomImage, shelved
from almacms.prepared import Prepared, identifiers, one_of

RESERVED = re.compile(
    r"contenu|sommaire|notes|partager|thematiques|a-lire-aussi|note-\d+|renvoi-\d+-\d+|voice-\d+|voix-.+|q-[\da-f]{8}(-titre)?"
)
"""What the templates around a body call their own parts."""


PICTURE_KEYS = {"image", "thumbnail"}
"""Under which names blocks keep the identifier of a picture."""


@dataclass(frozen=True)
class Entry:
    """A line of a table of contents."""

    text: str
    anchor: str
    level: int = 0
    speaker_keys: str = ""
    """Who answers, for a line that is a question."""


def table_of_contents(stream: Iterable[blocks.StreamValue.StreamChild]) -> list[Entry]:
    """The headings of a body in order, each given an anchor that nothing else on the page has."""
    entries: list[Entry] = []
    for block in stream:
        if block.block_type != "heading":
            continue
        anchors = {entry.anchor for entry in entries}
        if RESERVED.fullmatch(block.value.anchor):
            block.value.anchor = f"section-{block.value.anchor}"
        base, number = block.value.anchor, 1
        while block.value.anchor in anchors:
            number += 1
            block.value.anchor = f"{base}-{number}"
        # As the block draws it: whatever is no sub-section, no level at all included, is a section.
        level = 3 if block.value.get("level") == "3" else 2
        entries.append(Entry(block.value.get("text") or "", block.value.anchor, level))
    return entries


def load_pictures(stream: object) -> list[CustomImage]:
    """Every picture of a body, each loaded, all of them in one query; none when it was never stored."""
    if not isinstance(stream, blocks.StreamValue):
        return []
    illustrated = {place: keys for place, raw in enumerate(stream.raw_data) if (keys := set(_picture_ids(raw)))}
    wanted = sorted(set().union(*illustrated.values()))
    found = PICTURES(len(wanted), **identifiers(wanted)) if wanted else []
    with shelved({image.pk: image for image in found}):
        return [image for place in illustrated for image in pictures(stream[place].value)]


PICTURES: Prepared[CustomImage] = Prepared(lambda count: CustomImage.objects.filter(one_of("pk", count)))


def _picture_ids(raw: Iterable, key: str = "") -> Iterator[int]:
    within = raw.items() if isinstance(raw, Mapping) else ((key, value) for value in raw)
    for name, value in within:
        if isinstance(value, int):
            if name in PICTURE_KEYS:
                yield value
        elif isinstance(value, Iterable) and not isinstance(value, str):
            yield from _picture_ids(value, name)


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
