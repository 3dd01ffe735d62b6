"""Publication dates as French pages write them."""

import re
from datetime import date

from .names import fold

MONTHS = [
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
]  # fmt: skip
ABBREVIATIONS = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
DAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"
IN_WORDS = re.compile(
    rf"\b{DAY}(?P<day>\d{{1,2}})(?:\s?er)?\s+"
    rf"(?P<month>{'|'.join([*MONTHS, *ABBREVIATIONS])})\b\.?\s+(?P<year>\d{{4}})\b"
)
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:t[\d:.+z-]*)?\b")
SLASHES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")
SHAPES = (IN_WORDS, ISO, SLASHES)
# What may stand around a date on a line that only gives the date.
AROUND = re.compile(
    r"(?:publie|paru|poste|mis en ligne|mise en ligne|date de publication|date|mis a jour|modifie|le|en date du|e|a|"
    r"par|interview|entretien|article|realise|du|\d{1,2}\s?[h:]\s?\d{2}|[\s,.:;|•·–—()\-])*"
)
BYLINE = re.compile(r"^par [^.!?]{2,60}$")


def date_in(text: str) -> date | None:
    """The first day a text names, if it exists in the calendar."""
    folded = fold_line(text)
    found = [match for match in (shape.search(folded) for shape in SHAPES) if match]
    return _day(min(found, key=lambda match: match.start())) if found else None


def date_line(text: str) -> date | None:
    """The date of a line that says nothing else: « Publié le lundi 3 février 2025 », or a by-line with its date."""
    folded = fold_line(text)
    for shape in SHAPES:
        match = shape.search(folded)
        if match is None:
            continue
        before, after = folded[: match.start()], folded[match.end() :]
        again = shape.sub("", after)
        is_byline = BYLINE.match(before.strip(" ,le-–—|•·")) is not None
        if (is_byline or AROUND.fullmatch(before)) and AROUND.fullmatch(again):
            return _day(match)
    return None


def fold_line(text: str) -> str:
    # Folding turns hyphens into spaces, which an ISO date needs.
    return fold(text.replace("-", "\u2011")).replace("\u2010", "-").replace("\u2011", "-")


def _day(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else ABBREVIATIONS.get(month) or MONTHS.index(month) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
