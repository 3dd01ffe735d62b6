"""Have every page made again, in every process and in the caches in front."""

from typing import Any

from django.core.management.base import BaseCommand

from almacms.page_cache.services import everything_changed


class Command(BaseCommand):
    help = "Makes every page new for readers: in every process, in Redis, and in the caches in front."

    def handle(self, *args: Any, **options: Any) -> None:
        everything_changed()
        self.stdout.write("Every page will be made again when it is next asked for.")
