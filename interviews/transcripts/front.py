"""What stands before the first question: title, date, lead, and what surrounds them."""

from collections.abc import Sequence

from .dates import date_line
from .paragraphs import Paragraph
from .phrases import ends_a_sentence, is_byline, is_short_line
from .transcript import Doubt, Part, Reading, TranscriptWarning, Why

LONGEST_TITLE = 200


class Front:
    """The paragraphs before the first question."""

    def __init__(self, paragraphs: Sequence[Paragraph], flow: Sequence[int], start: int) -> None:
        self.paragraphs = paragraphs
        self.places = [place for place in flow if place < start]
        self.warnings: list[TranscriptWarning] = []

    def read(self) -> dict[int, Reading]:
        readings: dict[int, Reading] = {}
        left = []
        for place in self.places:
            paragraph = self.paragraphs[place]
            if date_line(paragraph.text):
                readings[place] = self._aside(place, Why.DATE)
            elif is_byline(paragraph) and not paragraph.heading:
                readings[place] = self._aside(place, Why.BYLINE)
            else:
                left.append(place)
        title = self._title(left)
        if title is None:
            self.warnings.append(TranscriptWarning("", Doubt.NO_TITLE))
        else:
            readings[title] = Reading(self.paragraphs[title].id, Part.TITLE)
            left.remove(title)
        if left and self.paragraphs[left[-1]].heading:
            # A heading between the lead and the first question opens the first section.
            section = left.pop()
            readings[section] = Reading(self.paragraphs[section].id, Part.HEADING)
        sentences = [place for place in left if not is_short_line(self.paragraphs[place])]
        for place in left:
            # A short line beside a lead of sentences is a caption; alone, it is the lead.
            if place in sentences or not sentences:
                readings[place] = Reading(self.paragraphs[place].id, Part.LEAD)
            else:
                readings[place] = self._aside(place, Why.CAPTION)
                self.warnings.append(TranscriptWarning(self.paragraphs[place].id, Doubt.CAPTION))
        return readings

    def _title(self, places: list[int]) -> int | None:
        headings = [place for place in places if self.paragraphs[place].heading]
        if headings:
            highest = min(self.paragraphs[place].heading for place in headings)
            return next(place for place in headings if self.paragraphs[place].heading == highest)
        if not places:
            return None
        paragraph = self.paragraphs[places[0]]
        is_title = len(paragraph.text) <= LONGEST_TITLE and not paragraph.item and not paragraph.text.endswith(".")
        return places[0] if is_title and (paragraph.stands_out or self._is_line(paragraph)) else None

    @staticmethod
    def _is_line(paragraph: Paragraph) -> bool:
        return not ends_a_sentence(paragraph) or paragraph.text.endswith(("?", "!", "»", "…", ")"))

    def _aside(self, place: int, why: Why) -> Reading:
        return Reading(self.paragraphs[place].id, Part.SET_ASIDE, why=why.value)
