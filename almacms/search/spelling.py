"""« Vouliez-vous dire »: words that differ by one letter from one that is in no text."""

import string
import time
from collections.abc import Iterable

from django.db import connection

from .dialects import dialect
from .languages import terms, tokens
from .models import Entry, Word
from .queries import Clause, Query
from .tokens import fold, words

SHORTEST, LONGEST = 4, 24
"""Letters of the words that are corrected: shorter ones have too many neighbours."""
MOST_CORRECTED = 3
"""Words of a query that are corrected."""
MOST_CANDIDATES = 40


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
    found = _found(typed.values(), query.language)
    unknown = {word: folded for word, folded in typed.items() if folded not in found}
    around = {folded: neighbours(folded) for folded in list(unknown.values())[:MOST_CORRECTED]}
    asked = set().union(*around.values()) if around else set()
    vocabulary = Word.objects.filter(language=query.language, word__in=asked) if asked else Word.objects.none()
    candidates = _found(sorted(vocabulary.values_list("word", flat=True))[:MOST_CANDIDATES], query.language)
    best = {}
    for folded, near in around.items():
        if known := near & candidates.keys():
            best[folded] = min(known, key=lambda word: (-candidates[word][0], word))
    written = _as_written({best[folded]: candidates[best[folded]][1] for folded in best}, query.language)
    corrected = query.text
    for word, folded in unknown.items():
        if best.get(folded) in written:
            corrected = corrected.replace(word, written[best[folded]], 1)
    return corrected if corrected != query.text else ""


def _found(asked: Iterable[str], language: str) -> dict[str, tuple[int, list[int]]]:
    """In how many entries readers find each word, and some of them; without those found in none."""
    selections: list[str] = []
    parameters: list[str | int] = []
    words_ = dialect()
    for word in asked:
        if found := terms(word, language):
            titled = "MIN(CASE WHEN e.title_words LIKE %s THEN e.id END)"
            selections.append(
                f"SELECT %s, COUNT(*), MIN(e.id), MAX(e.id), {titled} FROM {words_.source}"  # noqa: S608
                f" WHERE {words_.matches} AND e.language = %s AND (e.expiry IS NULL OR e.expiry > %s)"
            )
            parameters += [word, f"%{word}%", words_.everywhere([Clause((found[0],), ())]), language, int(time.time())]
    if not selections:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selections), parameters)
        return {word: (count, [pk for pk in some if pk]) for word, count, *some in cursor.fetchall() if count}


def _as_written(chosen: dict[str, list[int]], language: str) -> dict[str, str]:
    """Each word as a text that readers may see writes it: the vocabulary may still hold one that went with its text."""
    wanted = {pk for pks in chosen.values() for pk in pks}
    entries = Entry.objects.only("title", "about", "text").in_bulk(wanted) if wanted else {}
    written = {}
    for word, pks in chosen.items():
        (term,) = terms(word, language)[:1]
        texts = [text for pk in pks if pk in entries for text in _texts(entries[pk])]
        said = [
            text[token.start : token.end] for text in texts for token in tokens(text, language) if term in token.terms
        ]
        alike = [each.lower() for each in said if list(words(each)) == [each.lower()]]
        if alike:
            written[word] = next((each for each in alike if fold(each) == word), alike[0])
    return written


def _texts(entry: Entry) -> tuple[str, str, str]:
    return entry.title, entry.about, entry.text
