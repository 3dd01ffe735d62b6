"""The files an interview can be taken away in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from ..models import InterviewPage
from .text import write_markdown, write_text
from .word import write_docx


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    extension: str
    content_type: str
    label: str | Promise
    write: Callable[[InterviewPage, int], bytes]


WORD = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    _("Download as Word document"),
    lambda page, revision: write_docx(page, revision=revision),
)
TEXT = Format(
    "txt", "text/plain; charset=utf-8", _("Download as plain text"), lambda page, _r: write_text(page).encode()
)
MARKDOWN = Format(
    "md", "text/markdown; charset=utf-8", _("Download as Markdown"), lambda page, _r: write_markdown(page).encode()
)
FORMATS = {known.extension: known for known in (WORD, TEXT, MARKDOWN)}


def download(page: InterviewPage, kind: Format, *, revision: int) -> HttpResponse:
    """The response that gives an interview as a file, named after its address."""
    response = HttpResponse(kind.write(page, revision), content_type=kind.content_type)
    name = PurePath(page.slug or "entretien").name
    header = content_disposition_header(as_attachment=True, filename=f"{name}.{kind.extension}")
    response.headers["Content-Disposition"] = header or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
