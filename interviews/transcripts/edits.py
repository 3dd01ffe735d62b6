"""What a person changes after reading: each edit takes an understanding and gives another, and loses no paragraph."""

from dataclasses import replace

from .paragraphs import cut
from .transcript import Part, Reading, Speaker, Understanding, Why


def turn_into(understanding: Understanding, identifier: str, part: Part, *, speaker: str = "") -> Understanding:
    """Make a paragraph something else: a question, an interlude, an answer by somebody…

    A label that the rules had read is given back to the text when the paragraph is no longer said by anybody.
    """
    old = understanding.reading(identifier)
    spoken = part in {Part.ANSWER, Part.QUESTION}
    changed = Reading(
        identifier,
        part,
        speaker=speaker if part is Part.ANSWER else "",
        label=old.label if spoken else 0,
        direction=old.direction if spoken else "",
        why=Why.BY_HAND.value if part is Part.SET_ASIDE else "",
    )
    return understanding.with_reading(changed)


def give_to(understanding: Understanding, identifier: str, speaker: str) -> Understanding:
    """Change who says a turn, from this paragraph to the turn's end."""
    readings = list(understanding.readings)
    start = next(place for place, reading in enumerate(readings) if reading.paragraph == identifier)
    for place in range(start, len(readings)):
        reading = readings[place]
        if reading.part is Part.SET_ASIDE:
            continue
        if reading.part is not Part.ANSWER or (place > start and not reading.joined):
            break
        readings[place] = replace(reading, speaker=speaker, joined=reading.joined and place > start)
    return replace(understanding, readings=tuple(readings))


def split_before(understanding: Understanding, identifier: str) -> Understanding:
    """Begin a new turn, or a new question, with this paragraph."""
    return understanding.with_reading(replace(understanding.reading(identifier), joined=False))


def join_to_previous(understanding: Understanding, identifier: str) -> Understanding:
    """Make this paragraph go on with the turn or the question before it. A turn takes the speaker before it."""
    place = next(n for n, reading in enumerate(understanding.readings) if reading.paragraph == identifier)
    reading = understanding.readings[place]
    before = [r for r in understanding.readings[:place] if r.part is not Part.SET_ASIDE]
    if not before or before[-1].part is not reading.part:
        return understanding
    joined = give_to(understanding, identifier, before[-1].speaker) if reading.part is Part.ANSWER else understanding
    return joined.with_reading(replace(joined.reading(identifier), joined=True))


def cut_paragraph(understanding: Understanding, identifier: str, at: int) -> Understanding:
    """Cut a paragraph in two at a character of its text, as the source has it; the second half goes on with the first.

    Its identifier says where it comes from: `p12` cut twice leaves `p12`, `p12.1` and `p12.2`.
    """
    place = next(n for n, paragraph in enumerate(understanding.paragraphs) if paragraph.id == identifier)
    paragraph, reading = understanding.paragraphs[place], understanding.reading(identifier)
    first, second = cut(paragraph.runs, 0, at), cut(paragraph.runs, at)
    if not first or not second or at < reading.label:
        return understanding
    root = identifier.split(".")[0]
    taken = {other.id for other in understanding.paragraphs}
    number = next(n for n in range(1, len(taken) + 1) if f"{root}.{n}" not in taken)
    halves = (replace(paragraph, runs=first), replace(paragraph, runs=second, id=f"{root}.{number}", soft=False))
    following = replace(reading, paragraph=halves[1].id, label=0, direction="", joined=True)
    where = understanding.readings.index(reading) + 1
    return replace(
        understanding,
        paragraphs=(*understanding.paragraphs[:place], *halves, *understanding.paragraphs[place + 1 :]),
        readings=(*understanding.readings[:where], following, *understanding.readings[where:]),
    )


def rename_speaker(understanding: Understanding, old: str, new: str, *, role: str | None = None) -> Understanding:
    """Give a speaker another name, or another's: their turns follow."""
    kept = {speaker.name: speaker for speaker in understanding.speakers if speaker.name != old}
    was = next((speaker for speaker in understanding.speakers if speaker.name == old), Speaker(old))
    kept.setdefault(new, replace(was, name=new))
    if role is not None:
        kept[new] = replace(kept[new], role=role)
    return replace(
        understanding,
        speakers=tuple(kept.values()),
        readings=tuple(replace(r, speaker=new) if r.speaker == old else r for r in understanding.readings),
    )
