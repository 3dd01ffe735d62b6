"""Rules about names, without a database."""

from django.utils.text import slugify

LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": " ", "'": " "})


def initials(name: str) -> str:
    """Two letters for a name: « Camille Morel » gives « CM », « Sylvain » gives « Sy »; empty for an empty name."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][:2].capitalize() if words else ""


def slug_for(text: str, *, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """An address made from a text, unlike any of `taken`: « Zoé Œil » gives « zoe-oeil », then « zoe-oeil-2 »."""
    base = slugify(text.translate(LIGATURES))[:100].strip("-") or "sans-nom"
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
