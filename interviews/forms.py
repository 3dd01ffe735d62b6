"""The interview's form in the editor: rules that need the whole page, each said beside what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from almacms.publications.forms import PageForm

from .rules import Exchange, Fault, Problem, Reply, problems
from .withdrawal import mentions, names_in, pattern

REPLY_FIELDS = {Fault.UNDECLARED_SPEAKER: "speaker", Fault.REPEATED_NAME: "text"}


class InterviewPageForm(PageForm):
    """Refuses, on submission and publication, what `rules` refuses; drafts and autosave pass."""

    def clean(self) -> dict:
        cleaned = super().clean()
        self._check_consent(cleaned)
        if not self.is_deferred_validation and "body" in cleaned:
            self._check_rules(cleaned["body"])
        return cleaned

    def _rows(self) -> list[forms.ModelForm]:
        """The speakers declared, those whose row is right."""
        return [
            form
            for form in self.formsets["speakers"].forms
            if form.is_valid() and form.cleaned_data.get("person") and not form.cleaned_data.get("DELETE")
        ]

    def _check_consent(self, cleaned: dict) -> None:
        """Refuse a name that must not be told; one that was withdrawn, in a draft too, since drafts are kept."""
        withdrawn = (
            {row.person for row in self.instance.withdrawals.select_related("person")} if self.instance.pk else set()
        )
        hidden = set(withdrawn)
        for form in self._rows():
            person = form.cleaned_data["person"]
            if form.cleaned_data.get("display_name"):
                hidden.add(person)
            elif person in withdrawn:
                form.add_error("person", _("They took back their consent: say under which words they are shown."))
        texts = {name: value for name, value in cleaned.items() if isinstance(value, str)}
        if "body" in cleaned:
            texts["body"] = cleaned["body"].get_prep_value()
        for person in withdrawn if self.is_deferred_validation else hidden:
            if found := mentions(texts, person.name):
                labels = ", ".join(str(self.fields[name].label).lower() for name in found)
                message = _("“%(name)s” must not be known, and is still named in: %(fields)s.")
                self.add_error(None, message % {"name": person.name, "fields": labels})

    def _check_rules(self, body: blocks.StreamValue) -> None:
        rows = self._rows()
        speakers = {form.cleaned_data["person"].pk: form.cleaned_data["person"].name for form in rows}
        found = problems(exchanges_of(body), speakers)
        silent = {problem.speaker for problem in found if problem.fault is Fault.SILENT_SPEAKER}
        for form in rows:
            if form.cleaned_data["person"].pk in silent:
                form.add_error("person", _("This speaker says nothing: give them an answer, or remove them."))
        in_body = [problem for problem in found if problem.exchange >= 0]
        if in_body:
            self.add_error("body", body_errors(in_body, speakers))
        elif silent:
            self.add_error(None, _("A speaker who is declared says nothing."))


class WithdrawalForm(forms.Form):
    """What stands in place of a name, and which other words the texts call this person by."""

    words = forms.CharField(
        label=gettext_lazy("Words in place of the name"),
        max_length=120,
        help_text=gettext_lazy("“an employee”, “a former partner”: what does not tell who they are."),
    )
    names = forms.CharField(
        label=gettext_lazy("Also replace"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The other ways the texts call them, one on each line: first name, nickname, initials. "
            "A word that also means something else is better taken off this list and corrected by hand."
        ),
    )
    forget_role = forms.BooleanField(
        label=gettext_lazy("Remove their role and organisation too"), required=False, initial=True
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_names(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()))

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if set("<>&") & set(words):
            raise ValidationError(_("Without <, > or &."))
        if any(pattern(name).search(words) for name in [self.name, *names_in(self.name)]):
            raise ValidationError(_("These words tell the name."))
        return words


def sentence(problem: Problem, speakers: dict[int, str]) -> str:
    """A problem for whoever has no editor's form before them."""
    if problem.fault is Fault.NO_REPLY:
        return _("A question has no answer.")
    if problem.fault is Fault.SILENT_SPEAKER:
        return _("%(name)s is declared and says nothing.") % {"name": speakers[problem.speaker]}
    return _message(problem, speakers)


def exchanges_of(body: blocks.StreamValue) -> list[Exchange]:
    """The exchanges of a body, as the rules read them."""
    return [
        Exchange(
            position,
            len(block.value["replies"]),
            [
                Reply(
                    index,
                    reply.value.get("speaker"),
                    text=plain(reply.value["text"].source) if reply.block_type == "turn" else "",
                    is_turn=reply.block_type == "turn",
                )
                for index, reply in enumerate(block.value["replies"])
                if reply.block_type != "picture"
            ],
        )
        for position, block in enumerate(body)
        if block.block_type == "exchange"
    ]


def plain(html: str) -> str:
    """A rich text's words, those of two paragraphs parted."""
    return unescape(strip_tags(re.sub(r"(</(?:p|li)>|<br/?>)", r"\1 ", html)))


def body_errors(found: list[Problem], speakers: dict[int, str]) -> StreamBlockValidationError:
    """The problems as Wagtail shows them: each beside its own block."""
    whole: dict[int, ValidationError] = {}
    replies: dict[int, dict[int, dict[str, ValidationError]]] = defaultdict(lambda: defaultdict(dict))
    for problem in found:
        if problem.fault is Fault.NO_REPLY:
            whole[problem.exchange] = ValidationError(
                _("This question has no answer: add one, or remove the question.")
            )
        else:
            message = _message(problem, speakers)
            replies[problem.exchange][problem.reply][REPLY_FIELDS[problem.fault]] = ValidationError(message)
    block_errors = {
        exchange: StructBlockValidationError(
            block_errors={
                "replies": StreamBlockValidationError(
                    block_errors={
                        reply: StructBlockValidationError(block_errors=fields) for reply, fields in by_reply.items()
                    }
                )
            }
        )
        for exchange, by_reply in replies.items()
    }
    for exchange, error in whole.items():
        block_errors[exchange] = StructBlockValidationError(
            block_errors={"replies": StreamBlockValidationError(non_block_errors=[error])}
        )
    return StreamBlockValidationError(block_errors=block_errors)


def _message(problem: Problem, speakers: dict[int, str]) -> str:
    if problem.fault is Fault.UNDECLARED_SPEAKER:
        return _("This person is not declared among the speakers: add them above, or pick somebody else.")
    return _("The answer begins with “%(name)s:”, which the page already shows. Without it: “%(text)s”.") % {
        "name": speakers[problem.speaker],
        "text": problem.suggestion[:160] + ("…" if len(problem.suggestion) > 160 else ""),
    }
