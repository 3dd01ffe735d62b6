"""What publishing sets off."""

from typing import Any

from django.db import transaction

from almacms.images.services import prepare_renditions
from almacms.people.models import Person

from .models import Publication, Topic
from .services import forget_redirects, leave_redirect, prepare_pictures, record_contributions
from .sharing_pictures import forget_pictures


def on_page_published(instance: Any, **_others: Any) -> None:
    """Index who contributed, and make the pictures' files once the publication is safely stored."""
    if isinstance(instance, Publication):
        record_contributions(instance)
        # Robust: whatever happens to a picture, the publication is stored and its approval has succeeded.
        transaction.on_commit(lambda: prepare_pictures(instance), robust=True)


def on_page_gone(instance: Any, **_others: Any) -> None:
    """Delete the picture of shared links of a publication that readers no longer have."""
    if isinstance(instance, Publication):
        pk = instance.pk
        transaction.on_commit(lambda: forget_pictures(pk), robust=True)


def on_person_saved(instance: Person, **_others: Any) -> None:
    """Make the files of a portrait that comes after the publications of its person."""
    portrait = instance.portrait
    if portrait is not None:
        transaction.on_commit(lambda: prepare_renditions(portrait, "portrait"), robust=True)


def before_address_saved(sender: type[Person | Topic], instance: Person | Topic, **_others: Any) -> None:
    """Remember the address that readers know a person or a topic by, if they know any."""
    before = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    is_known = before is not None and before.slug != instance.slug and _is_shown(before)
    instance.__dict__["address_before"] = before.get_absolute_url() if before is not None and is_known else ""


def on_address_saved(instance: Person | Topic, **_others: Any) -> None:
    """Lead from the address that a person or a topic had."""
    before = instance.__dict__.pop("address_before", "")
    if before:
        leave_redirect(old_address=before, new_address=instance.get_absolute_url())


def on_address_deleted(instance: Person | Topic, **_others: Any) -> None:
    """Lead no longer to somebody or something that is gone."""
    forget_redirects(address=instance.get_absolute_url())


def _is_shown(named: Person | Topic) -> bool:
    visible = Publication.objects.visible()
    shown = visible.with_person(named) if isinstance(named, Person) else visible.in_topic(named)
    return shown.exists()
