"""Who speaks: which labels are speakers', whom each names, and who only asks."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from .candidates import FRONT, MOSTLY, Candidates
from .labels import OPENERS, Label, label_of
from .names import are_initials, fold, names_in, stands_for, words_of, written
from .paragraphs import Paragraph
from .phrases import asks, ends_a_sentence, is_byline, is_direction
from .transcript import Doubt, Speaker, TranscriptWarning

INTRODUCTION = re.compile(
    r"\b(?:avec|rencontre|rencontrons|interroge|interview|entretien|questions a|temoignage|portrait|recoit|accueille)\b"
)


@dataclass
class Survey:
    """Who speaks where, by the place of the paragraph."""

    labels: dict[int, Label] = field(default_factory=dict)
    """The labels that are speakers' or interviewers', and no other."""
    names: dict[int, str] = field(default_factory=dict)
    """Whom each names; empty for the interviewer."""
    roles: dict[str, str] = field(default_factory=dict)
    sole: str = ""
    """The only one who answers, if there is one only."""
    warnings: list[TranscriptWarning] = field(default_factory=list)

    def answers(self, place: int) -> bool:
        return bool(self.names.get(place))

    def interviews(self, place: int) -> bool:
        return self.names.get(place) == ""

    def speaker(self, name: str) -> Speaker:
        return Speaker(name, self.roles.get(name, ""))


class Surveyor:
    """Weighs every label that there may be, against all the others."""

    def __init__(self, paragraphs: Sequence[Paragraph], interviewers: Collection[str]) -> None:
        self.paragraphs = paragraphs
        self.interviewers = {fold(name) for name in interviewers}
        self.found = Survey()
        self.candidates = Candidates(paragraphs, self.interviewers).labels()
        self.groups: dict[str, list[int]] = defaultdict(list)
        for place, label in self.candidates.items():
            self.groups[label.key].append(place)

    def survey(self) -> Survey:
        self._refuse_the_title()
        front = self._front()
        self.introduced = names_in(front, leave_out=OPENERS)
        # Names in the front are compared word by word: « Sylvain et Sébastien » introduces both.
        self.mentioned = {fold(word) for word in re.findall(r"\b[^\W\d_a-zà-ÿœ]\w*", front)}
        accepted = [key for key in self.groups if self._is_accepted(key)]
        accepted += [key for key in self.groups if key not in accepted and self._follows(key, accepted)]
        self._doubt_the_others(accepted)
        names = self._names(accepted)
        asking = self._asking(names)
        for key, name in names.items():
            for place in self.groups[key]:
                self.found.labels[place] = self.candidates[place]
                self.found.names[place] = "" if name in asking else name
        self._roles()
        self._sole()
        return self.found

    def _refuse_the_title(self) -> None:
        """« Camille Morel : « le compost est politique » » may open the page as its title, and come back as a label."""
        first = min(self.candidates, default=None)
        if first is None or any(len(p.text) > 120 for p in self.paragraphs[:first]):
            return
        label, paragraph = self.candidates[first], self.paragraphs[first]
        following = first + 1
        is_last = following >= len(self.paragraphs)
        if label.alone or paragraph.voice or label.is_interviewer or is_last or following in self.candidates:
            return
        others = self.groups[label.key][1:]
        is_quoted = paragraph.text.endswith("»") and not any(self.paragraphs[n].text.endswith("»") for n in others)
        looks_like_one = is_quoted or not ends_a_sentence(paragraph)
        if len(paragraph.text) <= 150 and looks_like_one and (others or is_quoted):
            del self.candidates[first]
            self.groups[label.key].remove(first)
            if not self.groups[label.key]:
                del self.groups[label.key]

    def _front(self) -> str:
        """The text before the first label that comes back, where people are introduced; without who signs it."""
        recurring = [places[0] for key, places in self.groups.items() if len(places) > 1]
        end = min(recurring, default=min(self.candidates, default=FRONT))
        lines = [p.text for p in self.paragraphs[:end] if not p.aside and not p.picture and not is_byline(p)]
        return "\n".join(lines)

    def _is_accepted(self, key: str) -> bool:
        places = self.groups[key]
        label, paragraph = self.candidates[places[0]], self.paragraphs[places[0]]
        if label.is_interviewer or label.is_answerer or key in self.interviewers or paragraph.voice:
            return True
        if len(places) > 1 or label.alone or (label.note and len(label.name.split()) > 1):
            return True
        if self._is_set_in_bold(places[0]) or self._is_another_form(label.name):
            return True
        # « Gouvernance : qui décide ? » : one word of the introduction may also open a question.
        is_known = set(words_of(label.name)) <= self.mentioned and bool(words_of(label.name))
        return is_known and not asks(paragraph)

    def _follows(self, key: str, accepted: list[str]) -> bool:
        """Whether a label seen once is another form of a speaker's name, or answers a question as they do."""
        place = self.groups[key][0]
        label, paragraph = self.candidates[place], self.paragraphs[place]
        others = [self.candidates[self.groups[other][0]].name for other in accepted]
        if any(stands_for(label.name, other) or stands_for(other, label.name) for other in [*others, *self.introduced]):
            return True
        before = self.paragraphs[place - 1] if place else None
        is_asked = before is not None and (asks(before) or before.stands_out or before.heading > 0)
        # Alone of its kind, only a first and a last name are believed.
        is_plausible = is_asked if len(words_of(label.name)) > 1 else bool(others)
        if is_plausible and (is_asked or self._is_mentioned(label.name)) and not asks(paragraph):
            self._warn(place, Doubt.LABEL_ONCE, label.name)
            return True
        return False

    def _is_another_form(self, name: str) -> bool:
        """Whether another label may be the same person's: « Claire Morel : », then « Claire : »."""
        others = [self.candidates[places[0]].name for places in self.groups.values()]
        return any(stands_for(name, other) or stands_for(other, name) for other in others if fold(other) != fold(name))

    def _is_mentioned(self, name: str) -> bool:
        """Whether the text names them inside a sentence, where only a proper noun has a capital."""
        inside = re.compile(rf"[\w,] {re.escape(name)}\b")
        return any(inside.search(paragraph.text) for paragraph in self.paragraphs)

    def _is_set_in_bold(self, place: int) -> bool:
        runs = [run for run in self.paragraphs[place].runs if re.search(r"\w", run.text)]
        return len(runs) > 1 and runs[0].bold and not runs[-1].bold and label_of(runs[0].text + " : x") is not None

    def _doubt_the_others(self, accepted: list[str]) -> None:
        for key, places in self.groups.items():
            if key not in accepted and not asks(self.paragraphs[places[0]]):
                self._warn(places[0], Doubt.LABEL_REFUSED, self.candidates[places[0]].name)

    def _names(self, accepted: list[str]) -> dict[str, str]:
        """Whom each label names: the interviewer (empty), or a speaker by the fullest form of their name."""
        labels = {key: self.candidates[self.groups[key][0]] for key in accepted}
        people = {key: label for key, label in labels.items() if not label.is_answerer}
        asking = {key for key, label in labels.items() if label.is_interviewer or key in self.interviewers}
        full = [
            written(label.name)
            for key, label in people.items()
            if key not in asking and len(words_of(label.name)) > 1 and not are_initials(label.name)
        ]
        names = {key: "" if key in asking else self._name(label, full) for key, label in people.items()}
        answerers = [key for key, label in labels.items() if label.is_answerer]
        if answerers:
            heard = list(dict.fromkeys(name for name in names.values() if name))
            sole = heard[0] if len(heard) == 1 else self.introduced_one()
            code = Doubt.NAME_FROM_INTRODUCTION if sole else Doubt.UNKNOWN_SPEAKER
            if not heard:
                self._warn(self.groups[answerers[0]][0], code, sole)
            names |= dict.fromkeys(answerers, sole or labels[answerers[0]].name)
        return names

    def _name(self, label: Label, full: list[str]) -> str:
        own = written(label.name)
        if own in full and len(words_of(label.name)) > 1 and not re.match(r"(?i)(m|mr|mme|mlle|dr)\.? ", label.name):
            longer = [name for name in full if name != own and set(words_of(own)) < set(words_of(name))]
            return longer[0] if len(longer) == 1 else own
        place = self.groups[label.key][0]
        for names, code in ((full, None), (self.introduced, Doubt.NAME_COMPLETED)):
            meant = list(dict.fromkeys(name for name in names if name != own and stands_for(label.name, name)))
            if len(meant) == 1:
                if code:
                    self._warn(place, code, meant[0])
                return meant[0]
            if meant:
                self._warn(place, Doubt.AMBIGUOUS_NAME, ", ".join(meant))
                return own
        return own

    def _asking(self, names: dict[str, str]) -> set[str]:
        """The names that only ask: most of what they say ends with a question mark, and others answer."""
        said: dict[str, list[bool]] = defaultdict(list)
        places = sorted((place, name) for key, name in names.items() for place in self.groups[key])
        for place, name in places:
            # A label alone on its line is judged by the line below it.
            spoken = place + 1 if self.candidates[place].alone else place
            said[name].append(spoken < len(self.paragraphs) and asks(self.paragraphs[spoken]))
        shares = {name: sum(questions) / len(questions) for name, questions in said.items()}
        guessed = {
            name
            for name, share in shares.items()
            if name and share >= MOSTLY and len(said[name]) > 1 and "" not in shares
        }
        if len(guessed) == len(shares) and not self._are_answered(guessed, names):
            return {""}
        for name in guessed:
            self._warn(next(place for place, who in places if who == name), Doubt.INTERVIEWER_GUESSED, name)
        return guessed | {""}

    def _are_answered(self, names: set[str], by_key: dict[str, str]) -> bool:
        """Whether what follows each of these labels is an unlabelled answer."""
        places = [place for key, name in by_key.items() if name in names for place in self.groups[key]]
        return len(names) == 1 and all(place + 1 not in self.candidates for place in places)

    def _roles(self) -> None:
        for place in sorted(self.found.labels):
            label, name = self.found.labels[place], self.found.names[place]
            if name and label.note and name not in self.found.roles and not is_direction(label.note):
                self.found.roles[name] = label.note

    def _sole(self) -> None:
        heard = list(dict.fromkeys(name for _, name in sorted(self.found.names.items()) if name))
        if len(heard) == 1:
            self.found.sole = heard[0]
        elif not heard:
            self.found.sole = self.introduced_one()
            if self.found.sole:
                place = next((n for n, p in enumerate(self.paragraphs) if self.found.sole in p.text), 0)
                self._warn(place, Doubt.NAME_FROM_INTRODUCTION, self.found.sole)

    def introduced_one(self) -> str:
        """The person the introduction is about: the one after « rencontre avec », else the only one it names."""
        front = [p for p in self.paragraphs[:FRONT] if not p.aside and not is_byline(p)]
        for paragraph in front:
            for name in names_in(paragraph.text, leave_out=OPENERS):
                before = fold(paragraph.text[: paragraph.text.index(name.split()[0])])[-40:]
                if INTRODUCTION.search(before):
                    return name
        counted = Counter(name for paragraph in front for name in names_in(paragraph.text, leave_out=OPENERS))
        # After the name of a person comes what they do; after a place or a house, rarely a comma.
        presented = [name for name in counted if any(re.search(re.escape(name) + r"\s*[,(:]", p.text) for p in front)]
        return next(iter(presented or counted), "")

    def _warn(self, place: int, code: Doubt, detail: str = "") -> None:
        self.found.warnings.append(TranscriptWarning(self.paragraphs[place].id, code, detail))


def survey(paragraphs: Sequence[Paragraph], *, interviewers: Collection[str] = ()) -> Survey:
    """Who speaks in these paragraphs.

    Args:
        paragraphs: the source, in order.
        interviewers: names known to be those who ask, such as the site's own.
    """
    return Surveyor(paragraphs, interviewers).survey()
