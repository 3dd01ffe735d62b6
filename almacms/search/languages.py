"""Which analyser reads which language."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import get_language

from . import english, french
from .tokens import Token

ANALYSERS = {"fr": french.tokens, "en": english.tokens}
STOP_WORDS = {"fr": french.STOP_WORDS, "en": english.STOP_WORDS}
DEFAULT = "fr"


def configured() -> list[str]:
    """The languages that contents may be in."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def current() -> str:
    """The language in which a page is being answered, if contents may be in it; else the site's first."""
    code, codes = get_language(), configured()
    return code if code in codes else codes[0]


def tokens(text: str, language: str = DEFAULT) -> Iterator[Token]:
    """The words of a text, as its language has them; a language without an analyser of its own is read as French."""
    return ANALYSERS.get(language, ANALYSERS[DEFAULT])(text)


def terms(text: str, language: str = DEFAULT) -> list[str]:
    """Every term of a text, in order."""
    return [term for token in tokens(text, language) for term in token.terms]


def forms(text: str, language: str = DEFAULT) -> list[str]:
    """Every word of a text with its ending, in order."""
    return [form for token in tokens(text, language) for form in token.forms]


def begins_a_stop_word(form: str, language: str = DEFAULT) -> bool:
    """Whether a word that somebody is typing may become one that the index leaves out."""
    return any(word.startswith(form) for word in STOP_WORDS.get(language, STOP_WORDS[DEFAULT]))
