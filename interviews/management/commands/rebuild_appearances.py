"""The index of who answers what, made again from the interviews."""

from typing import Any

from django.core.management.base import BaseCommand

from interviews.services import rebuild_appearances


class Command(BaseCommand):
    help = "Makes the index of who answers which question again, from the published interviews; harmless at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild_appearances()
        self.stdout.write(f"{count} appearances indexed.")
