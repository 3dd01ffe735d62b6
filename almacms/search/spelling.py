"""« Vouliez-vous dire »: words that differ by one letter from one that is in no text."""

import string
from collections.abc import Iterable

from django.db import connection

from .dialects import dialect
from .french import terms
from .models import Word
from .queries import Clause, Query
from .tokens import fold

SHORTEST, LONGEST = 4, 24
"""Letters of the words that are corrected: shorter ones have too many neighbours."""
MOST_CANDIDATES = 20


def neighbours(word: str) -> set[str]:
    """Words at one letter from this one: a letter too many, too few, another, or two exchanged (Damerau, 1964)."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deleted = {before + after[1:] for before, after in cuts if after}
    exchanged = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    replaced = {before + c + after[1:] for before, after in cuts if after for c in string.ascii_lowercase}
    inserted = {before + c + after for before, after in cuts for c in string.ascii_lowercase}
    return (deleted | exchanged | replaced | inserted) - {word}


def suggestion(query: Query) -> str:
    """The query with its unknown words replaced by the most frequent known ones at one letter; empty without any."""
    typed = {word: fold(word) for word in query.words}
    typed = {word: folded for word, folded in typed.items() if SHORTEST <= len(folded) <= LONGEST and folded.isascii()}
    around = {folded: neighbours(folded) for folded in typed.values()}
    asked = set().union(around, *around.values()) if around else set()
    known = dict(Word.objects.filter(word__in=asked).values_list("word", "written")) if asked else {}
    unknown = {word: folded for word, folded in typed.items() if folded not in known}
    candidates = sorted({near for folded in unknown.values() for near in around[folded] & known.keys()})
    frequencies = _frequencies(candidates[:MOST_CANDIDATES])
    corrected = query.text
    for word, folded in unknown.items():
        found = [near for near in around[folded] if frequencies.get(near)]
        if found:
            best = min(found, key=lambda near: (-frequencies[near], near))
            corrected = corrected.replace(word, known[best], 1)
    return corrected if corrected != query.text else ""


def _frequencies(candidates: Iterable[str]) -> dict[str, int]:
    """In how many entries each word is found."""
    counted, parameters = [], []
    words = dialect()
    for word in candidates:
        if found := terms(word):
            counted.append(f"SELECT %s, COUNT(*) FROM {words.source} WHERE {words.matches}")  # noqa: S608
            parameters += [word, words.query(Query("", (Clause(tuple(found[:1])),), (), ()))]
    if not counted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted), parameters)
        return dict(cursor.fetchall())
