"""An English text as terms: case, accents, plurals, possessives and the endings of verbs do not count."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .tokens import ACRONYM, APOSTROPHES, DECIMAL, FIGURES, LANGUAGE_NAME, MAIL, SIGNS, SPELT, WORD, Token, form, number

STOP_WORDS = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "s",
        "t",
        "that",
        "the",
        "this",
        "to",
        "was",
        "with",
    }
)
"""In nearly every text, and never what one looks for."""

NUMBER = rf"{DECIMAL}(?!\d)|(?<!\d)\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+"
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
TOKEN = re.compile(
    rf"(?P<possessive>(?<=\w)[{APOSTROPHES}]s(?!\w))|(?P<acronym>{ACRONYM}|{LANGUAGE_NAME})|(?P<mail>{MAIL})"
    rf"|(?P<thousands>{THOUSANDS.pattern})|(?P<number>{NUMBER})|{WORD}",
    re.IGNORECASE,
)

IRREGULAR = {"children": "child", "men": "man", "people": "person", "women": "woman"}
VOWELS = set("aeiouy")


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, without those that are in every text."""
    mail = None
    for match in TOKEN.finditer(text.translate(FIGURES)):
        if match["possessive"]:
            continue
        if match["mail"]:
            mail = match.start()
            continue
        found = form(_written(match) if mail is None else f"e{match[0]}")
        if term := _term(found):
            yield Token(match.start() if mail is None else mail, match.end(), (term,), (found,))
        mail = None


def _written(match: re.Match[str]) -> str:
    if match["acronym"]:
        return match[0].translate(SIGNS)
    if match["thousands"]:
        return match[0].replace(",", "")
    return number(match[0]) if match["number"] else match[0]


@lru_cache(maxsize=100_000)
def _term(form: str) -> str:
    if form in STOP_WORDS:
        return ""
    return stem(form) if form.isalpha() and not form.startswith(SPELT) else form


def stem(word: str) -> str:
    """The stem of a word in lower case: Harman's for plurals (Journal of the ASIS 42, 1991), then -ing and -ed."""
    word = _singular(IRREGULAR.get(word, word))
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and VOWELS.intersection(word[: -len(ending)]):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aelsz":
                word = word[:-1]
            break
    # British and American, and the final e that « -ing » took away.
    word = word.replace("isation", "ization")
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word if word.endswith(("us", "ss")) else word[:-1]
