"""What a reviewer says with a decision."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
