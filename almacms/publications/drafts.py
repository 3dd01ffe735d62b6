"""What drafts say that the database does not yet: a revision is only text to it."""

from collections.abc import Iterator

from django.db import models
from wagtail.models import Page


def drafts_naming(instance: models.Model) -> Iterator[Page]:
    """Pages whose latest draft names a person or a topic in one of its rows, as author, speaker or topic."""
    field = instance._meta.model_name
    changed = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    for page in changed.select_related("latest_revision"):
        rows = (row for rows in page.latest_revision.content.values() if isinstance(rows, list) for row in rows)
        if any(isinstance(row, dict) and row.get(field) == instance.pk for row in rows):
            yield page
