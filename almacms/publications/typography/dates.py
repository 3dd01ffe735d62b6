"""Dates and numbers in words and figures."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from .rules import NARROW, is_french


def _day(value: date, pattern: str) -> str:
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    # French says « 1er » for the first of a month and plain numbers after it.
    said = pattern.replace("j", r"1\e\r") if value.day == 1 and is_french() else pattern
    return _written(value, said, get_language())


@lru_cache(maxsize=10_000)
def _written(day: date, pattern: str, _language: str | None) -> str:
    """A day in the language in force; the same days come back from list to list."""
    return date_format(day, pattern)


def long_date(value: date) -> str:
    """« lundi 3 février 2025 »."""
    return _day(value, "l j F Y")


def short_date(value: date) -> str:
    """« 3 février 2025 »."""
    return _day(value, "j F Y")


def number(value: int) -> str:
    """« 10 000 »: thousands apart in French, with a comma in other languages."""
    return f"{value:,}".replace(",", NARROW if is_french() else ",")
