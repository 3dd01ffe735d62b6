"""What a reviewer says with a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm


class DecisionForm(forms.Form):
    """An approval, with a comment if one likes; the digest is of what the reviewer was shown."""

    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def of(action: str) -> type[forms.Form]:
        return ReasonedDecisionForm if action == "reject" else DecisionForm


class ReasonedDecisionForm(DecisionForm):
    """A rejection: who wrote the page is owed a reason."""

    comment = forms.CharField(
        label=_("What should change"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what should change: the author is sent this.")},
    )


class UnreviewedForm(forms.Form):
    """Why a page could not wait for its review."""

    reason = forms.CharField(
        label=_("Why it cannot wait"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reviewers are sent this, and it stays in the history of the page."),
        error_messages={"required": _("Say why: the reviewers are sent this.")},
    )
    digest = forms.CharField(widget=forms.HiddenInput)


class DraftCopyForm(CopyForm):
    """A copy is a draft, whatever it is a copy of; Wagtail also offers what it then leaves undone or refuses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
