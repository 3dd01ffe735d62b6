"""How the settings read the environment: an unset variable and an empty one mean the same, the default."""

import os


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
