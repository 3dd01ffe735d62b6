"""What makes the site's furniture out of date, and what its own pictures need."""

from typing import Any

from django.db import transaction

from almacms.images.services import prepare_renditions
from almacms.page_cache.services import changed
from almacms.publications import contents

from .furniture import FurnitureFinding
from .models import ContentPage, SiteSettings
from .statement import STATEMENT


def on_change(**_others: Any) -> None:
    """A page came, went, moved or was renamed, or the settings changed: read the furniture afresh."""
    changed(finding=("furniture", FurnitureFinding, lambda _finding: None))


def on_page_published(instance: Any, **_others: Any) -> None:
    """Make the files of a plain page's pictures, so that its first reader waits for none."""
    if isinstance(instance, ContentPage):
        transaction.on_commit(lambda: prepare_body(instance), robust=True)


def prepare_body(page: ContentPage) -> None:
    for image in contents.pictures(page.body):
        prepare_renditions(image, "body")


def on_settings_saved(instance: SiteSettings, **_others: Any) -> None:
    """Make the file of the default sharing picture, which every page names; the statement shows yet more."""
    changed(STATEMENT)
    picture = instance.social_picture
    if picture is not None:
        transaction.on_commit(lambda: prepare_renditions(picture, social=True), robust=True)
