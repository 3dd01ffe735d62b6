"""An interview is closed to everybody while those it quotes read it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class AgreementLock(WorkflowLock):
    """Says why nobody can edit, and how to edit all the same."""

    def get_message(self, _user: AbstractBaseUser) -> SafeString:
        message = _(
            "The speakers are reading this interview: its text cannot change until they have answered. "
            "To edit it, withdraw it from review first; those who have agreed will not be asked again, "
            "unless their own words change."
        )
        address = reverse("interviews_agreement", args=[self.object.pk])
        return format_html('{} <a href="{}">{}</a>', message, address, _("See who has answered"))

    def get_icon(self, _user: AbstractBaseUser, _can_lock: bool = False) -> str:
        return "lock"

    def get_locked_by(self, _user: AbstractBaseUser, _can_lock: bool = False) -> str:
        return _("Closed while the speakers read")

    def get_description(self, _user: AbstractBaseUser, _can_lock: bool = False) -> str:
        return _("Nobody can edit it until they have answered, or it is withdrawn from review.")
