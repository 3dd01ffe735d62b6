"""A French text as the terms that an index holds, and that a query is made of: the same for both, and for any database.

Accents, case, ligatures, elisions, number, gender and inclusive writing do not count. Terms are made of the letters a
to z only, or of figures only, so that no database has anything left to decide about them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .stemming import stem

LONGEST = 60
"""Letters of a term; what is longer is no word, and is cut."""

STOP_WORDS = frozenset(
    [
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "de",
        "du",
        "et",
        "a",
        "au",
        "aux",
        "en",
        "l",
        "d",
        "qu",
        "c",
        "j",
        "m",
        "n",
        "s",
        "t",
    ]
)
"""In nearly every text, and never what one looks for: left out of the index and of queries alike."""

LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d"})

APOSTROPHES = "'’ʼ‘´`′＇"
ELISION = re.compile(rf"(?:jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|qu|[cdjlmnst])[{APOSTROPHES}](?=\w)", re.IGNORECASE)

POINTS = "·•⋅‧∙・․"
WORD = r"(?:[^\W\d_][\u0300-\u036f]*)+"
FEMININES = "e|ne|le|te|ve|se|fe|sse|esse|euse|eresse|rice|trice|ice|ère|ere|ière|iere|elle|ienne|enne|aine"
KNOWN_ENDING = re.compile(FEMININES)
# « salarié·es », « citoyen·ne·s », « acteur·rices »: with the middle dot, whatever follows; with what also means
# something else (« a-t-elle », « alma.coop »), only the endings that are written so.
INCLUSIVE = re.compile(
    rf"(?P<base>{WORD})(?:"
    rf"[{POINTS}](?P<dotted>{WORD})(?:[{POINTS}.-]?s)?"
    rf"|(?P<mark>[.\-‐‑/])(?P<marked>{FEMININES})(?:(?P=mark)?s)?(?!\w|[.\-‐‑/]\w)"
    rf"|\((?P<enclosed>{FEMININES})(?:s\)|\)s?|[.\-]s\))(?!\w)"
    rf"|\((?:s|x)\)(?!\w))",
    re.IGNORECASE,
)
TOKEN = re.compile(rf"(?P<elision>{ELISION.pattern})|(?P<inclusive>{INCLUSIVE.pattern})|{WORD}|\d+", re.IGNORECASE)

# « donne-le », « prends-ne »: an ending that is also a word counts only after the letter that it doubles or replaces.
AFTER = {"ne": "n", "le": "l", "te": "t", "ve": "f", "se": "rx", "fe": "f", "sse": "se", "elle": "u"}


class Token(NamedTuple):
    """A word of a text, where it stands, and the terms it is found by: one, or two in inclusive writing."""

    start: int
    end: int
    terms: tuple[str, ...]


def fold(text: str) -> str:
    """A text in lower case without accents nor ligatures: « Œuvré » gives « oeuvre »."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, without those that are in every text."""
    for match in TOKEN.finditer(text):
        if match["elision"]:
            continue
        for start, end, words in _words_of(match):
            found = tuple(dict.fromkeys(term for term in map(_term, words) if term))
            if found:
                yield Token(start, end, found)


def terms(text: str) -> list[str]:
    """Every term of a text, in order."""
    return [term for token in tokens(text) for term in token.terms]


def words(text: str) -> Iterator[str]:
    """Every word of a text of three letters or more, as a vocabulary lists it: in lower case, accents kept."""
    for match in re.finditer(WORD, text):
        if len(match[0]) > 2:
            yield unicodedata.normalize("NFC", match[0]).lower()


def _words_of(match: re.Match[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """What a match stands for: a word, a word in two genders, or several words that only looked like one."""
    if not match["inclusive"]:
        yield match.start(), match.end(), (match[0],)
        return
    base, ending = match["base"], match["dotted"] or match["marked"] or match["enclosed"]
    if ending is None:
        yield match.start(), match.end(), (base,)
    elif match["marked"] and not _may_end(base, ending):
        for part in re.finditer(WORD, match[0]):
            yield match.start() + part.start(), match.start() + part.end(), (part[0],)
    else:
        yield match.start(), match.end(), (base, feminine(base, ending))


def _may_end(base: str, ending: str) -> bool:
    before = AFTER.get(ending.lower())
    return len(base) > 1 and (before is None or base[-1].lower() in before)


def feminine(base: str, ending: str) -> str:
    """The feminine that a masculine and an ending stand for: « acteur » and « rices » give « actrice »."""
    base, ending = fold(base), fold(ending)
    if base.endswith("s") and len(base) > 3:
        base = base[:-1]
    if ending.endswith("s") and len(ending) > 1 and not ending.endswith("ss"):
        ending = ending[:-1]
    if not KNOWN_ENDING.fullmatch(ending):
        # « lecteurs·lectrices »: the whole word.
        return ending
    if ending in {"rice", "ice", "trice"} and base.endswith("eur"):
        return base[:-3] + "rice"
    if ending in {"se", "ve"} and base[-1:] in {"r", "x", "f"}:
        return base[:-1] + ending
    if len(ending) > 2:
        overlap = base.rfind(ending[0], max(1, len(base) - len(ending) - 1))
        if overlap > 0:
            return base[:overlap] + ending
    return base + ending


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    """The term of a word; empty for a word that is not looked for."""
    folded = "".join(character for character in fold(word) if character.isalnum())[:LONGEST]
    if folded in STOP_WORDS:
        return ""
    if folded.isascii():
        return stem(folded) if folded.isalpha() else _spelt(folded) if not folded.isdecimal() else folded
    return _spelt(folded)


def _spelt(folded: str) -> str:
    """Other alphabets in letters from a to p, two for a byte: databases disagree on what is a letter there."""
    return "zz" + "".join(chr(97 + (byte >> 4)) + chr(97 + (byte & 15)) for byte in folded.encode("utf-8", "replace"))
