"""How the settings read the environment: an unset variable and an empty one mean the same, the default."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def flag(name: str, *, default: bool) -> bool:
    """True for 1, true, yes and on, whatever the case."""
    return text(name, str(default)).lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """What stands between the commas, without the empty ones."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def languages(name: str, known: Mapping[str, Promise]) -> list[tuple[str, Promise]]:
    """The languages of the site, its own first; the first of those that are known when nothing is said.

    Raises:
        ImproperlyConfigured: a language is unknown or said twice, or the site's own is not the first.
    """
    own = next(iter(known))
    asked = words(name) or [own]
    if asked[0] != own or len(set(asked)) < len(asked) or not set(asked) <= known.keys():
        raise ImproperlyConfigured(f"{name} begins with {own}, and may go on with: {', '.join([*known][1:])}")
    return [(code, known[code]) for code in asked]


DATA_DIR = Path(text("ALMACMS_DATA_DIR") or BASE_DIR / "var").absolute()
