"""The French catalogue is complete, up to date with the source, and compiled."""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# What holds sentences for people; the tests' own are nobody's business.
SOURCES = ["almacms", "articles", "home", "interviews", "templates"]
TOOLS = ["xgettext", "msguniq", "msgcmp", "msgfmt"]


class Command(BaseCommand):
    help = "Fails when the French catalogue misses a message, holds a fuzzy one, or is not compiled."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
            raise CommandError(f"GNU gettext is needed to check the catalogues; not found: {', '.join(missing)}")
        catalogue = Path(settings.BASE_DIR, "locale", "fr", "LC_MESSAGES", "django.po")
        if not catalogue.exists():
            raise CommandError("there is no French catalogue: run `make messages`")
        with tempfile.TemporaryDirectory() as folder:
            self.compare(catalogue, self.extract(Path(folder)))
            self.compare_compiled(catalogue, Path(folder))
        self.stdout.write("The French catalogue is complete.")

    def extract(self, folder: Path) -> Path:
        """What makemessages would find today, taken from a copy: the catalogue itself is not touched."""
        for source in SOURCES:
            shutil.copytree(settings.BASE_DIR / source, folder / source)
        (folder / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale=fr", "--keep-pot", "--no-location"]
        # Without settings, makemessages works on the folder it is started in.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.run(command, cwd=folder, env=environment)
        return folder / "locale" / "django.pot"

    def compare(self, catalogue: Path, template: Path) -> None:
        """Msgcmp names what is missing, untranslated or fuzzy; msgfmt, what is translated with other variables."""
        self.run(["msgcmp", str(catalogue), str(template)])
        self.run(["msgfmt", "--check", f"--output-file={os.devnull}", str(catalogue)])

    def compare_compiled(self, catalogue: Path, folder: Path) -> None:
        fresh = folder / "fresh.mo"
        self.run(["msgfmt", f"--output-file={fresh}", str(catalogue)])
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or self.messages(compiled) != self.messages(fresh):
            raise CommandError("the compiled catalogue is not up to date: run `make messages`")

    @staticmethod
    def messages(path: Path) -> dict[Any, str]:
        with path.open("rb") as file:
            return dict(vars(gettext.GNUTranslations(file))["_catalog"])

    @staticmethod
    def run(command: list[str], **options: Any) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
        if done.returncode:
            raise CommandError(f"{command[0]} says:\n{done.stderr.strip() or done.stdout.strip()}")
