"""What publishing sets off."""

from typing import Any

from django.db import transaction

from almacms.images.services import prepare_renditions
from almacms.people.models import Person

from .models import Publication
from .services import prepare_pictures, record_contributions


def on_page_published(instance: Any, **_others: Any) -> None:
    """Index who contributed, and make the pictures' files once the publication is safely stored."""
    if isinstance(instance, Publication):
        record_contributions(instance)
        # Robust: whatever happens to a picture, the publication is stored and its approval has succeeded.
        transaction.on_commit(lambda: prepare_pictures(instance), robust=True)


def on_person_saved(instance: Person, **_others: Any) -> None:
    """Make the files of a portrait that comes after the publications of its person."""
    portrait = instance.portrait
    if portrait is not None:
        transaction.on_commit(lambda: prepare_renditions(portrait, "portrait"), robust=True)
