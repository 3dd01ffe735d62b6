"""What a hit shows of its text: the words that were looked for, and what stands around them."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from almacms.publications.typography import french

from .languages import tokens
from .queries import Clause, Query
from .tokens import LETTERS, Token

LENGTH, BEFORE = 240, 70
"""Characters of an extract, and of what it shows before the first word."""
SEEN = 3
"""Letters that nearly every form of a word has in common with its term."""


def marked(text: str, query: Query) -> SafeString:
    """A whole text, escaped, in which the words that a query wants are marked."""
    return _drawn(french(text), query)


def extract(text: str, query: Query) -> SafeString:
    """The part of a text that shows most of what was looked for, its beginning when there is none.

    Args:
        text: paragraphs, one on each line; an extract stays in one of them.
        query: what was looked for.
    """
    lines = [line for line in text.split("\n") if line]
    # Lines that look like it first: most need not be read word by word.
    likely = sorted(((_likely(line, query.terms), line) for line in lines), key=lambda each: -each[0])
    best, chosen = Place(0, 0), ""
    for likelihood, line in likely:
        if best.shown and best.shown >= min(likelihood, len(query.wanted)):
            break
        if (found := _best_place(line, query)).shown > best.shown:
            best, chosen = found, line
    if best.shown:
        return _around(chosen, best.start, query)
    return _around(lines[0], 0, query) if lines else SafeString("")


class Place(NamedTuple):
    """Where an extract may begin, and how much of a query it would show."""

    shown: int
    start: int


def _likely(line: str, terms: frozenset[str]) -> int:
    """Of how many terms the beginning is in a line; nothing is sure, either way."""
    plain = unicodedata.normalize("NFKD", line.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    return sum(term[:SEEN] in plain for term in terms)


def _best_place(line: str, query: Query) -> Place:
    """The first of the places from which most of what was looked for can be shown together."""
    if len(query.wanted) == 1 and not query.wanted[0].is_phrase:
        # Most queries: the rest of the line need not be read.
        alone = (token.start for token in tokens(line, query.language) if query.terms.intersection(token.terms))
        start = next(alone, None)
        return Place(0, 0) if start is None else Place(1, start)
    places = [(token.start, clause) for token, clause in _met(list(tokens(line, query.language)), query)]
    best = Place(0, 0)
    for number, (start, _clause) in enumerate(places):
        # No extract shows more than everything: what follows need not be compared.
        if best.shown == len(query.wanted):
            break
        together = {clause for place, clause in places[number:] if place < start + LENGTH - BEFORE}
        if len(together) > best.shown:
            best = Place(len(together), start)
    return best


def _met(read: list[Token], query: Query) -> Iterator[tuple[Token, Clause]]:
    """The words of a line at which something looked for begins; those of a phrase, only one after the other."""
    for number, token in enumerate(read):
        for clause in query.wanted:
            if clause.is_phrase:
                following = read[number : number + len(clause.terms)]
                is_met = len(following) == len(clause.terms) and all(
                    term in each.terms for term, each in zip(clause.terms, following, strict=True)
                )
            else:
                is_met = any(term in clause.terms for term in token.terms)
            if is_met:
                yield token, clause


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
