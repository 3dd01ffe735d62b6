"""What moderators fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from .forms import PlainField
from .models import Thread
from .rules import LONGEST_TEXT


class TextForm(forms.Form):
    """The words of a comment, or of an answer."""

    text = PlainField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something.")},
    )

    def __init__(self, *args: Any, label: Any = None, before: str = "", **kwargs: Any) -> None:
        """A form; of `before`, what it changes, imported comments can be longer than those that are written here."""
        super().__init__(*args, **kwargs)
        field, most = self.fields["text"], max(LONGEST_TEXT, len(before))
        field.validators.append(MaxLengthValidator(most))
        field.widget.attrs["maxlength"] = most
        if label:
            field.label = label


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
