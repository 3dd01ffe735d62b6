"""What moderators fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Thread
from .rules import LONGEST_TEXT


class TextForm(forms.Form):
    """The words of a comment, or of an answer."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something.")},
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class ThreadForm(forms.Form):
    """How a conversation stands."""

    state = forms.ChoiceField(label=_("State"), choices=Thread.State.choices, widget=forms.RadioSelect)


class PersonForm(forms.Form):
    """Whose comments are asked for."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one they commented with, whatever its case."),
        error_messages={
            "required": _("Give the address."),
            "invalid": _("This is not an e-mail address. For instance: camille@example.org."),
        },
    )
