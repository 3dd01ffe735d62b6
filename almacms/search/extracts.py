"""What a hit shows of its text: the words that were looked for, and what stands around the first of them."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from almacms.publications.typography import french

from .french import tokens

LENGTH, BEFORE = 240, 70
"""Characters of an extract, and of what it shows before the first word."""


def marked(text: str, terms: frozenset[str]) -> SafeString:
    """A whole text, escaped, in which the words that have one of these terms are marked."""
    return _drawn(french(text), terms)


def extract(text: str, terms: frozenset[str]) -> SafeString:
    """The part of a text around the first word that was looked for, its beginning when there is none.

    Args:
        text: paragraphs, one on each line; an extract stays in one of them.
        terms: those of the query.
    """
    lines = [line for line in text.split("\n") if line]
    for line in lines:
        found = next((token.start for token in tokens(line) if terms.intersection(token.terms)), None)
        if found is not None:
            return _around(line, found, terms)
    return _around(lines[0], 0, terms) if lines else SafeString("")


def _around(line: str, place: int, terms: frozenset[str]) -> SafeString:
    start = line.rfind(" ", 0, place - BEFORE) + 1 if place > BEFORE else 0
    end = len(line)
    if end - start > LENGTH:
        cut = line.rfind(" ", start, start + LENGTH)
        end = cut if cut > place else start + LENGTH
    cut_text = f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"
    return _drawn(french(cut_text), terms)


def _drawn(text: str, terms: frozenset[str]) -> SafeString:
    pieces, end = [], 0
    for token in tokens(text):
        if terms.intersection(token.terms):
            pieces += [escape(text[end : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            end = token.end
    # Every piece of the text went through `escape`.
    return mark_safe("".join([*pieces, escape(text[end:])]))
