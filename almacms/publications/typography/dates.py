"""Dates and numbers in words and figures."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from .rules import NARROW, is_french


def _day(value: date, pattern: str) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    # French says « 1er » for the first of a month and plain numbers after it.
    return date_format(value, pattern.replace("j", r"1\e\r") if value.day == 1 and is_french() else pattern)


def long_date(value: date) -> str:
    """« lundi 3 février 2025 »."""
    return _day(value, "l j F Y")


def short_date(value: date) -> str:
    """« 3 février 2025 »."""
    return _day(value, "j F Y")


def number(value: int) -> str:
    """« 10 000 »: thousands apart in French, with a comma in other languages."""
    return f"{value:,}".replace(",", NARROW if is_french() else ",")
