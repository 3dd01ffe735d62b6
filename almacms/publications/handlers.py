"""What publishing sets off."""

from typing import Any

from django.db import transaction
from django.utils.translation import override
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, PageViewRestriction

from almacms import languages
from almacms.images.services import prepare_renditions
from almacms.page_cache.services import changed, everything_changed
from almacms.people.models import Person

from . import page_changes
from .documents import measure
from .models import Publication, Topic
from .moved_addresses import is_shown
from .services import forget_redirects, leave_redirect, prepare_pictures, record_contributions
from .sharing_pictures import forget_all_pictures, forget_pictures


def on_page_published(instance: Any, **_others: Any) -> None:
    """Index who contributed, and make the pictures' files once the publication is safely stored."""
    if isinstance(instance, Publication):
        page_changes.before_change(instance)
        record_contributions(instance)
        page_changes.after_change(instance)
        # Robust: whatever happens to a picture, the publication is stored and its approval has succeeded.
        transaction.on_commit(lambda: prepare_pictures(instance), robust=True)


def on_page_gone(instance: Any, **_others: Any) -> None:
    """Delete the picture of shared links of a publication that readers no longer have."""
    if isinstance(instance, Publication):
        pk = instance.pk
        transaction.on_commit(lambda: forget_pictures(pk), robust=True)


def before_document_saved(instance: AbstractDocument, **_others: Any) -> None:
    """Measure a document that is stored by code; Wagtail measures those that come by its forms."""
    measure(instance)


def on_person_saved(instance: Person, **_others: Any) -> None:
    """Make the files of a portrait that comes late, and forget the pictures that tell a former name."""
    if instance.__dict__.pop("was_renamed", False):
        publications = list(instance.contributions.values_list("publication", flat=True))
        transaction.on_commit(lambda: forget_all_pictures(publications), robust=True)
    portrait = instance.portrait
    if portrait is not None:
        transaction.on_commit(lambda: prepare_renditions(portrait, "portrait"), robust=True)


def before_address_saved(sender: type[Person | Topic], instance: Person | Topic, **_others: Any) -> None:
    """Remember the address that readers know a person or a topic by, if they know any."""
    before = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    instance.__dict__["was_renamed"] = before is not None and before.name != instance.name
    is_known = before is not None and before.slug != instance.slug and is_shown(before)
    instance.__dict__["addresses_before"] = _addresses(before) if before is not None and is_known else []


def on_address_saved(instance: Person | Topic, **_others: Any) -> None:
    """Lead from the address that a person or a topic had."""
    before = instance.__dict__.pop("addresses_before", [])
    for old, new in zip(before, _addresses(instance), strict=False):
        leave_redirect(old_address=old, new_address=new)


def on_address_deleted(instance: Person | Topic, **_others: Any) -> None:
    """Lead no longer to somebody or something that is gone."""
    for address in _addresses(instance):
        forget_redirects(address=address)


def _addresses(named: Person | Topic) -> list[str]:
    """The address of a person or a topic in each language of the site."""
    found = []
    for code in languages.codes():
        with override(code):
            found.append(named.get_absolute_url())
    return found


DRAFT_FIELDS = frozenset(
    {
        "approved_go_live_at",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
    }
)
"""What readers have nothing of."""


def before_page_saved(
    instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **_others: Any
) -> None:
    if isinstance(instance, Page) and not raw and not _is_draft_only(update_fields):
        page_changes.before_change(instance)


def on_page_saved(
    instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **_others: Any
) -> None:
    """What readers have of a page may be different: its own page, and all that show it."""
    if isinstance(instance, Page) and not raw and not _is_draft_only(update_fields):
        page_changes.after_change(instance)


def on_all_published(instance: Any, **_others: Any) -> None:
    """Every index of what was published is written, by whoever keeps one."""
    if isinstance(instance, Page):
        changed(f"page:{instance.pk}")


def before_page_deleted(instance: Page, **_others: Any) -> None:
    page_changes.before_change(instance)


def on_page_deleted(instance: Page, **_others: Any) -> None:
    page_changes.after_change(instance)


def before_page_moved(instance: Page, **_others: Any) -> None:
    page_changes.before_move(instance)


def on_page_moved(instance: Page, **_others: Any) -> None:
    page_changes.after_move(instance)


def before_restriction_changed(instance: PageViewRestriction, raw: bool = False, **_others: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None and not raw:
        page_changes.before_change_below(page, instance)


def on_restriction_changed(instance: PageViewRestriction, raw: bool = False, **_others: Any) -> None:
    """A page, and all that lies below it, is hidden from readers or shown to them again."""
    if not raw:
        page_changes.after_change_below(instance)


def on_site_changed(raw: bool = False, **_others: Any) -> None:
    """Every address may be another one."""
    if not raw:
        everything_changed()


def _is_draft_only(update_fields: frozenset[str] | None) -> bool:
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)
