"""What a reader typed, understood: words, "phrases" and -exclusions. Nothing that can be typed is an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .languages import DEFAULT, tokens

LONGEST = 200
"""Characters of a query that are read."""
MOST_CLAUSES = 10

# « 10 000 » is one number, as it is in texts.
PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>\d{1,3}(?: \d{3})+(?![^\s"])|[^\s"]+))')
QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″＂", '"'))
UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True)
class Clause:
    """Something to be found: any of these terms, or all of them one after the other."""

    terms: tuple[str, ...]
    forms: tuple[str, ...]
    """The same with their endings."""
    is_phrase: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """What stands for it in a row of terms: any of these."""
        return (" ".join(self.terms),) if self.is_phrase else self.terms

    def in_part(self, part: str) -> tuple[str, ...]:
        """What is looked for in a part of an entry: D holds words, the others terms."""
        return self.forms if part == "D" else self.terms


@dataclass(frozen=True)
class Query:
    """What must be found, and what must not."""

    text: str
    """As it was typed, without what cannot be shown."""
    wanted: tuple[Clause, ...]
    excluded: tuple[Clause, ...]
    words: tuple[str, ...]
    """The wanted words that stand outside of phrases, as they were typed."""
    language: str = DEFAULT

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms that an extract shows."""
        return frozenset(term for clause in self.wanted for term in clause.terms)


def readable(typed: str) -> str:
    """What was typed without what cannot be shown, and no more of it than is read."""
    return " ".join(UNREADABLE.sub(" ", typed[:LONGEST]).split())


def parse(typed: str, language: str = DEFAULT) -> Query:
    """Read a query; a query of words that are in every text wants nothing.

    Args:
        typed: anything.
        language: whose analyser reads it, and whose texts it is looked for in.
    """
    text = readable(typed)
    wanted: dict[Clause, None] = {}
    excluded: dict[Clause, None] = {}
    words: dict[str, None] = {}
    spaced = text.translate(QUOTES)
    for piece in PIECE.finditer(spaced):
        for clause, word in _clauses(piece, language):
            (excluded if piece["minus"] else wanted)[clause] = None
            if word and not piece["minus"]:
                words[word] = None
    most = MOST_CLAUSES
    return Query(text, tuple(wanted)[:most], tuple(excluded)[:most], tuple(words)[:most], language)


def _clauses(piece: re.Match[str], language: str) -> Iterator[tuple[Clause, str]]:
    text = piece["word"] if piece["phrase"] is None else piece["phrase"]
    found = list(tokens(text, language))
    # « -arc-en-ciel » excludes the phrase: texts that only have one of its words are kept.
    if len(found) > 1 and (piece["phrase"] is not None or piece["minus"]):
        terms, forms = (tuple(said) for said in zip(*((t.terms[0], t.forms[0]) for t in found), strict=True))
        yield Clause(terms, forms, is_phrase=True), ""
        return
    for token in found:
        yield Clause(token.terms, token.forms), text[token.start : token.end] if piece["phrase"] is None else ""
