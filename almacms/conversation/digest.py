"""Once a day, those who moderate are told what waits for them."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from almacms.workflow.notifications import notify

from .models import Comment

MORNING = 7
"""The hour before which nobody is written to."""
TOLD = 20
"""Comments quoted in a letter; the queue has them all."""


def write_digest(now: datetime | None = None) -> int:
    """Write to those who moderate about what waits, once a day, in the morning; returns how many were written to."""
    today = timezone.localtime(now)
    if today.hour < MORNING:
        return 0
    waiting = Comment.objects.waiting()
    count = waiting.count()
    if not count:
        return 0
    may = Q(is_superuser=True) | Q(
        groups__permissions__codename="moderate_comment", groups__permissions__content_type__app_label="conversation"
    )
    context = {
        "count": count,
        "comments": list(waiting.select_related("thread__publication")[:TOLD]),
        "address": settings.WAGTAILADMIN_BASE_URL + reverse("conversation_queue"),
    }
    people = get_user_model().objects.filter(may, is_active=True).distinct().order_by("pk")
    return notify(f"comments:{today:%Y-%m-%d}", people, "conversation/mail/digest.txt", context)
