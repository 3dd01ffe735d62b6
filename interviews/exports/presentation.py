"""What a review says to the person who reads it: each change with its place, its words and what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from .changes import Action, Change, Doubt, Reason
from .differences import Difference
from .lines import Line, Links, write_html
from .outline import Kind, Unit
from .services import Review

KINDS = {
    Kind.TITLE: _("Title"),
    Kind.LEAD: _("Lead"),
    Kind.QUESTION: _("Question"),
    Kind.TURN: _("Answer"),
    Kind.QUOTE: _("Pull quote"),
    Kind.INTERLUDE: _("Interlude"),
    Kind.HEADING: _("Heading"),
}
ACTIONS = {
    Action.EDIT: (_("Corrected"), _("Take this correction")),
    Action.SPEAKER: (_("Another speaker"), _("Change the speaker")),
    Action.ADD: (_("Added"), _("Add this answer")),
    Action.DELETE: (_("Absent from the document"), _("Delete it from the page")),
}
DELETES_QUESTION = _("Delete the question; answers that stay go to the question before")
DOUBTS = {
    Doubt.FOUND_BY_TEXT: _("Its mark was lost: recognised by its text. Check that it is the same passage."),
    Doubt.FOUND_BY_PLACE: _("Its mark was lost: recognised by its place only. Check that it is the same passage."),
    Doubt.CHANGED_MEANWHILE: _(
        "The page changed here too since the document was downloaded: taking this correction undoes that change."
    ),
}
REASONS = {
    Reason.NOT_RECOGNISED: _("Not recognised: it corresponds to no passage of the page."),
    Reason.GONE: _("No longer on the page: it was deleted there since the document was downloaded."),
    Reason.READ_ONLY: _("Stands for a picture or a film, which are changed in the editor."),
    Reason.UNKNOWN_NAME: _("Not the name of a declared speaker: the answer keeps the speaker it had."),
    Reason.AROUND: _("A comment, a note or a header of the document."),
}


@dataclass(frozen=True)
class Row:
    """A change, as it is shown."""

    key: str
    kind: str | Promise
    name: str
    question: str
    """Under which question it stands."""
    label: str | Promise
    offer: str | Promise
    ticked: bool
    doubts: list[str | Promise]
    differences: list[Difference]
    new_name: str = ""
    form: tuple[SafeString, SafeString] | None = None
    """Before and after, where the form alone changed."""


def rows_of(review: Review) -> list[Row]:
    """The changes, in the order of the page."""
    questions = _questions(review.units)
    return [_row(change, questions, review.links) for change in review.proposal.changes]


def _row(change: Change, questions: dict[str, str], links: Links) -> Row:
    label, offer = ACTIONS[change.action]
    if change.action is Action.DELETE and change.unit.kind is Kind.QUESTION:
        offer = DELETES_QUESTION
    is_other_form = change.action is Action.EDIT and change.is_about_form_only
    return Row(
        key=change.key,
        kind=KINDS[change.unit.kind],
        name=change.unit.name,
        question=questions.get(change.after or change.unit.mark, ""),
        label=label,
        offer=offer,
        ticked=change.ticked,
        doubts=[DOUBTS[doubt] for doubt in change.doubts],
        differences=[] if is_other_form or change.action is Action.SPEAKER else change.differences,
        new_name=change.name if change.action is Action.SPEAKER else "",
        form=(_shown(change.unit.lines, links), _shown(change.lines, links)) if is_other_form else None,
    )


def _shown(lines: Sequence[Line], links: Links) -> SafeString:
    # Made from runs only: nothing of what was stored or sent is written as it is.
    return mark_safe(write_html([replace(line, markup="", key="") for line in lines], (), links))


def _questions(units: Sequence[Unit]) -> dict[str, str]:
    found: dict[str, str] = {}
    question = ""
    for unit in units:
        if unit.kind is Kind.QUESTION:
            question = unit.text
            found[unit.mark] = ""
        else:
            found[unit.mark] = question if unit.is_reply else ""
    return found
