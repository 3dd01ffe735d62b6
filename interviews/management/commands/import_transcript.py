"""`manage.py import_transcript`: a file that holds an interview, made a draft."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.imports import Imported, import_transcript
from interviews.matching import Match, match_speakers
from interviews.models import InterviewIndexPage
from interviews.transcript_messages import refusal_message, warning_message
from interviews.transcripts import MAX_BYTES, Refusal, Source, Transcript, read, summary_of, transcript_of, understand


class Command(BaseCommand):
    help = "Make a draft interview of a transcript: .docx, .odt, .html, .md, .txt, .vtt or .srt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the transcript")
        parser.add_argument("--parent", metavar="SLUG", help="the list of interviews it goes under, by its address")
        parser.add_argument("--dry-run", action="store_true", help="say what is understood, and write nothing")
        parser.add_argument("--json", action="store_true", help="print what is understood as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        source = self._read(options["file"])
        transcript = transcript_of(understand(source, interviewers=[settings.WAGTAIL_SITE_NAME]))
        imported: Imported | None = None
        if not options["dry_run"]:
            parent = self._parent(options["parent"])
            imported = import_transcript(transcript=transcript, parent=parent, pictures=source.pictures)
        if options["json"]:
            self.stdout.write(json.dumps(summary_of(transcript, warning_message), ensure_ascii=False, indent=2))
        else:
            self._tell(transcript, imported)

    def _read(self, path: Path) -> Source:
        try:
            with path.open("rb") as file:
                # One byte more than is allowed is enough to know.
                return read(path.name, file.read(MAX_BYTES + 1))
        except OSError as error:
            raise CommandError(_("%(file)s cannot be opened: %(reason)s") % {"file": path, "reason": error}) from error
        except Refusal as refusal:
            raise CommandError(f"{path.name}: {refusal_message(refusal)}") from refusal

    def _parent(self, slug: str | None) -> InterviewIndexPage:
        lists = InterviewIndexPage.objects.all()
        parent = (lists.filter(slug=slug) if slug else lists).first()
        if parent is None:
            raise CommandError(
                _("No list of interviews has the address “%(slug)s”.") % {"slug": slug}
                if slug
                else _("There is no list of interviews yet: run create_site first.")
            )
        return parent

    def _tell(self, transcript: Transcript, imported: Imported | None) -> None:
        questions, turns = len(transcript.exchanges), sum(len(exchange.turns) for exchange in transcript.exchanges)
        self.stdout.write(f"{transcript.title or '—'} ({transcript.date or '—'})")
        counted = ngettext("%(count)d question", "%(count)d questions", questions) % {"count": questions}
        answered = ngettext("%(count)d answer", "%(count)d answers", turns) % {"count": turns}
        self.stdout.write(f"{counted}, {answered}")
        names = [speaker.name for speaker in transcript.speakers]
        for match in imported.matches if imported else match_speakers(names):
            self.stdout.write(f"- {match.name}: {recognised(match)}")
        for warning in imported.warnings if imported else transcript.warnings:
            self.stdout.write(f"! {warning.paragraph or '—'}: {warning_message(warning)}")
        for item in transcript.set_aside:
            self.stdout.write(f"× {item.paragraph}: {item.text}")
        if imported:
            told = _("Draft written: “%(title)s”, page %(id)d.")
            self.stdout.write(told % {"title": imported.page.title, "id": imported.page.pk})
        else:
            self.stdout.write(_("Nothing was written."))


def recognised(match: Match) -> str:
    """Who in the library a speaker is."""
    if match.person:
        return _("in the library")
    if match.close:
        names = ", ".join(person.name for person in match.close)
        return _("new; close to %(names)s, to be merged by hand if they are the same") % {"names": names}
    return _("new")
