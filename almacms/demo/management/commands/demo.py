"""`manage.py demo`: a site one can believe in, to look at and to try."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from almacms.demo.accounts import Account, existing_accounts
from almacms.demo.loader import is_empty, load


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Keep back what every page saved and published would log: the steps are told in sentences here."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class Command(BaseCommand):
    help = "Load the demonstration: articles, interviews, people, pictures, accounts. What exists is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing unless the database is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            self.say(_("The site has contents already: the demonstration is not loaded."))
            self.tell_accounts(existing_accounts())
            return
        with quiet_logs():
            loaded = load(say=self.say, password=os.environ.get("DEMO_PASSWORD") or None)
        if loaded.pages:
            self.say(_("The demonstration is ready: %(count)d new pages.") % {"count": len(loaded.pages)})
        else:
            self.say(_("Nothing was missing: no page was added."))
        self.tell_accounts(loaded.accounts)

    def say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()

    def tell_accounts(self, accounts: list[Account]) -> None:
        if not accounts:
            return
        self.stdout.write("")
        self.stdout.write(_("Accounts, for /admin/:"))
        width = max(len(account.user.username) for account in accounts)
        for account in accounts:
            secret = account.password or _("(existing account, password unchanged)")
            self.stdout.write(f"  {account.user.username:<{width}}  {secret}  ({account.group})")
