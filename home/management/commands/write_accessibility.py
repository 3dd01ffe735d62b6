"""Makes the tables of docs/accessibility.md again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.statement.audit import read
from home.statement.document import PATH, rewritten


class Command(BaseCommand):
    help = "Writes the tables and figures of docs/accessibility.md from home/statement/criteria.toml."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / PATH
        path.write_text(rewritten(path.read_text(encoding="utf-8"), read()), encoding="utf-8")
        self.stdout.write(str(path))
