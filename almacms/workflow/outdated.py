"""Telling those who approved a page that its text has changed under their approval."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import WorkflowState

from .notifications import notify
from .standing import running, standings

CALM = timedelta(minutes=15)
"""How long nobody must have written before anybody is told: an editor saves with every pause."""


def tell_outdated_approvals(moment: datetime | None = None) -> int:
    """Write to those whose approval no longer counts, once for each approval.

    Somebody who changed the text themselves knows; so nobody is told of what they wrote.

    Returns:
        How many were written to.
    """
    calm = (moment or timezone.now()) - CALM
    running_reviews = standings(running().filter(status=WorkflowState.STATUS_IN_PROGRESS))
    return sum(
        notify(
            f"outdated:{standing.state.pk}:{said.at.timestamp()}",
            [said.user],
            "workflow/mail/outdated.txt",
            {"page": standing.page, "task": standing.task},
        )
        for standing in running_reviews
        if standing.is_review and standing.page.latest_revision_created_at <= calm
        for said in standing.outdated
        if not said.by_an_author
    )
