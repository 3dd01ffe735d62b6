"""What a reader typed, understood: words, "phrases" and -exclusions. Nothing that can be typed is an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .french import tokens

LONGEST = 200
"""Characters of a query that are read."""
MOST_CLAUSES = 10

PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″＂", '"'))
UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True)
class Clause:
    """Something to be found: any of these terms, or all of them one after the other."""

    terms: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True)
class Query:
    """What must be found, and what must not."""

    text: str
    """As it was typed, without what cannot be shown."""
    wanted: tuple[Clause, ...]
    excluded: tuple[Clause, ...]
    words: tuple[str, ...]
    """The wanted words that stand outside of phrases, as they were typed."""

    @property
    def terms(self) -> frozenset[str]:
        """The terms that an extract shows."""
        return frozenset(term for clause in self.wanted for term in clause.terms)


def parse(typed: str) -> Query:
    """Read a query; a query of words that are in every text wants nothing."""
    text = " ".join(UNREADABLE.sub(" ", typed[:LONGEST]).split())
    wanted: dict[Clause, None] = {}
    excluded: dict[Clause, None] = {}
    words: dict[str, None] = {}
    spaced = text.translate(QUOTES)
    for piece in PIECE.finditer(spaced):
        for clause, word in _clauses(piece):
            (excluded if piece["minus"] else wanted)[clause] = None
            if word and not piece["minus"]:
                words[word] = None
    return Query(text, tuple(wanted)[:MOST_CLAUSES], tuple(excluded)[:MOST_CLAUSES], tuple(words)[:MOST_CLAUSES])


def _clauses(piece: re.Match[str]) -> Iterator[tuple[Clause, str]]:
    text = piece["word"] if piece["phrase"] is None else piece["phrase"]
    found = list(tokens(text))
    # « -arc-en-ciel » excludes the phrase: texts that only have one of its words are kept.
    if len(found) > 1 and (piece["phrase"] is not None or piece["minus"]):
        yield Clause(tuple(token.terms[0] for token in found), is_phrase=True), ""
        return
    for token in found:
        yield Clause(token.terms), text[token.start : token.end] if piece["phrase"] is None else ""
