"""Footnotes as a page shows them: the library numbers them while it draws the body."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html
from wagtail_footnotes.models import Footnote


@dataclass(frozen=True)
class Note:
    """A note at the foot, and the references it answers."""

    number: int
    html: SafeString
    back_anchors: list[str]

    @property
    def anchor(self) -> str:
        """What follows # in the address of the note."""
        return f"note-{self.number}"


def number_notes(footnotes: Iterable[Footnote]) -> list[Note]:
    """The notes in the order they were met in the text, with the anchor of each reference to them."""
    return [
        Note(
            number,
            SafeString(expand_db_html(footnote.text)),
            [f"renvoi-{number}-{reference}" for reference in footnote.references],
        )
        for number, footnote in enumerate(footnotes, start=1)
    ]
