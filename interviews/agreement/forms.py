"""What the newsroom fills in about the speakers' agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import SpeakerAgreement

LONGEST_REASON = 1000


class AddressForm(forms.ModelForm):
    """Where a speaker is written to; empty when nobody knows."""

    class Meta:
        model = SpeakerAgreement
        fields = ["email"]


class ReasonForm(forms.Form):
    """Why somebody, or the whole step, is set aside."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the page's history."),
        error_messages={"required": _("Say why.")},
    )
