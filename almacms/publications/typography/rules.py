"""What is changed in a text, as edits of it: pure functions of strings.

A rule names the characters to replace and what must stand around them. Every rule reads the text as it was typed, not
as the rules before it left it: so a text twice set is set as once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import get_language

from almacms.languages import several

NARROW = "\u202f"
"""The narrow no-break space: before ; ! ? and signs, inside guillemets, between thousands."""
WIDE = "\u00a0"
"""The no-break space: before a colon, between a number and its unit."""
SHORT = 300
"""Characters of a text whose typography is remembered: some three megabytes in all, at most."""
OPAQUE = "\ufffc"
"""What stands in a text for something that is not to be read: a piece of code, words of another language."""

ANY = f"[ \u2009{WIDE}{NARROW}]"
BREAKING = "[ \u2009]"


class Edit(NamedTuple):
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


Finder = Callable[[str], Iterator[Edit]]


class Rule(NamedTuple):
    """Where a text changes, and the characters without any of which it cannot."""

    signs: frozenset[str]
    find: Finder


def replacing(pattern: str, text: str, *, signs: str, needs: str = "") -> Rule:
    """A rule that puts `text` in place of the groups of a pattern, or of all of it when it has none.

    Args:
        signs: characters without any of which the pattern is found nowhere.
        needs: characters in a row, without which it is not either.
    """
    compiled = re.compile(pattern)
    groups = range(1, compiled.groups + 1) or range(1)

    def find(source: str) -> Iterator[Edit]:
        if needs not in source:
            return
        for match in compiled.finditer(source):
            for group in groups:
                if match.start(group) >= 0:
                    yield Edit(*match.span(group), text)

    return Rule(frozenset(signs), find)


QUOTED = re.compile(r'(?<![\w"=:,{\[\\/])"(?=[^\s"])[^"\n]*(?<=[^\s"(])"(?![\w":])')


def _quotation_marks(source: str) -> Iterator[Edit]:
    """Guillemets for straight quotation marks, English ones inside guillemets.

    All those of a line, or none: one that stands alone is a measure, or says that the author had something in mind.
    """
    start = 0
    for line in source.split("\n"):
        pairs = [match.span() for match in QUOTED.finditer(line)]
        if pairs and line.count('"') == 2 * len(pairs):
            for first, end in pairs:
                inner = line.count("«", 0, first) > line.count("»", 0, first)
                opening, closing = ("“", "”") if inner else (f"«{NARROW}", f"{NARROW}»")
                yield Edit(start + first, start + first + 1, opening)
                yield Edit(start + end - 1, start + end, closing)
        start += len(line) + 1


UNITS = (
    "km²|km|m²|m³|m|cm|mm|ha|kg|mg|g|t|cl|ml|l|L|h|min|ms|s|kWh|MWh|GWh|TWh|Wh|kWc|kW|MW|GW|W|V|A|kHz|MHz|GHz|Hz|"
    "octets?|bits?|Kio|Mio|Gio|ko|Ko|Mo|Go|To|k€|M€|Md€|millions?|milliards?"
)
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
LETTER = r"[^\W\d_]"

RULES = (
    # What comes before a mark, unless it is no mark: `?page=2`, `!important`, ` != `, a wink ;-)
    replacing(rf"(?<=\S){ANY}+(?=[!?]+(?![\w=/&%#+]))", NARROW, signs="!?"),
    replacing(rf"(?<=\S){ANY}+(?=;(?!\w|-?[)(|*]))", NARROW, signs=";"),
    replacing(rf"(?<=[«‹]){ANY}+(?!{ANY}|[»›]|\n|$)", NARROW, signs="«‹"),
    replacing(rf"(?<=[^\s«‹]){ANY}+(?=[»›])", NARROW, signs="»›"),
    # Thousands, and the signs that follow a number.
    replacing(
        rf"{ANY}(?=\d{{3}}(?!\d))(?:(?<=(?<![\d,.])\d.)|(?<=(?<![\d,.])\d\d.)|(?<=(?<![\d,.])\d\d\d.))",
        NARROW,
        signs="0123456789",
    ),
    replacing(rf"(?<=\d){ANY}(?=[%‰€$£¥°])", NARROW, signs="%‰€$£¥°"),
    # A colon, units, times, what is numbered or dated. A narrow space put there by the author was meant.
    replacing(rf"(?<=\S){BREAKING}+(?=:(?:\s|$))", WIDE, signs=":"),
    replacing(rf"(?<=\d){BREAKING}(?=(?:{UNITS})(?![\w·]))", WIDE, signs="0123456789"),
    replacing(rf"(?<=\d.h){BREAKING}(?=\d\d(?!\d))", WIDE, signs="h"),
    replacing(rf"\b(?:[nN]°s?|pp?\.|art\.|chap\.|fig\.|vol\.)({BREAKING})(?=\d)", WIDE, signs="0123456789"),
    replacing(rf"(?:(?<=\d)|(?<=1er)){BREAKING}(?=(?:{MONTHS})\b)", WIDE, signs="0123456789"),
    replacing(rf"(?:(?<=[IVX]e)|(?<=Ier)){BREAKING}(?=siècles?\b)", WIDE, signs="IVX"),
    replacing(
        rf"(?<!\d)0[1-9]({BREAKING})\d\d({BREAKING})\d\d({BREAKING})\d\d({BREAKING})\d\d(?!\d)",
        WIDE,
        signs="0",
    ),
    # Who: a title and its name.
    replacing(rf"\b(?:MM?\.|Mmes?|Mlles?|Dre?|Pre?)({BREAKING})(?=[A-ZÀ-Ý])", WIDE, signs="MDP"),
    # A dash that opens a line of dialogue, and the two around a parenthesis, keep to what they hold.
    replacing(rf"(?:^|(?<=\n))[—–]({BREAKING})", WIDE, signs="—–"),
    replacing(
        rf"(?<=\s)[—–]({BREAKING})[^—–.!?…\n]*?[^\s—–.!?…]({BREAKING})[—–](?=[\s,;:.)])",
        WIDE,
        signs="—–",
    ),
    # What keyboards lack.
    replacing(rf"(?<={LETTER})'(?={LETTER}|\d|[«“\"{OPAQUE}])", "’", signs="'"),
    replacing(r"(?<![./\\])\.\.\.(?![./\\\d])", "…", signs=".", needs="..."),
    Rule(frozenset('"'), _quotation_marks),
)

ORDINAL = replacing(r"(?<![\w,.])(?:1(ers?|res?)|I(er)|(?:[2-9]|[1-9]\d+|[IVX]+)(es?))(?!\w)", "", signs="123456789IVX")
"""The end of a number that says a rank, to be set above the line where there is markup for it."""

ADDRESS = re.compile(
    r'(?:[a-z][a-z0-9+.-]{0,19}://|www\.|mailto:)[^\s<>«»]+|[^\s@<>«»"]{1,64}@[\w-]+(?:\.[\w-]+)+', re.IGNORECASE
)
"""Addresses of the web and of people, in which nothing is changed."""


def is_french() -> bool:
    """Whether the language in force is French, as it always is where there is no other."""
    return not several() or (get_language() or "fr").startswith("fr")


def edits_of(source: str, rules: Iterable[Rule] = RULES) -> list[Edit]:
    """What these rules change in a text, in order."""
    present = set(source)
    found = [
        edit
        for signs, find in rules
        if not signs.isdisjoint(present)
        for edit in find(source)
        if source[edit.start : edit.end] != edit.text
    ]
    if found and ("@" in source or "://" in source or "www." in source):
        spared = [match.span() for match in ADDRESS.finditer(source)]
        found = [edit for edit in found if not any(start <= edit.start < end for start, end in spared)]
    return _apart(found)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order; of two that change the same character, that of the first rule."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=attrgetter("start")):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def french(text: str) -> str:
    """A plain text with French spaces, quotation marks, apostrophes and ellipses."""
    if not is_french():
        return text
    return _remembered(text) if len(text) <= SHORT else _set(text)


def _set(text: str) -> str:
    pieces: list[str] = []
    place = 0
    for start, end, replacement in edits_of(text):
        pieces += text[place:start], replacement
        place = end
    return "".join([*pieces, text[place:]])


# Names, titles and labels come back on every page.
_remembered = lru_cache(maxsize=4096)(_set)
