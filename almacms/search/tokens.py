"""What the analysers of every language share: tokens, and words spelt so that no database has anything left to decide.

Terms and forms are made of the letters a to z only, or of figures only.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 60
"""Letters of a term; what is longer is no word, and is cut."""

APOSTROPHES = "'’ʼ‘´`′＇"
WORD = r"(?:[^\W\d_][\u0300-\u036f]*)+"
BEGINNING = r"(?<![^\W_])"
# « S.C.O.P. » is « SCOP ».
ACRONYM = rf"{BEGINNING}(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?"
# Without their signs they would be letters that are not looked for.
LANGUAGE_NAME = rf"{BEGINNING}(?:c\+\+|[cf]#)(?![^\W_])"
MAIL = rf"{BEGINNING}e[-‐‑](?=mails?(?![^\W_]))"
DECIMAL = r"(?<![\d.,])\d+[.,]\d+(?![.,]?\d)"

LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d"})
# « CO₂ » and « m² » are typed « CO2 » and « m2 »; one sign for one sign, as places in the text must hold.
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
SIGNS = str.maketrans({"+": "plus", "#": "sharp", ".": None})

SPELT = "zz"
"""What begins a term that is no word: one of another alphabet, a decimal number, a break between two texts."""


class Token(NamedTuple):
    """A word of a text, where it stands, and the terms it is found by: one, or two in inclusive writing."""

    start: int
    end: int
    terms: tuple[str, ...]
    forms: tuple[str, ...]
    """The words themselves, neither in the singular nor in the masculine."""


def fold(text: str) -> str:
    """A text in lower case without accents nor ligatures: « Œuvré » gives « oeuvre »."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """A word as an index holds it, its ending kept; empty when nothing of it can be held."""
    if re.fullmatch(DECIMAL, word):
        return spelt(word)
    folded = "".join(character for character in fold(word) if character.isalnum())[:LONGEST]
    is_plain = folded.isascii() and (folded.isalpha() or folded.isdecimal()) and not folded.startswith(SPELT)
    return folded if is_plain or not folded else spelt(folded)


def number(figures: str) -> str:
    """A number however its thousands and its decimals are parted: « 10 000 » and « 10000 », « 3,5 » and « 3.5 »."""
    return form(figures) if re.fullmatch(r"[\d \u00a0\u202f]+", figures) else figures.replace(",", ".")


def spelt(folded: str) -> str:
    """Other alphabets in letters from a to p, two for a byte: databases disagree on what is a letter there."""
    return SPELT + "".join(chr(97 + (byte >> 4)) + chr(97 + (byte & 15)) for byte in folded.encode("utf-8", "replace"))


def words(text: str) -> Iterator[str]:
    """Every word of a text of three letters or more, as a vocabulary lists it: in lower case, accents kept."""
    for match in re.finditer(WORD, text.translate(FIGURES)):
        if len(match[0]) > 2:
            yield unicodedata.normalize("NFC", match[0]).lower()
