"""What a draft is shared with, and what a reader says of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page, Revision

from almacms.workflow.models import ReviewSettings

from .models import LONGEST_LIFETIME, SharedDraft
from .passages import Passage

OFFERED_REVISIONS = 30
LONGEST_NAME = 80
LONGEST_COMMENT = 5000


def end_of(day: date) -> datetime:
    """The last instant of a day, in the site's time zone: a link shared until a day opens on that day too."""
    return timezone.make_aware(datetime.combine(day, time.max))


class RevisionChoiceField(forms.ModelChoiceField):
    """The text to share."""

    def label_from_instance(self, revision: Revision) -> str:
        moment = date_format(timezone.localtime(revision.created_at), "DATETIME_FORMAT")
        if revision.user is None:
            return gettext("The text of %(moment)s, as it was then") % {"moment": moment}
        name = revision.user.get_full_name() or revision.user.get_username()
        return gettext("The text of %(moment)s, by %(name)s, as it was then") % {"moment": moment, "name": name}


class ShareForm(forms.Form):
    """Which text, for whom, until when."""

    revision = RevisionChoiceField(
        label=_("Which text"),
        queryset=Revision.objects.none(),
        required=False,
        empty_label=_("Always the latest: what you write from now on is seen too"),
    )
    recipient = forms.CharField(
        label=_("For whom"),
        max_length=SharedDraft._meta.get_field("recipient").max_length,
        help_text=SharedDraft._meta.get_field("recipient").help_text,
    )
    until = forms.DateField(label=_("Until"), widget=AdminDateInput, help_text=_("The link opens on that day too."))
    comments_allowed = forms.BooleanField(
        label=_("May comment"),
        required=False,
        help_text=_("What they write arrives in the editor, beside the passage it is about."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revisions = page.revisions.select_related("user").order_by("-created_at", "-pk")
        latest = list(revisions.values_list("pk", flat=True)[:OFFERED_REVISIONS])
        cast(RevisionChoiceField, self.fields["revision"]).queryset = revisions.filter(pk__in=latest)
        lifetime = ReviewSettings.load().link_lifetime
        self.fields["until"].initial = timezone.localdate() + timedelta(days=lifetime)

    def clean_until(self) -> date:
        day = self.cleaned_data["until"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This day is past."))
        if day > today + timedelta(days=LONGEST_LIFETIME):
            raise ValidationError(_("A draft is shared for a year at most."))
        return day

    @property
    def terms(self) -> dict[str, Any]:
        """What `services.share_draft` is told, of a valid form."""
        asked = dict(self.cleaned_data)
        return {"expires_at": end_of(asked.pop("until")), **asked}


class ReaderCommentForm(forms.Form):
    """What a reader says, and of what."""

    use_required_attribute = True
    error_css_class = "is-wrong"

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say who you are.")},
    )
    passage = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("This passage is no longer in the text: choose another one.")},
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your comment.")},
    )

    def __init__(self, *args: Any, passages: list[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.by_path = {passage.path: passage for passage in passages}
        choices = [(passage.path, passage.extract) for passage in passages]
        offered = [("", gettext("The whole text")), *choices]
        cast(forms.ChoiceField, self.fields["passage"]).choices = offered

    @property
    def comment(self) -> dict[str, Any]:
        """What `services.keep_comment` is told, of a valid form."""
        return {
            "name": self.cleaned_data["name"],
            "text": self.cleaned_data["text"],
            "passage": self.by_path.get(self.cleaned_data["passage"]),
        }
