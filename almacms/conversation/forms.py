"""What a reader fills in to comment, or to follow a conversation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .rules import LEAST_SECONDS, LONGEST_NAME, LONGEST_TEXT, plain

STAMP_SALT = "almacms.conversation.form"
STAMP_LIVES = 24 * 3600
"""Seconds for which a form that was opened can be sent."""


def stamp() -> str:
    """When a form was drawn, signed. It says nothing of who reads it: a cache may keep the page."""
    return signing.dumps(int(timezone.now().timestamp()), salt=STAMP_SALT)


class PlainField(forms.CharField):
    """Text as it is kept: what is counted is what people see."""

    def to_python(self, value: Any) -> str:
        return super().to_python(plain(str(value or ""))) or ""


class TrappedForm(forms.Form):
    """What anybody may send, with two things that only programs trip over: a field that is not shown, and haste."""

    use_required_attribute = True
    error_css_class = "is-wrong"
    too_late = _("This page was open for a long time: send it again.")
    too_soon = _("That was very quick. Read your address over, and send it again.")

    website = forms.CharField(label=_("Leave this empty"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_email(self) -> str:
        """In one case, so that an address is always found by itself."""
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        """Refuse what was sent too soon after the form was drawn, or too long after.

        Raises:
            ValidationError: too soon, or too late; what was written stays in the form, which gets a new date.
        """
        try:
            age = timezone.now().timestamp() - signing.loads(self.data.get("stamp", ""), salt=STAMP_SALT)
        except signing.BadSignature:
            age = STAMP_LIVES
        if age >= STAMP_LIVES:
            raise ValidationError(self.too_late)
        if age < LEAST_SECONDS:
            raise ValidationError(self.too_soon)
        return self.cleaned_data

    @property
    def is_trap_filled(self) -> bool:
        """Whether a field that people do not see was filled, of a valid form."""
        return bool(self.cleaned_data["website"])


class FollowForm(TrappedForm):
    """An address to write to when a conversation goes on."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("For instance: camille@example.org."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Say where to write to you."),
            "invalid": _("This is not an e-mail address. For instance: camille@example.org."),
        },
    )


class CommentForm(TrappedForm):
    """A comment."""

    too_late = _("This page was open for a long time. Your comment is still here: send it again.")
    too_soon = _("That was very quick. Read your comment over, and send it again.")

    name = PlainField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("Shown with your comment; a pseudonym will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say how we should call you.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Never shown. For instance: camille@example.org."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Your address is needed: it lets you ask for your comments, or have them erased."),
            "invalid": _("This is not an e-mail address. For instance: camille@example.org."),
        },
    )
    text = PlainField(
        label=_("Your comment"),
        max_length=LONGEST_TEXT,
        help_text=_("Plain text; addresses of pages become links."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your comment.")},
    )
    follows = forms.BooleanField(label=_("Write to me when somebody else comments"), required=False)

    def clean_name(self) -> str:
        """On one line: it is in the subject of letters."""
        return " ".join(self.cleaned_data["name"].split())

    @property
    def readable_fields(self) -> list[forms.BoundField]:
        """What people fill in, in order."""
        return [self[name] for name in ("name", "email", "text")]

    @property
    def comment(self) -> dict[str, Any]:
        """What `services.post_comment` is told, of a valid form."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("name", "email", "text", "follows")},
            "is_trap_filled": self.is_trap_filled,
        }
