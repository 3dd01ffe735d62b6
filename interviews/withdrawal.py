"""Taking a name out of what an interview keeps: plain functions, without a database.

What a page keeps is a dictionary of texts, rich texts, addresses and streams (`serializable_data()`), the same for the
page that readers see, for each of its revisions and for what the log says of it.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from almacms.people.names import slug_for

TAG = re.compile(r"(</?[a-zA-Z][^>]*>)")
PARAGRAPH = re.compile(r"</?(?:p|li|ul|ol|h\d|br|div|blockquote)\b", re.IGNORECASE)
SPACE = r"(?:\s|&nbsp;|&#160;)+"
APOSTROPHE = r"(?:['’]|&#x27;|&#39;|&rsquo;)"
SENTENCE_END = ".!?…«“"
AROUND = 40
"""How many characters are shown on each side of a name that is replaced."""

# What says where a thing is or what it is, not what it tells.
IDENTIFIERS = {"id", "pk", "type", "contentpath", "content_type", "path", "url_path", "translation_key"}


@dataclass(frozen=True)
class Replacement:
    """One place where a name stood, as an administrator reads it before agreeing."""

    place: str
    """The name of the page's field."""
    before: str
    after: str


def names_in(name: str, others: Iterable[str] = ()) -> list[str]:
    """The ways a text may call somebody beside their full name: each word of it that nobody else there is called by."""
    shared = {word for other in others for word in re.split(r"[\s\u00a0\u202f]+", other)}
    words = [word for word in name.split() if len(word) > 2 and word[0].isupper() and word not in shared]
    return [word for word in words if word != name]


def pattern(name: str) -> re.Pattern[str]:
    """A name as a whole word, with any space and any apostrophe; a name of several words whatever its capitals.

    A name of one word may also be a common one (Pierre, Rose): it counts as written, or all in capitals.
    """

    def source(text: str) -> str:
        words = [re.split("['’]", word) for word in text.split()]
        return SPACE.join(APOSTROPHE.join(map(re.escape, parts)) for parts in words)

    name = unicodedata.normalize("NFC", name).strip()
    alternatives = f"(?i:{source(name)})" if len(name.split()) > 1 else f"{source(name)}|{source(name.upper())}"
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")


def mentions(content: dict[str, Any], name: str, *, streams: Iterable[str] = ("body",)) -> list[str]:
    """The fields of a page's content whose text names somebody in full."""
    removal = NameRemoval([name], "…")
    removal.content(content, streams=streams)
    return list(dict.fromkeys(replacement.place for replacement in removal.replacements))


@dataclass
class NameRemoval:
    """Puts words in place of names, and remembers where it did."""

    names: list[str]
    """The full name first, then the other ways the texts call this person."""
    words: str
    person_slug: str = ""
    """The end of the address of the person's page: a link that leads there is taken away, its text stays."""
    replacements: list[Replacement] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Longest first: « Camille Morel » before « Camille ».
        by_length = sorted(filter(str.strip, self.names), key=len, reverse=True)
        self._patterns = [pattern(name) for name in by_length]
        self._slugs = [slug_for(name) for name in by_length]

    def content(self, content: dict[str, Any], *, streams: Iterable[str] = ("body",)) -> dict[str, Any]:
        """What a page or a revision keeps, without the names; streams are kept as JSON in a text."""
        cleaned = {}
        for key, value in content.items():
            if key == "slug":
                cleaned[key] = self.slug(value)
            elif key in streams and isinstance(value, str):
                cleaned[key] = json.dumps(self._value(json.loads(value or "[]"), key), ensure_ascii=False)
            else:
                cleaned[key] = value if key in IDENTIFIERS else self._value(value, key)
        return cleaned

    def text(self, value: str, place: str = "") -> str:
        """A text or a rich text without the names; an address is never changed."""
        if re.match(r"\w+://\S+$", value):
            return value
        value = self._unlinked(value, place)
        pieces, before = [], ""
        for piece in TAG.split(value):
            if TAG.fullmatch(piece):
                before = "" if PARAGRAPH.match(piece) else before
                pieces.append(piece)
            else:
                pieces.append(self._plain(piece, before, place))
                before += piece
        return "".join(pieces)

    def slug(self, value: str, place: str = "slug") -> str:
        """The end of an address without the names."""
        for slug in self._slugs:
            cleaned = re.sub(rf"(?<![^-]){re.escape(slug)}(?![^-])", slug_for(self.words), value)
            if cleaned != value:
                self.replacements.append(Replacement(place, value, cleaned))
                value = cleaned
        return value

    def data(self, value: Any, place: str = "") -> Any:
        """Anything that JSON holds, without the names."""
        return self._value(value, place)

    def _value(self, value: Any, place: str) -> Any:
        if isinstance(value, str):
            return self.text(value, place)
        if isinstance(value, list):
            return [self._value(item, place) for item in value]
        if isinstance(value, dict):
            return {k: item if k in IDENTIFIERS else self._value(item, place) for k, item in value.items()}
        return value

    def _unlinked(self, value: str, place: str) -> str:
        slugs = "|".join(re.escape(slug) for slug in {self.person_slug, self._slugs[0]} if slug)
        link = re.compile(rf'<a\b[^>]*href="[^"]*(?<![\w-])(?:{slugs})(?![\w-])[^"]*"[^>]*>(.*?)</a>', re.DOTALL)

        def without(match: re.Match[str]) -> str:
            self.replacements.append(Replacement(place, match[0], match[1]))
            return match[1]

        return link.sub(without, value)

    def _plain(self, text: str, before: str, place: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        for wanted in self._patterns:
            if wanted.search(composed):
                text = composed = wanted.sub(self._replacer(composed, before, place), composed)
        return text

    def _replacer(self, text: str, before: str, place: str) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            words = self._in_sentence(before + text[: match.start()])
            left, right = text[: match.start()][-AROUND:], text[match.end() :][:AROUND]
            self.replacements.append(Replacement(place, f"{left}{match[0]}{right}", f"{left}{words}{right}"))
            return words

        return replace

    def _in_sentence(self, before: str) -> str:
        """The words, with a capital where they begin a sentence."""
        before = before.rstrip("\u00a0\u202f \t\n")
        begins = not before or before[-1] in SENTENCE_END
        return self.words[0].upper() + self.words[1:] if begins else self.words


def texts_of(replacements: Iterable[Replacement]) -> Iterator[tuple[Replacement, int]]:
    """Each replacement once, in order, with how many times it is made: revisions repeat what the page says."""
    counts: dict[Replacement, int] = {}
    for replacement in replacements:
        counts[replacement] = counts.get(replacement, 0) + 1
    yield from counts.items()
