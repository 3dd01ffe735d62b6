"""What a hit shows of its text: the words that were looked for, and what stands around the first of them."""

import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from almacms.publications.typography import french

from .languages import tokens
from .queries import Query
from .tokens import LETTERS

LENGTH, BEFORE = 240, 70
"""Characters of an extract, and of what it shows before the first word."""
SEEN = 3
"""Letters that nearly every form of a word has in common with its term."""


def marked(text: str, query: Query) -> SafeString:
    """A whole text, escaped, in which the words that a query wants are marked."""
    return _drawn(french(text), query)


def extract(text: str, query: Query) -> SafeString:
    """The part of a text around the first word that was looked for, its beginning when there is none.

    Args:
        text: paragraphs, one on each line; an extract stays in one of them.
        query: what was looked for.
    """
    lines = [line for line in text.split("\n") if line]
    # Lines that look like it first: most need not be read word by word.
    for line in sorted(lines, key=lambda line: not _may_have(line, query.terms)):
        found = next(
            (token.start for token in tokens(line, query.language) if query.terms.intersection(token.terms)), None
        )
        if found is not None:
            return _around(line, found, query)
    return _around(lines[0], 0, query) if lines else SafeString("")


def _may_have(line: str, terms: frozenset[str]) -> bool:
    """Whether the beginning of a term is in a line; nothing is sure, either way."""
    plain = unicodedata.normalize("NFKD", line.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    return any(term[:SEEN] in plain for term in terms)


def _around(line: str, place: int, query: Query) -> SafeString:
    start = line.rfind(" ", 0, place - BEFORE) + 1 if place > BEFORE else 0
    end = len(line)
    if end - start > LENGTH:
        cut = line.rfind(" ", start, start + LENGTH)
        end = cut if cut > place else start + LENGTH
    cut_text = f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"
    return _drawn(french(cut_text), query)


def _drawn(text: str, query: Query) -> SafeString:
    pieces, end = [], 0
    for token in tokens(text, query.language):
        if query.terms.intersection(token.terms):
            pieces += [escape(text[end : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            end = token.end
    # Every piece of the text went through `escape`.
    return mark_safe("".join([*pieces, escape(text[end:])]))
