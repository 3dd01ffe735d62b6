"""Which e-mails of the moderation a person wants, as they choose it in their account."""

from __future__ import annotations

import copy
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NotificationPreferencesForm


class PreferencesForm(NotificationPreferencesForm):
    """Wagtail's choices, in the words of what we send.

    Wagtail offers the first one to those who may publish: here nobody may, and those who are asked to review must be
    able to say no.
    """

    WORDS = {
        "submitted_notifications": (
            _("What is expected of you"),
            _("Pages to review, reminders of them, and reviews that are no longer needed or changed hands."),
        ),
        "approved_notifications": (_("Approvals"), _("The pages that you wrote or reviewed go on, or online.")),
        "rejected_notifications": (_("Changes asked for"), _("The pages that you wrote or reviewed are sent back.")),
        "updated_comments_notifications": (
            _("Comments"),
            _("Comments of pages that you follow are added, answered, resolved or deleted."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "approved_notifications" in self.fields:
            self.fields["submitted_notifications"] = copy.deepcopy(self.base_fields["submitted_notifications"])
            self.order_fields(list(self.WORDS))
        for name, field in self.fields.items():
            field.label, field.help_text = self.WORDS[name]
