"""Takes back a second language: `manage.py close_language en` (docs/operations.md)."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.services import close_language


class Command(BaseCommand):
    help = "Unpublishes every page of another language than the site's own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="en")

    def handle(self, *_args: Any, code: str, **_options: Any) -> None:
        if code == settings.LANGUAGE_CODE:
            raise CommandError("The site's own language stays open.")
        self.stdout.write(f"{close_language(code=code)} pages unpublished.")
