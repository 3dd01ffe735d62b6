"""What a page's history says of its speakers' agreement."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from .desk import ADDRESS_CHANGED, ASKED_AFTER_ALL, SET_ASIDE, STEP_SET_ASIDE
from .letters import LETTER_REVOKED, LETTER_SENT, REMINDER_SENT
from .rounds import AGREED, CHANGES

SENTENCES: dict[str, tuple[str | Promise, str | Promise]] = {
    LETTER_SENT: (
        gettext_lazy("Write to a speaker"),
        gettext_lazy("Letter sent to %(person)s, to ask for their agreement"),
    ),
    REMINDER_SENT: (
        gettext_lazy("Remind a speaker"),
        gettext_lazy("Reminder sent to %(person)s, who has not answered"),
    ),
    LETTER_REVOKED: (gettext_lazy("Revoke a speaker's link"), gettext_lazy("Link of %(person)s revoked")),
    ADDRESS_CHANGED: (
        gettext_lazy("Change a speaker's address"),
        gettext_lazy("E-mail address of %(person)s changed"),
    ),
    AGREED: (gettext_lazy("Agreement of a speaker"), gettext_lazy("%(person)s agreed to what they say")),
    SET_ASIDE: (gettext_lazy("Set a speaker aside"), gettext_lazy("Agreement of %(person)s set aside: %(reason)s")),
    ASKED_AFTER_ALL: (
        gettext_lazy("Ask a speaker after all"),
        gettext_lazy("Agreement of %(person)s no longer set aside"),
    ),
    STEP_SET_ASIDE: (
        gettext_lazy("Set the speakers' agreement aside"),
        gettext_lazy("Agreement of the speakers set aside: %(reason)s"),
    ),
}
"""For each action, its name in the filters of the history, and the sentence that tells it."""


def register_agreement_actions(actions: LogActionRegistry) -> None:
    """Declare everything that the agreement writes in the history."""
    for action, (label, sentence) in SENTENCES.items():
        actions.register_action(action)(_formatter(label, sentence))
    actions.register_action(CHANGES)(ChangesFormatter)


def _formatter(label: str | Promise, sentence: str | Promise) -> type[LogFormatter]:
    def format_message(_self: LogFormatter, log_entry: ModelLogEntry) -> str:
        return str(sentence) % {"person": "", "reason": "", **log_entry.data}

    return type("AgreementFormatter", (LogFormatter,), {"label": label, "format_message": format_message})


class ChangesFormatter(LogFormatter):
    """Says who asked, and in how many places."""

    label = gettext_lazy("Changes asked for by a speaker")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        count = log_entry.data.get("count", 0)
        return ngettext(
            "%(person)s asked for a change in %(count)d answer",
            "%(person)s asked for changes in %(count)d answers",
            count,
        ) % {"person": log_entry.data.get("person", _("A speaker")), "count": count}
