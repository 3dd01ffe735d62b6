"""What saving a page must not lose."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page

from almacms.workflow.outsiders import adopt_comments


@receiver(pre_save)
def keep_comments_that_just_came(instance: Any, **_options: Any) -> None:
    """Pages of every kind, which are a sender each."""
    if isinstance(instance, Page) and instance.pk is not None:
        adopt_comments(instance)
