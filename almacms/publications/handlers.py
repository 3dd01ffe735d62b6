"""What publishing sets off."""

from typing import Any

from django.db import transaction

from .models import Publication
from .services import prepare_pictures, record_contributions


def on_page_published(instance: Any, **_others: Any) -> None:
    """Index who contributed, and make the pictures' files once the publication is safely stored."""
    if isinstance(instance, Publication):
        record_contributions(instance)
        transaction.on_commit(lambda: prepare_pictures(instance))
