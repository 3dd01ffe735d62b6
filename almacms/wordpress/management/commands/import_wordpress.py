"""`manage.py import_wordpress`: a blog's export, made articles, interviews, pages, people, topics and pictures."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from almacms.accounts.models import User
from almacms.wordpress.mapping import BadMapping, Mapping, read_mappings
from almacms.wordpress.models import Line, Run
from almacms.wordpress.reasons import words_for
from almacms.wordpress.reports import report_of
from almacms.wordpress.services import PERMISSION, import_now, options_of, table_of
from almacms.wordpress.tally import KINDS

COLUMNS = ("read", "created", "updated", "unchanged", "skipped", "warnings")


class Command(BaseCommand):
    help = "Import a WordPress export (WXR 1.0 to 1.2). It may be stopped, and run again: nothing doubles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the export, from WordPress's Tools > Export")
        media = parser.add_mutually_exclusive_group()
        media.add_argument("--media", type=Path, metavar="DIR", help="a copy of the blog's wp-content/uploads")
        media.add_argument("--fetch-media", action="store_true", help="fetch pictures and files from the blog")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write no content")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report there, as JSON")
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE", action="append", default=[], help="what is renamed or merged (TOML)"
        )
        parser.add_argument("--user", metavar="NAME", help="the administrator in whose name it is done")

    def handle(self, *args: Any, **options: Any) -> None:
        mapping = self._mapping(options["mapping"])
        if options["media"] is not None and not options["media"].is_dir():
            raise CommandError(_("%(file)s is no folder.") % {"file": options["media"]})
        chosen = options_of(mapping, media=options["media"], fetch_media=options["fetch_media"])
        try:
            with options["file"].open("rb") as file:
                run = import_now(
                    file=file,
                    name=options["file"].name,
                    user=self._user(options["user"]),
                    options=chosen,
                    is_dry=options["dry_run"],
                    told=self._tell_progress,
                )
        except OSError as error:
            reason = {"file": options["file"], "reason": error}
            raise CommandError(_("%(file)s cannot be opened: %(reason)s") % reason) from error
        self._tell(run)
        if options["report"] is not None:
            options["report"].write_text(json.dumps(report_of(run), ensure_ascii=False, indent=2), "utf-8")
        if not run.is_whole:
            raise CommandError(_("The file could not be read to its end: what came before is imported."))

    def _mapping(self, paths: list[Path]) -> Mapping:
        try:
            return read_mappings(path.read_bytes() for path in paths)
        except (OSError, BadMapping) as error:
            raise CommandError(_("The mapping cannot be read: %(reason)s") % {"reason": error}) from error

    def _user(self, name: str | None) -> User | None:
        if not name:
            return None
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None or not user.has_perm(PERMISSION):
            raise CommandError(_("%(name)s may not run imports.") % {"name": name})
        return user

    def _tell_progress(self, run: Run) -> None:
        if run.done % 500 == 0:
            self.stderr.write(f"{run.phase}: {run.percent} %")

    def _tell(self, run: Run) -> None:
        self.stdout.write(f"{'':24}" + "".join(f"{column:>11}" for column in COLUMNS))
        for label, numbers in table_of(run):
            self.stdout.write(f"{label:24}" + "".join(f"{number:>11}" for number in numbers))
        for kind, row in run.counts.items():
            for reason, number in row["why"].items():
                self.stdout.write(f"- {KINDS[kind]}: {number} × {words_for(reason)}")
        for line in run.lines.filter(weight=Line.Weight.ERROR):
            self.stdout.write(f"! {words_for(line.reason)} ({line.detail})")
        if run.is_dry:
            self.stdout.write(_("Nothing was written."))
