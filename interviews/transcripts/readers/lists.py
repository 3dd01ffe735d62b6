"""Lists typed by hand: Word's “·” pasted as text, dashes, numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..paragraphs import Paragraph, cut

# The sign must stand alone: “·” is also inside “ingénieur·e”, and “-” inside words.
BULLET = re.compile(r"\s*[·•◦▪‣●○∙*]\s+(?=\S)")
DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
NUMBER = re.compile(r"\s*\d{1,2}\s?[.)°]\s+(?=\S)")
TYPED_MARK = re.compile(f"{BULLET.pattern}|{DASH.pattern}|{NUMBER.pattern}")
KINDS = [(BULLET, "bullet"), (DASH, "bullet"), (NUMBER, "number")]


def mark_of(paragraph: Paragraph) -> tuple[int, str, str]:
    """Where the mark ends, the kind of list, and what the mark is; nothing for what is no item."""
    text = "".join(run.text for run in paragraph.runs)
    for pattern, kind in KINDS:
        mark = pattern.match(text)
        if mark and not paragraph.item and not paragraph.heading:
            return mark.end(), kind, pattern.pattern
    return 0, "", ""


def with_typed_lists(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those that begin with a typed mark made items of a list.

    A lone dash opens a line of dialogue and a lone number a question: only two in a row are a list. “·” and “•” have
    no other use at the head of a paragraph.
    """
    marks = [mark_of(paragraph) for paragraph in paragraphs]
    listed: list[Paragraph] = []
    for place, (paragraph, (end, kind, sign)) in enumerate(zip(paragraphs, marks, strict=True)):
        around = [*marks[max(place - 1, 0) : place], *marks[place + 1 : place + 2]]
        if kind and (sign == BULLET.pattern or any(other[2] == sign for other in around)):
            paragraph = replace(paragraph, item=kind, runs=cut(paragraph.runs, end))
        listed.append(paragraph)
    return listed
