"""What is due: to go online, or to be taken down. Each thing by itself, so that a broken one holds up no other."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from .models import Heartbeat

logger = logging.getLogger(__name__)


def expired(moment: datetime) -> list[QuerySet]:
    """What is online at this moment and should no longer be, a queryset for each model."""
    others = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    models = [Page, *(model for model in others if not issubclass(model, Page))]
    return [model.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at") for model in models]


def approved(moment: datetime) -> QuerySet[Revision]:
    """The revisions that should be online by this moment."""
    return Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")


def is_stuck() -> bool:
    """Whether something has been due for as many rounds as a scheduler may miss."""
    overdue = timezone.now() - timedelta(seconds=settings.SCHEDULER_INTERVAL) * Heartbeat.TOLERANCE
    return any(queryset.exists() for queryset in [*expired(overdue), approved(overdue)])


def carry_out() -> int:
    """Take down and put online what is due, as Wagtail's `publish_scheduled` would if nothing ever failed.

    Returns:
        How many failed; each is in the log, stays due, and is tried again in the next round.
    """
    return sum(not _succeeds(name, action) for name, action in _actions())


def _actions() -> Iterator[tuple[str, Callable[[], None]]]:
    for queryset in expired(timezone.now()):
        for item in list(queryset):
            yield (
                f"taking down {item._meta.label} {item.pk}",
                partial(item.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"),
            )
    for revision in approved(timezone.now()).values_list("pk", flat=True):
        yield f"publishing revision {revision}", partial(publish, revision)


def publish(number: int) -> None:
    """Publish a revision if it is still due: what it belongs to is held first, since somebody may be saving it.

    Args:
        number: of the revision.
    """
    object_id, content_type = Revision.objects.values_list("object_id", "base_content_type").get(pk=number)
    if model := ContentType.objects.get_for_id(content_type).model_class():
        model._base_manager.select_for_update().filter(pk=object_id).values_list("pk").first()
    for revision in approved(timezone.now()).filter(pk=number):
        revision.publish(log_action="wagtail.publish.scheduled")


def _succeeds(name: str, action: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            action()
    except Exception:
        logger.exception("scheduler: %s failed", name)
        return False
    return True
