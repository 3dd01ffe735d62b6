"""What whoever submits a page is told at once."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .standing import standing_of

SUBMITTING = ("action-submit", "action-restart-workflow")


def warn_of_a_shortage(request: HttpRequest, page: Page) -> None:
    """Say that the step just begun cannot end, rather than let the page wait in silence."""
    if not any(name in request.POST for name in SUBMITTING):
        return
    standing = standing_of(page)
    if standing and standing.shortage:
        text = _("“%(title)s” was submitted, but this review cannot end as things stand. %(why)s")
        messages.warning(request, text % {"title": page.get_admin_display_title(), "why": standing.shortage})
