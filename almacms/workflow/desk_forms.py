"""What the newsroom says of a running review, beside deciding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.workflows import BaseTaskForm
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput

from .models import ReviewTask

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AbstractUser, Group
    from django.db.models import Model

    from .standing import Standing


class DeadlineForm(forms.Form):
    """The day by which the page should have been decided about."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=AdminDateInput,
        help_text=_("The last day to decide about this page. Empty: none."),
    )

    def clean_day(self) -> date | None:
        day = self.cleaned_data["day"]
        if day and day < localdate() and day != self.initial.get("day"):
            raise ValidationError(_("This day is past: choose today or later."))
        return day


class PeopleField(forms.ModelMultipleChoiceField):
    """Accounts, by the name that the newsroom knows."""

    def label_from_instance(self, user: Model) -> str:
        return get_user_display_name(user)


class ExpectedForm(forms.Form):
    """Who is expected to decide, among those who may."""

    people = PeopleField(
        label=_("People"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody ticked: anybody of the group who wrote none of the page."),
    )

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standing = standing
        # Those whose approval stands have nothing left to do, and cannot be chosen.
        done = {one.user.pk for one in standing.given}
        candidates = [user.pk for user in standing.able if user.pk not in done]
        accounts = get_user_model().objects.filter(pk__in=candidates)
        people = cast("PeopleField", self.fields["people"])
        people.queryset = accounts.order_by("first_name", "last_name", "username")

    def clean_people(self) -> Collection[AbstractUser]:
        people = self.cleaned_data["people"]
        missing = self.standing.needed - len(self.standing.given)
        if people and len(people) < missing:
            raise ValidationError(
                ngettext(
                    "This step still needs %(count)d approval: choose at least as many people, or nobody.",
                    "This step still needs %(count)d approvals: choose at least as many people, or nobody.",
                    missing,
                )
                % {"count": missing}
            )
        return people


class WithdrawForm(forms.Form):
    """Why the page leaves the review; those who were to read it are told."""

    reason = forms.CharField(
        label=_("Reason (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who were to read the page are told, with this reason."),
    )


class TaskForm(BaseTaskForm):
    """Wagtail's form of a step, which does not let it ask for more approvals than its groups can give."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if issubclass(self._meta.model, ReviewTask):
            groups, needed = cleaned.get("groups"), cleaned.get("required_approvals")
            if groups and needed and needed > (members := active_members(groups)):
                self.add_error("required_approvals", too_many(needed, members))
        return cleaned


def active_members(groups: Collection[Group]) -> int:
    """How many people can sign in and belong to one of the groups."""
    return get_user_model().objects.filter(is_active=True, groups__in=groups).distinct().count()


def too_many(needed: int, members: int) -> str:
    """Why a step that asks for so many approvals could never end."""
    return ngettext(
        "The chosen groups have %(members)d active member: they cannot give %(needed)d approvals.",
        "The chosen groups have %(members)d active members: they cannot give %(needed)d approvals.",
        members,
    ) % {"members": members, "needed": needed}
