"""Whatever may be a label, before it is known who speaks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from .labels import OPENERS, Label, is_name, label_of
from .names import fold, names_in
from .paragraphs import Paragraph
from .phrases import asks

MOSTLY = 0.6
FRONT = 8
"""Paragraphs among which people are introduced, where no label tells where the front ends."""


class Candidates:
    """Reads every label that there may be, by the place of its paragraph."""

    def __init__(self, paragraphs: Sequence[Paragraph], interviewers: Collection[str]) -> None:
        self.paragraphs = paragraphs
        self.interviewers = interviewers

    def labels(self) -> dict[int, Label]:
        found: dict[int, Label] = {}
        loose: dict[int, Label] = {}
        for place, paragraph in enumerate(self.paragraphs):
            text = "".join(run.text for run in paragraph.runs)
            if paragraph.aside or paragraph.caption or not text.strip():
                continue
            if paragraph.voice:
                found[place] = Label(paragraph.voice)
                continue
            label = label_of(text)
            if label and (label.alone or not paragraph.heading) and not paragraph.item:
                found[place] = label
            elif label is None and not paragraph.heading and not paragraph.item:
                outlet = label_of(text, any_words=True)
                if outlet:
                    loose[place] = outlet
        return found | self._outlets(loose) | self._bare_names(found)

    def _outlets(self, loose: dict[int, Label]) -> dict[int, Label]:
        """« L'Écho des champs : » names nobody, but a label that comes back to ask is an interviewer's."""
        groups: dict[str, list[int]] = defaultdict(list)
        for place, label in loose.items():
            groups[label.key].append(place)
        return {
            place: loose[place]
            for key, places in groups.items()
            if key in self.interviewers
            or (len(places) > 1 and sum(asks(self.paragraphs[place]) for place in places) >= MOSTLY * len(places))
            for place in places
        }

    def _bare_names(self, found: dict[int, Label]) -> dict[int, Label]:
        """Names alone on their line, without a colon: set apart by their look, and coming back or known by name."""
        front = "\n".join(paragraph.text for paragraph in self.paragraphs[:FRONT])
        known = {label.key for label in found.values()} | {fold(name) for name in names_in(front, leave_out=OPENERS)}
        bare = {
            place: Label(paragraph.text, length=sum(len(run.text) for run in paragraph.runs), alone=True)
            for place, paragraph in enumerate(self.paragraphs)
            if place not in found
            and (paragraph.stands_out or paragraph.heading > 1 or paragraph.text.isupper())
            and not paragraph.aside
            and len(paragraph.text) <= 40
            and is_name(paragraph.text)
            and not paragraph.text.endswith((".", "…"))
        }
        counts = Counter(label.key for label in bare.values())
        return {place: label for place, label in bare.items() if counts[label.key] > 1 or label.key in known}
