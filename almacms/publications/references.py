"""Where people, topics and publications are used, kept true when a page lets go of one.

Wagtail reads a page's rows before modelcluster deletes those the editor took away: the library would go on saying that
a person is used, and refuse to delete them.
"""

from typing import Any

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex


def on_row_deleted(instance: models.Model, **_others: Any) -> None:
    """Read the references of a row's page again, once the deletion is stored."""
    parent = next(field for field in instance._meta.fields if isinstance(field, ParentalKey))
    page_id = getattr(instance, parent.attname)
    transaction.on_commit(lambda: refresh(page_id))


def refresh(pk: int) -> None:
    """Read the references of a page again; nothing to do when it went with its rows."""
    page = Page.objects.filter(pk=pk).specific().first()
    if page is not None:
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(page)
