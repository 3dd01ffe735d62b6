"""Loads the demonstration: all of it or nothing, and only what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from almacms.accounts.models import User
from almacms.images.services import prepare_renditions
from almacms.publications import contents
from almacms.publications.models import Publication
from almacms.publications.services import prepare_pictures
from home.models import SiteSettings
from home.services import ensure_tree

from .accounts import Account, ensure_accounts, give_addresses
from .library import DemoLibrary, Say
from .newsroom import Newsroom
from .site import furnish


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    accounts: list[Account]
    pages: list[Page]


def is_empty() -> bool:
    """Nobody has an account and nothing was written: the database has just been made."""
    return not User.objects.exists() and not Publication.objects.exists()


def load(*, say: Say, password: str | None = None, picture_width: int | None = None) -> Loaded:
    """Load what is missing of the demonstration, in one transaction; what exists is never changed.

    Args:
        say: told each step, for somebody who waits.
        password: of the accounts to be made; one is drawn when there is none.
        picture_width: draws smaller pictures than the site deserves.
    """
    libraries: list[DemoLibrary] = []
    try:
        with transaction.atomic():
            return _load(say, password, picture_width, libraries.append)
    except BaseException:
        for library in libraries:
            library.discard_files()
        raise


def _load(say: Say, password: str | None, picture_width: int | None, remember: Callable[[DemoLibrary], None]) -> Loaded:
    say(_("Accounts…"))
    accounts = ensure_accounts(password)
    writer, reviewer, administrator = (account.user for account in accounts)
    library = DemoLibrary(say=say, owner=writer, picture_width=picture_width)
    remember(library)
    pages: list[Page] = []
    # Asked for first, so that it runs before the site's own preparation, which tells nothing to whoever waits.
    transaction.on_commit(partial(_prepare, pages, say))
    home = ensure_tree()
    newsroom = Newsroom(library=library, say=say, writer=writer, reviewer=reviewer)
    pages += newsroom.publish(home)
    pages += furnish(home, library=library, say=say, editor=administrator)
    give_addresses(accounts)
    return Loaded(accounts, pages)


def _prepare(pages: list[Page], say: Say) -> None:
    """Make the files that readers will ask for, so that the first of them does not wait."""
    for number, page in enumerate(pages, start=1):
        say(
            _("Preparing pictures: %(number)d of %(total)d, “%(title)s”…")
            % {"number": number, "total": len(pages), "title": page.title}
        )
        if isinstance(page, Publication):
            prepare_pictures(page)
        else:
            for image in contents.pictures(page.body):
                prepare_renditions(image, "body")
    for settings in SiteSettings.objects.exclude(social_picture=None).select_related("social_picture"):
        prepare_renditions(settings.social_picture, social=True)
