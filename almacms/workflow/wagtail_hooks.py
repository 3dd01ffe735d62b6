"""Moderation in the editorial interface."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .decisions import Refused


@hooks.register("before_edit_page")
def refuse_a_decision_from_an_old_tab(request: HttpRequest, page: Page) -> None:
    """A decision taken in the editor saves what the tab holds: from an old tab, that would be an older text.

    Raises:
        Refused: somebody saved the page since the tab was opened.
    """
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return
    latest = page.get_latest_revision()
    if request.POST.get("overwrite_revision_id"):
        stale = request.POST["overwrite_revision_id"] != str(latest.pk)
    else:
        loaded = (request.POST.get("loaded_revision_id"), request.POST.get("loaded_revision_created_at"))
        stale = loaded != (str(latest.pk), latest.created_at.isoformat())
    if stale:
        raise Refused(_("The text has changed since you opened it: nothing was decided. Read it again, then decide."))
