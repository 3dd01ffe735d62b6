"""What a reader who is typing may mean: titles and names of which the words begin so."""

import re
import time
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest

from .dialects import dialect
from .languages import DEFAULT, begins_a_stop_word, forms
from .queries import readable
from .results import address, subjects
from .tokens import WORD, form

SHORTEST, LONGEST = 2, 60
"""Letters without which nothing is proposed, and that are read."""
MOST_WORDS = 6
MOST = 8
"""How many titles and names are proposed."""

LAST = re.compile(rf"(?:{WORD}|\d+)$")


@dataclass(frozen=True)
class Completion:
    """A title or a name, and where it is read."""

    title: str
    kind: str
    url: str


def complete(typed: str, language: str = DEFAULT, request: HttpRequest | None = None) -> list[Completion]:
    """Titles and names of which the words begin as these do: first those that begin with them, the newest first.

    Args:
        typed: anything.
        language: of what is proposed.
        request: the reader's, which knows where pages stand.
    """
    finished, unfinished = _beginnings(readable(typed[:LONGEST]), language)
    beginnings = [*finished, *([unfinished] if unfinished else [])]
    if not any(len(beginning) >= SHORTEST for beginning in beginnings):
        return []
    entries = _entries(beginnings, language)
    if not entries and finished and begins_a_stop_word(unfinished, language):
        # The index leaves these words out: “sous l” and “sous le” are the beginning of “Sous le vent”.
        entries = _entries(finished, language)
    shown = subjects(entries)
    found = [Completion(entry.title, entry.kind_label, address(entry, page, request)) for entry, page in shown]
    return [completion for completion in found if completion.url]


def _beginnings(text: str, language: str) -> tuple[list[str], str]:
    """The words that were typed, and the last one, which may be unfinished or one that is not looked for."""
    last = LAST.search(text)
    finished = forms(text[: last.start()] if last else text, language)
    return finished[: MOST_WORDS - 1], form(last[0]) if last else ""


def _entries(beginnings: list[str], language: str) -> list[int]:
    words = dialect()
    # What was typed is in the parameters; it holds letters and figures only.
    sql = (
        f"SELECT e.id FROM {words.source} WHERE {words.begins} AND e.language = %s"  # noqa: S608
        " AND (e.expiry IS NULL OR e.expiry > %s)"
        " ORDER BY CASE WHEN e.title_words LIKE %s THEN 0 ELSE 1 END,"
        " CASE WHEN e.kind IN ('person', 'topic', 'page') THEN 0 ELSE 1 END, e.moment DESC, e.id DESC"
        f" LIMIT {MOST}"
    )
    parameters: list[str | int] = [words.beginnings(beginnings), language, int(time.time()), f"{' '.join(beginnings)}%"]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor.fetchall()]
