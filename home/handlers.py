"""What makes the site's furniture out of date."""

from typing import Any

from django.db import transaction

from . import furniture


def on_change(**_others: Any) -> None:
    """A page came, went, moved or was renamed, or the settings changed: read the furniture afresh."""
    transaction.on_commit(furniture.forget)
