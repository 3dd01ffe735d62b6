"""The end of a page: closing lines belong to nobody; a question that ends the page asks nothing."""

from collections.abc import Iterator, Mapping, Sequence

from .labels import Label
from .paragraphs import Paragraph
from .phrases import is_closing, is_short_line
from .transcript import Doubt, Part, Reading, Why


def closing_lines(
    paragraphs: Sequence[Paragraph],
    flow: Sequence[int],
    readings: Mapping[int, Reading],
    labels: Mapping[int, Label],
) -> Iterator[tuple[int, Doubt]]:
    """The places to set aside, from the last one up, and what is doubtful of each."""
    alone = {place for place, label in labels.items() if label.alone}
    for number in range(len(flow) - 1, -1, -1):
        place, before = flow[number], flow[number - 1] if number else None
        paragraph, reading = paragraphs[place], readings[place]
        if reading.part is Part.QUESTION:
            yield place, Doubt.NO_REPLY
        elif reading.part is Part.SET_ASIDE and reading.why != Why.CAPTION:
            continue
        elif reading.part is Part.SET_ASIDE or (
            place not in labels and before not in alone and goes_on_or_stands_alone(reading)
        ):
            if closes(paragraph):
                yield place, Doubt.CLOSING
            elif reading.part is not Part.SET_ASIDE:
                break
        else:
            break


def goes_on_or_stands_alone(reading: Reading) -> bool:
    """The first paragraph of an answer is one, however it looks."""
    return reading.part is Part.INTERLUDE or (reading.part is Part.ANSWER and reading.joined)


def closes(paragraph: Paragraph) -> bool:
    is_line = is_short_line(paragraph) and not paragraph.item and not paragraph.soft
    return is_closing(paragraph) or paragraph.is_italic or is_line
