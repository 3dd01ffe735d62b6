"""What publishing sets off."""

from typing import Any

from django.db import transaction

from .models import Publication
from .services import prepare_pictures, record_contributions


def on_page_published(instance: Any, **_others: Any) -> None:
    """Index who contributed, and make the pictures' files once the publication is safely stored."""
    if isinstance(instance, Publication):
        record_contributions(instance)
        # Robust: whatever happens to a picture, the publication is stored and its approval has succeeded.
        transaction.on_commit(lambda: prepare_pictures(instance), robust=True)
