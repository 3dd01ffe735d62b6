"""What the editor's content checks say beside Wagtail's own: a missing lead, a picture without alternative text, a
sub-section without its section.

Wagtail has a check of the headings' order, which lets a page pass whose first heading under the title is too low.
"""

from django.forms import Media
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import ContentCheckerItem

CHECKS = {
    "lead-missing": {
        "selector": "main h1",
        "check": "check-lead",
        "error_name": _("The lead is missing"),
        "help_text": _("Write two or three sentences under the title: they also show in lists and when shared."),
    },
    "picture-alt-missing": {
        "selector": "main img",
        "check": "check-picture-alt",
        "error_name": _("A picture has no alternative text"),
        "help_text": _("Say what it shows, or mark it as decorative."),
    },
    "section-missing": {
        "selector": "main h3",
        "check": "check-section",
        "error_name": _("A sub-section stands in no section"),
        "help_text": _("Make it a section, or put a section before it."),
    },
}


class PublicationContentCheckerItem(ContentCheckerItem):
    """Wagtail's checks and ours, on what the editor writes: the page around it is not theirs to mend."""

    axe_include = ["main"]

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *CHECKS]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict]:
        rules = [
            {
                "id": rule,
                "impact": "serious",
                "selector": parts["selector"],
                "tags": ["best-practice"],
                "any": [parts["check"]],
                "enabled": True,
            }
            for rule, parts in CHECKS.items()
        ]
        return [*super().get_axe_custom_rules(request), *rules]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict]:
        return [*super().get_axe_custom_checks(request), *({"id": parts["check"]} for parts in CHECKS.values())]

    def get_axe_messages(self, request: HttpRequest) -> dict:
        ours = {
            rule: {"error_name": parts["error_name"], "help_text": parts["help_text"]} for rule, parts in CHECKS.items()
        }
        return {**super().get_axe_messages(request), **ours}

    @property
    def media(self) -> Media:
        return super().media + Media(js=[versioned_static("publications/js/content-checks.js")])
