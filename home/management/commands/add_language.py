"""Prepares a second language: `manage.py add_language en` (docs/operations.md)."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError

from almacms import languages
from home.services import prepare_language


class Command(BaseCommand):
    help = "Makes the front page and the lists of another language, as drafts; may be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="en, once ALMACMS_LANGUAGES=fr,en and `migrate` has been run")

    def handle(self, *_args: Any, code: str, **_options: Any) -> None:
        if code not in languages.codes()[1:]:
            raise CommandError(
                f"{code} is none of the other languages of the site: set ALMACMS_LANGUAGES=fr,{code} first."
            )
        try:
            made = prepare_language(code=code)
        except Permission.DoesNotExist as error:
            raise CommandError("Run `manage.py migrate` with these settings first.") from error
        for page in made:
            self.stdout.write(f"{page.title}: {page.full_url}")
        self.stdout.write(f"{len(made)} drafts made. The language opens when its front page is published.")
