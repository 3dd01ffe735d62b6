"""A French text as the terms that an index holds, and that a query is made of: the same for both, and for any database.

Accents, case, ligatures, elisions, number, gender and inclusive writing do not count.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from .stemming import stem
from .tokens import (
    ACRONYM,
    APOSTROPHES,
    DECIMAL,
    FIGURES,
    LANGUAGE_NAME,
    MAIL,
    SIGNS,
    SPELT,
    WORD,
    Token,
    fold,
    form,
    number,
)

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

ELISION = re.compile(rf"(?:jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|qu|[cdjlmnst])[{APOSTROPHES}](?=\w)", re.IGNORECASE)

POINTS = "·•⋅‧∙・․⸱"
FEMININES = "e|ne|le|te|ve|ive|se|fe|sse|esse|euse|eresse|rice|trice|ice|ère|ere|ière|iere|elle|ienne|enne|aine"
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
NUMBER = rf"{DECIMAL}|(?<!\d)\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+"
# A word that nothing is joined to, as most are: the other alternatives need not be tried.
PLAIN = rf"(?<![^\s«“({APOSTROPHES}])[^\W\d_{APOSTROPHES}]+(?=[\s,;:!?»”…]|\.(?:\s|$)|$)"
TOKEN = re.compile(
    rf"(?P<plain>{PLAIN})|(?P<elision>{ELISION.pattern})|(?P<acronym>{ACRONYM}|{LANGUAGE_NAME})|(?P<mail>{MAIL})"
    rf"|(?P<inclusive>{INCLUSIVE.pattern})|{WORD}|(?P<number>{NUMBER})",
    re.IGNORECASE,
)

# « donne-le », « prends-ne »: an ending that is also a word counts only after the letter that it doubles or replaces.
AFTER = {"ne": "n", "le": "l", "te": "t", "ve": "f", "se": "rx", "fe": "f", "sse": "se", "elle": "u"}


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, without those that are in every text."""
    mail = None
    for match in TOKEN.finditer(text.translate(FIGURES)):
        if match.lastgroup == "plain":
            plain = form(match[0])
            if term := _term(plain):
                yield Token(match.start(), match.end(), (term,), (plain,))
            continue
        if match["elision"]:
            continue
        if match["mail"]:
            # « e-mail » is « email »: the letter waits for its word.
            mail = match.start()
            continue
        for start, end, written in _words_of(match):
            forms = [form(word if mail is None else f"e{word}") for word in written]
            found = {term: form for form in forms if (term := _term(form))}
            if found:
                yield Token(start if mail is None else mail, end, tuple(found), tuple(found.values()))
        mail = None


def terms(text: str) -> list[str]:
    """Every term of a text, in order."""
    return [term for token in tokens(text) for term in token.terms]


def _words_of(match: re.Match[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """What a match stands for: a word, a word in two genders, or several words that only looked like one."""
    if not match["inclusive"]:
        yield match.start(), match.end(), (_alone(match),)
        return
    base, ending = match["base"], match["dotted"] or match["marked"] or match["enclosed"]
    if ending is None:
        yield match.start(), match.end(), (base,)
    elif match["marked"] and not _may_end(base, ending):
        for part in re.finditer(WORD, match[0]):
            yield match.start() + part.start(), match.start() + part.end(), (part[0],)
    else:
        yield match.start(), match.end(), (base, feminine(base, ending))


def _alone(match: re.Match[str]) -> str:
    if match["acronym"]:
        return match[0].translate(SIGNS)
    return number(match[0]) if match["number"] else match[0]


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


@lru_cache(maxsize=50_000)
def _term(form: str) -> str:
    """The term of a word's form; empty for a word that is not looked for."""
    if form in STOP_WORDS:
        return ""
    return stem(form) if form.isalpha() and not form.startswith(SPELT) else form
