"""The lines of a page's history: one plain sentence for each thing that happened, ours and Wagtail's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import PageLogEntry

from .assignments import ASSIGNED, TAKEN_BACK, WITHDRAWN
from .deadlines import LOG_ACTION as DEADLINE
from .decisions import APPROVAL, OUTDATED

Words = str | Promise
Sentence = Callable[[PageLogEntry], str]


def step(entry: PageLogEntry) -> str:
    """The name of the step that a line is about; empty when the line does not say."""
    data = entry.data or {}
    task = data.get("task") or (data.get("workflow") or {}).get("task") or {}
    return task.get("title", "")


def at_step(words: Words) -> Sentence:
    """A sentence that names the step: `words` has a place for `%(step)s`."""
    return lambda entry: str(words) % {"step": step(entry)}


def approval(entry: PageLogEntry) -> str:
    given, needed = entry.data.get("approvals", 0), entry.data.get("needed", 0)
    return ngettext(
        "Approved at “%(step)s”: %(given)d of %(needed)d approval",
        "Approved at “%(step)s”: %(given)d of %(needed)d approvals",
        needed,
    ) % {"step": step(entry), "given": given, "needed": needed}


def last_approval(entry: PageLogEntry) -> str:
    following = (entry.data.get("workflow") or {}).get("next")
    if following:
        return _("Approved at “%(step)s”; next step: “%(next)s”") % {"step": step(entry), "next": following["title"]}
    return _("Approved at “%(step)s”: the review is complete") % {"step": step(entry)}


def submission(entry: PageLogEntry) -> str:
    following = (entry.data.get("workflow") or {}).get("next")
    if following:
        return _("Submitted for review; first step: “%(step)s”") % {"step": following["title"]}
    return _("Submitted for review")


def assignment(entry: PageLogEntry) -> str:
    people = entry.data.get("people", [])
    if not people:
        return _("Expected at “%(step)s”: anybody of the group") % {"step": step(entry)}
    return _("Expected at “%(step)s”: %(people)s") % {"step": step(entry), "people": ", ".join(people)}


def deadline(entry: PageLogEntry) -> str:
    day, before = (_day(entry.data.get(name)) for name in ("day", "before"))
    if not day:
        return _("Deadline removed (it was %(before)s)") % {"before": before}
    if not before:
        return _("Deadline: %(day)s") % {"day": day}
    return _("Deadline: %(day)s (it was %(before)s)") % {"day": day, "before": before}


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if value else ""


def remark(words: Words, of: str = "comment") -> Sentence:
    """A sentence about a comment: `words` has places for `%(field)s` and `%(text)s`."""

    def sentence(entry: PageLogEntry) -> str:
        said = entry.data.get(of) or entry.data.get("comment") or {}
        path = (entry.data.get("comment") or {}).get("contentpath", "")
        return str(words) % {"field": field_name(entry, path), "text": said.get("text", "")}

    return sentence


def field_name(entry: PageLogEntry, path: str) -> str:
    """What the editor calls the field; a list of rows, or a field that is no more, by the name of the page's type.

    Wagtail's own sentence fails on these, and the whole history with it.
    """
    model = entry.page.specific_class
    try:
        return capfirst(model._meta.get_field(path.split(".")[0]).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return capfirst(model.get_verbose_name()) if model else ""


LINES: Mapping[str, tuple[Words, Sentence]] = {
    APPROVAL: (gettext_lazy("Review: approval"), approval),
    OUTDATED: (
        gettext_lazy("Review: outdated approval"),
        at_step(gettext_lazy("The text has changed since it was approved at “%(step)s”: that step is asked again")),
    ),
    ASSIGNED: (gettext_lazy("Review: who is expected"), assignment),
    DEADLINE: (gettext_lazy("Review: deadline"), deadline),
    TAKEN_BACK: (
        gettext_lazy("Review: approval taken back"),
        at_step(gettext_lazy("Took back their approval at “%(step)s”")),
    ),
    WITHDRAWN: (
        gettext_lazy("Review: withdrawal"),
        at_step(gettext_lazy("Withdrew the page from review, at “%(step)s”")),
    ),
    "wagtail.workflow.start": (gettext_lazy("Review: submission"), submission),
    "wagtail.workflow.approve": (gettext_lazy("Review: step approved"), last_approval),
    "wagtail.workflow.reject": (
        gettext_lazy("Review: sent back"),
        at_step(gettext_lazy("Sent back at “%(step)s”: changes are asked for")),
    ),
    "wagtail.workflow.resume": (
        gettext_lazy("Review: submitted again"),
        at_step(gettext_lazy("Submitted again, at “%(step)s”")),
    ),
    "wagtail.workflow.cancel": (
        gettext_lazy("Review: cancelled"),
        at_step(gettext_lazy("Review cancelled, at “%(step)s”")),
    ),
    "wagtail.comments.create": (
        gettext_lazy("Comment: added"),
        remark(gettext_lazy("Commented on “%(field)s”: “%(text)s”")),
    ),
    "wagtail.comments.edit": (
        gettext_lazy("Comment: changed"),
        remark(gettext_lazy("Changed a comment on “%(field)s”: “%(text)s”")),
    ),
    "wagtail.comments.delete": (
        gettext_lazy("Comment: deleted"),
        remark(gettext_lazy("Deleted a comment on “%(field)s”: “%(text)s”")),
    ),
    "wagtail.comments.resolve": (
        gettext_lazy("Comment: resolved"),
        remark(gettext_lazy("Resolved a comment on “%(field)s”: “%(text)s”")),
    ),
    "wagtail.comments.create_reply": (
        gettext_lazy("Reply: added"),
        remark(gettext_lazy("Replied to a comment on “%(field)s”: “%(text)s”"), of="reply"),
    ),
    "wagtail.comments.edit_reply": (
        gettext_lazy("Reply: changed"),
        remark(gettext_lazy("Changed a reply to a comment on “%(field)s”: “%(text)s”"), of="reply"),
    ),
    "wagtail.comments.delete_reply": (
        gettext_lazy("Reply: deleted"),
        remark(gettext_lazy("Deleted a reply to a comment on “%(field)s”: “%(text)s”"), of="reply"),
    ),
}


def register_lines(actions: LogActionRegistry) -> None:
    """Tell each in our words, in the place of Wagtail's where it has some."""
    for action, (label, sentence) in LINES.items():
        actions.choices[:] = [(known, words) for known, words in actions.choices if known != action]
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(words: Words, sentence: Sentence) -> type[LogFormatter]:
    class Line(LogFormatter):
        label = words

        def format_message(self, log_entry: PageLogEntry) -> str:
            return sentence(log_entry)

        def format_comment(self, log_entry: PageLogEntry) -> str:
            comment: Any = log_entry.data.get("comment", "")
            return comment if isinstance(comment, str) else ""

    return Line
