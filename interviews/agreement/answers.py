"""What a speaker sends back: under each turn right or wrong, and what to correct. Nothing they wrote is ever lost."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .reading import Question, Reading

LONGEST_REMARK = 5000
"""In characters: more than a turn ever is."""

RIGHT, WRONG = "right", "wrong"


class Answers:
    """A form sent about a reading, taken into its questions."""

    def __init__(self, reading: Reading, data: QueryDict) -> None:
        self.reading, self.data = reading, data
        self.agrees_to_all = data.get("action") == "all"
        self.error = ""
        """What is wrong with the answers as a whole."""

    @property
    def shown(self) -> str:
        """The digest of the turns that they were shown."""
        return self.data.get("shown", "")

    @property
    def remarks(self) -> dict[str, str]:
        """What should be corrected, by the identity of the turn's block."""
        return {
            block: question.remark for block, question in self.reading.questions.items() if question.answer == WRONG
        }

    @property
    def orphans(self) -> list[str]:
        """What they wrote about turns that are no longer there."""
        asked = {f"remark-{block}" for block in self.reading.questions}
        return [text for name, text in typed(self.data).items() if name not in asked]

    def take(self) -> bool:
        """Put what was sent into the questions; says whether it can be kept as an answer."""
        questions = self.reading.questions.values()
        for question in questions:
            self._take(question)
        if self.shown != self.reading.digest:
            self.error = _(
                "The text changed while you were reading it: nothing was sent yet. Read what is marked, then send."
            )
            return False
        if self.agrees_to_all:
            self._agree()
        else:
            self._check()
        return not self.error

    def _take(self, question: Question) -> None:
        question.remark = _plain(self.data.get(f"remark-{question.block}", ""))
        answer = self.data.get(f"answer-{question.block}", "")
        question.answer = answer if answer in {RIGHT, WRONG} else ""
        if question.remark and not question.answer:
            question.answer = WRONG
        seen = self.data.get(f"seen-{question.block}", question.digest)
        question.changed_meanwhile = seen != question.digest or (
            self.shown != self.reading.digest and f"seen-{question.block}" not in self.data
        )
        if question.changed_meanwhile and question.answer == RIGHT:
            question.answer = ""

    def _agree(self) -> None:
        wrong = [question for question in self.reading.questions.values() if question.answer == WRONG]
        if not wrong:
            for question in self.reading.questions.values():
                question.answer, question.remark = RIGHT, ""
            return
        self.error = _(
            "You agreed to everything, but you also wrote corrections: send your answers, or remove the corrections."
        )
        for question in wrong:
            question.error = _("Remove this correction if you agree to everything.")

    def _check(self) -> None:
        questions = list(self.reading.questions.values())
        wrong = [question for question in questions if question.answer == WRONG]
        for question in wrong:
            if not question.remark:
                question.error = _("Write what should be corrected.")
            elif len(question.remark) > LONGEST_REMARK:
                question.error = _("This is too long by %(count)d characters: %(most)d at most.") % {
                    "count": len(question.remark) - LONGEST_REMARK,
                    "most": LONGEST_REMARK,
                }
        if not wrong:
            # Whoever corrects something will be shown everything again; whoever agrees must have said so of each.
            for question in questions:
                if not question.answer:
                    question.error = _("Say whether this is right.")
        count = sum(bool(question.error) for question in questions)
        if count:
            self.error = ngettext(
                "Nothing was sent yet: %(count)d answer is to be completed. It is marked below.",
                "Nothing was sent yet: %(count)d answers are to be completed. They are marked below.",
                count,
            ) % {"count": count}


def typed(data: QueryDict) -> dict[str, str]:
    """Every remark that a form carries, by the name of its field."""
    remarks = {name: _plain(str(data[name])) for name in data if name.startswith("remark-")}
    return {name: text for name, text in remarks.items() if text}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
