"""The day by which a page should have been decided about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from .models import Deadline

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LOG_ACTION = "almacms.review.deadline"


@transaction.atomic
def set_deadline(*, page: Page, day: date | None, user: AbstractUser) -> None:
    """Give a page its day, another one, or none; the page's history tells of it when it changes."""
    before = Deadline.objects.select_for_update().filter(page=page).values_list("day", flat=True).first()
    if day == before:
        return
    if day is None:
        Deadline.objects.filter(page=page).delete()
    else:
        Deadline.objects.update_or_create(page_id=page.pk, defaults={"day": day, "set_by_id": user.pk})
    data = {"day": day and day.isoformat(), "before": before and before.isoformat()}
    log(instance=page, action=LOG_ACTION, user=user, data=data)


def forget_deadline(*, instance: WorkflowState, **_signal: Any) -> None:
    """What was decided in time has no deadline any more: the next review starts without one."""
    Deadline.objects.filter(page=instance.object_id).delete()
