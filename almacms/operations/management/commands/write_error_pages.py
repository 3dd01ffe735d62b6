"""The page that the web server shows while nobody answers behind it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string


class Command(BaseCommand):
    help = "Writes 503.html for the web server, with today's addresses of the style sheets: after each collectstatic."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.DATA_DIR / "errors"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "503.html"
        # Aside first: the web server may be showing it.
        fresh = path.with_suffix(".new")
        fresh.write_text(render_to_string("503.html"), encoding="utf-8")
        fresh.replace(path)
        self.stdout.write(str(path))
