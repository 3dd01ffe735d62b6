"""Forget the links to drafts that have been closed for long."""

from typing import Any

from django.core.management.base import BaseCommand

from almacms.sharing.services import KEPT_AFTER_DEATH, purge_dead_links


class Command(BaseCommand):
    help = f"Forgets the links to drafts that were closed more than {KEPT_AFTER_DEATH.days} days ago."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{purge_dead_links()} links forgotten")
