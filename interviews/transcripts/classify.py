"""From paragraphs to readings: what each one became, and what is doubtful about it."""

import re
from collections.abc import Sequence

from .ending import closing_lines
from .front import Front
from .paragraphs import UNREADABLE, Paragraph
from .phrases import asks, ends_a_sentence, is_request, is_short_line
from .survey import Survey
from .transcript import Doubt, Part, Reading, TranscriptWarning, Why

LONGEST_QUESTION = 400
LONGEST_UNMARKED = 200
"""A plain paragraph without a question mark is not taken for a question beyond this."""
STATEMENT = re.compile(r"[.!…]\s")
DASH = re.compile(r"\s*[-–—]\s+")


class Classifier:
    """Reads the paragraphs in order, knowing who speaks where."""

    def __init__(self, paragraphs: Sequence[Paragraph], found: Survey) -> None:
        self.paragraphs = paragraphs
        self.found = found
        self.warnings: list[TranscriptWarning] = []
        self.readings: dict[int, Reading] = {}
        self.flow = [n for n, p in enumerate(paragraphs) if not p.aside and not p.picture and not p.caption]
        self.after = dict(zip(self.flow, self.flow[1:], strict=False))
        self.before = {later: earlier for earlier, later in self.after.items()}
        self.is_labelled = sum(found.answers(place) for place in found.labels) > 1
        self.has_interviewer = any(found.interviews(place) for place in found.labels)
        self.styled = self._styled()
        self.speaker = ""
        self.last = Part.LEAD
        """The last question or answer seen; LEAD before the first."""
        self.is_open = False
        """The last label stood alone: what follows is said by its speaker, whatever it looks like."""

    def classify(self) -> list[Reading]:
        front = Front(self.paragraphs, self.flow, self.start())
        self.readings |= front.read()
        self.warnings += front.warnings
        for place, paragraph in enumerate(self.paragraphs):
            if place in self.readings:
                continue
            if paragraph.aside:
                self._aside(place, Why.NOTE if paragraph.aside == "note" else Why.FURNITURE)
            elif paragraph.picture:
                self._set(place, Part.PICTURE)
                self._warn(place, Doubt.PICTURE_LEFT_OUT if paragraph.picture == UNREADABLE else Doubt.ALT_TEXT)
            elif paragraph.caption:
                self._caption(place)
            else:
                self._read(place)
        for place, doubt in closing_lines(self.paragraphs, self.flow, self.readings, self.found.labels):
            self.warnings = [w for w in self.warnings if w.paragraph != self.paragraphs[place].id]
            self._aside(place, Why.CLOSING)
            self._warn(place, doubt)
        self._doubt_questions()
        return [self.readings[place] for place in range(len(self.paragraphs))]

    def start(self) -> int:
        """Where the front ends: the first question, or the first turn when nothing is asked before it."""
        first = min(self.found.labels, default=None)
        if first is None:
            # Where nothing is asked and nobody is named, everything after the title is the lead.
            return next((n for n in self.flow if self._opens(n)), len(self.paragraphs))
        before = self.before.get(first)
        if before is None or self.found.interviews(first):
            return first
        styled = next((n for n in self.flow if n < first and n in self.styled and self._opens(n)), None)
        if styled is not None and styled < before and not self.is_labelled:
            return styled
        return before if self._opens(before) else first

    def _opens(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        is_title = place == self.flow[0] or paragraph.heading == 1
        if is_title and not (self._is_answered(place) and asks(paragraph) and paragraph.heading != 1):
            return False
        return self._is_question(place)

    def _styled(self) -> set[int]:
        """The headings and the wholly bold or italic paragraphs that are how this source marks its questions."""
        looks = [
            [n for n in self.flow if self.paragraphs[n].heading > 1],
            [n for n in self.flow if self.paragraphs[n].heading == 1 and n != self.flow[0]],
            [n for n in self.flow if self.paragraphs[n].is_bold and not self.paragraphs[n].heading],
            [n for n in self.flow if self.paragraphs[n].is_italic and not self.paragraphs[n].is_bold],
        ]
        styled: set[int] = set()
        for places in looks:
            places = [
                n for n in places if n not in self.found.labels and len(self.paragraphs[n].text) < LONGEST_QUESTION
            ]
            if any(asks(self.paragraphs[n]) or self._is_answered(n) for n in places):
                styled |= set(places)
        return styled

    def _is_answered(self, place: int) -> bool:
        return self.found.answers(self.after.get(place, -1))

    def _is_question(self, place: int) -> bool:
        """Whether an unlabelled paragraph asks."""
        paragraph = self.paragraphs[place]
        if place in self.styled:
            return self._styled_asks(place)
        if paragraph.heading:
            return self.after.get(place) is not None
        if paragraph.item:
            return asks(paragraph) and self._is_answered(place)
        if self._is_answered(place):
            return self._plain_asks(place)
        if self.is_labelled or self.styled or self.has_interviewer:
            return False
        # Just after a question, sentences that end by asking back are an answer.
        asks_back = self.last is Part.QUESTION and STATEMENT.search(paragraph.text) is not None
        return asks(paragraph) and len(paragraph.text) <= LONGEST_QUESTION and not asks_back

    def _styled_asks(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        if asks(paragraph) or paragraph.heading:
            return True
        if paragraph.is_italic and not paragraph.is_bold and len(paragraph.text) > LONGEST_UNMARKED:
            return False
        if self._is_answered(place):
            return not paragraph.text.endswith(".") or is_request(paragraph) or len(paragraph.text) < LONGEST_UNMARKED
        # In an answer, a few words may be bold for emphasis; a chapô may be bold as a whole.
        is_sentence = paragraph.text.endswith((".", "…", ":", ";", ","))
        return is_request(paragraph) or (not is_sentence and not self.is_labelled)

    def _plain_asks(self, place: int) -> bool:
        """A plain paragraph just before an answer."""
        paragraph = self.paragraphs[place]
        if self.has_interviewer or (len(self.styled) > 1 and self.last is not Part.LEAD):
            return False
        if asks(paragraph) or is_request(paragraph):
            return len(paragraph.text) <= 2 * LONGEST_QUESTION
        return len(paragraph.text) <= LONGEST_UNMARKED and not ends_a_sentence(paragraph)

    def _read(self, place: int) -> None:
        label = self.found.labels.get(place)
        if label is not None:
            self._read_label(place)
        elif self.is_open:
            self._answer(place, joined=True)
        elif self._is_section(place):
            self._set(place, Part.HEADING)
            self.speaker, self.last = "", Part.LEAD
        elif self._is_question(place):
            self._question(place, joined=self.last is Part.QUESTION and self._looks_like_the_last(place))
        elif self.last is Part.QUESTION and not self._begins_an_answer(place):
            self._question(place, joined=True)
        elif self._is_interlude(place):
            self._set(place, Part.INTERLUDE)
            self._warn(place, Doubt.INTERLUDE)
        elif self._is_caption(place):
            self._caption(place)
        else:
            self._plain_answer(place)
        if label is None:
            self.is_open = False

    def _read_label(self, place: int) -> None:
        label, name, paragraph = self.found.labels[place], self.found.names[place], self.paragraphs[place]
        is_manner = bool(label.note) and self.found.roles.get(name) != label.note
        direction = label.note if is_manner else ""
        if not name:
            self._set(place, Part.QUESTION, label=label.length, direction=direction, joined=self.last is Part.QUESTION)
            self.last = Part.QUESTION
            self.is_open = False
            return
        goes_on = bool(paragraph.voice) and self.last is Part.ANSWER and self.speaker == name
        self._set(place, Part.ANSWER, speaker=name, label=label.length, direction=direction, joined=goes_on)
        if self.last is Part.LEAD:
            self._warn(place, Doubt.NO_QUESTION)
        self.speaker, self.last, self.is_open = name, Part.ANSWER, label.alone

    def _question(self, place: int, *, joined: bool) -> None:
        paragraph = self.paragraphs[place]
        # A dash opens a line of dialogue: it says that somebody speaks, and nothing else.
        dash = DASH.match("".join(run.text for run in paragraph.runs))
        self._set(place, Part.QUESTION, joined=joined, label=dash.end() if dash else 0)
        self.last = Part.QUESTION
        if not asks(paragraph) and not (place in self.styled and self._is_answered(place)) and not joined:
            self._warn(place, Doubt.QUESTION_WITHOUT_MARK)

    def _plain_answer(self, place: int) -> None:
        begins = self.last is not Part.ANSWER
        if begins:
            # Nobody is named: the only one who answers, if there is one only.
            self.speaker = self.found.sole
            if not self.speaker:
                self._warn(place, Doubt.UNKNOWN_SPEAKER)
            if self.last is Part.LEAD:
                self._warn(place, Doubt.NO_QUESTION)
        elif asks(self.paragraphs[place]) and len(self.paragraphs[place].text) < LONGEST_UNMARKED:
            self._warn(place, Doubt.QUESTION_IN_ANSWER)
        self._answer(place, joined=not begins)

    def _answer(self, place: int, *, joined: bool) -> None:
        self._set(place, Part.ANSWER, speaker=self.speaker, joined=joined)
        self.last = Part.ANSWER

    def _looks_like_the_last(self, place: int) -> bool:
        before = self.before.get(place)
        if before is None or before in self.found.labels:
            return False
        one, other = self.paragraphs[before], self.paragraphs[place]
        return (one.heading, one.is_bold, one.is_italic) == (other.heading, other.is_bold, other.is_italic)

    def _begins_an_answer(self, place: int) -> bool:
        """Whether what follows a question unlabelled answers it, rather than going on with it."""
        before = self.before.get(place, -1)
        if before in self.styled and place not in self.styled:
            return not asks(self.paragraphs[place])
        if self.found.interviews(before) and self.is_labelled:
            return asks(self.paragraphs[before]) and not self._is_answered(place)
        return not self._is_answered(place) or before not in self.readings

    def _is_section(self, place: int) -> bool:
        """A heading that stands above questions rather than asking one."""
        paragraph, following = self.paragraphs[place], self.after.get(place)
        if not paragraph.heading or asks(paragraph) or following is None:
            return False
        if self.found.interviews(following):
            return True
        below = self.paragraphs[following]
        is_deeper = below.heading > paragraph.heading or (not below.heading and self._is_question(following))
        return following not in self.found.labels and is_deeper

    def _is_interlude(self, place: int) -> bool:
        """An italic paragraph between two exchanges: the editor speaks."""
        paragraph, following = self.paragraphs[place], self.after.get(place)
        if not paragraph.is_italic or self.last is Part.QUESTION or following is None:
            return False
        is_next_asked = self.found.interviews(following) or (
            following not in self.found.labels and self._is_question(following)
        )
        return is_next_asked and ends_a_sentence(paragraph)

    def _is_caption(self, place: int) -> bool:
        """A few words that are no sentence, after a picture or a finished sentence, and that nobody answers."""
        paragraph, before = self.paragraphs[place], self.before.get(place)
        if paragraph.item or paragraph.soft or not is_short_line(paragraph) or self.last is not Part.ANSWER:
            return False
        if place and self.paragraphs[place - 1].picture:
            return True
        return (
            before is not None and before not in self._just_labels() and ends_a_full_sentence(self.paragraphs[before])
        )

    def _just_labels(self) -> set[int]:
        return {place for place, label in self.found.labels.items() if label.alone}

    def _caption(self, place: int) -> None:
        if place and self.paragraphs[place - 1].picture:
            self._set(place, Part.CAPTION)
            return
        self._aside(place, Why.CAPTION)
        self._warn(place, Doubt.CAPTION)

    def _doubt_questions(self) -> None:
        """A question that another follows at once has no answer."""
        asked: int | None = None
        for place in self.flow:
            reading = self.readings[place]
            if reading.part is Part.QUESTION and not reading.joined:
                if asked is not None:
                    self._warn(asked, Doubt.NO_REPLY)
                asked = place
            elif reading.part is Part.ANSWER:
                asked = None

    def _aside(self, place: int, why: Why) -> None:
        self._set(place, Part.SET_ASIDE, why=why.value)
        if why is Why.NOTE:
            self._warn(place, Doubt.NOTE)

    def _set(self, place: int, part: Part, **details: object) -> None:
        self.readings[place] = Reading(self.paragraphs[place].id, part, **details)  # type: ignore[arg-type]

    def _warn(self, place: int, code: Doubt) -> None:
        self.warnings.append(TranscriptWarning(self.paragraphs[place].id, code))


def ends_a_full_sentence(paragraph: Paragraph) -> bool:
    return ends_a_sentence(paragraph) and not paragraph.text.endswith((":", ",", ";"))
