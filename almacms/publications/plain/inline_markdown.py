"""What a paragraph holds as Markdown (https://spec.commonmark.org/0.31.2/), so that reading it back gives the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from bs4 import Tag
from bs4.element import PageElement

SPECIAL = re.compile(r"[\\`*_\[\]<>|]|&(?=[#\w])|~(?=~)|(?<=~)~")
"""What is a mark wherever it stands; `&` begins the name of a character, `~~` crosses words out."""
AT_THE_START = re.compile(
    r"^(\d*)([#+-]|(?<=\d)[.)])(?=\s|#|$)|^(:?)([=-])(?=[=-]*:?\s*$)|^()([=-])(?=\1{2,}|[=-]{2,})"
)
"""What would make a heading, a list or a rule of a line that begins with it."""
BREAK = "\\\n"
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
ELEMENTS = {"**": "strong", "*": "em"}
ENDS = re.compile(r"^(?:[^\S\n]|\\\n)+|(?:[^\S\n]|\\\n)+$")
"""Spaces and line breaks at either end."""
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\*")
NOTE = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class _Run:
    """A stretch of text, and how to say it where its neighbours would make its marks unreadable."""

    text: str
    otherwise: str = ""

    def beside(self, before: str, after: str) -> str:
        """The same between these two characters; either is empty at an end."""
        if not self.otherwise:
            return self.text
        mark = self.text[0]
        words = self.text.strip(mark)
        hidden = mark == "*" and (_glued(before, words[:1]) or _glued(after, words[-1:]))
        return self.otherwise if hidden or mark in {before, after} else self.text


def escaped(text: str) -> str:
    """A plain text that no mark of Markdown's would change, at the head of a line."""
    return lines(marked(text))


def marked(text: str) -> str:
    """The same inside of a line."""
    return SPECIAL.sub(r"\\\g<0>", text)


def lines(words: str) -> str:
    """Written runs as the lines of a paragraph, of which none begins as something else does."""
    found = (line.strip(" ") for line in ENDS.sub("", words).split(BREAK))
    return BREAK.join(AT_THE_START.sub(_with_bar, line) for line in found)


def _with_bar(found: re.Match[str]) -> str:
    start = found[1] or found[3] or ""
    return f"{start}\\{found[0][len(start) :]}"


def inline(nodes: Iterable[PageElement]) -> str:
    """These nodes one after the other."""
    runs = [run for node in nodes for run in _runs(node)]
    written = ""
    for place, run in enumerate(runs):
        after = runs[place + 1].text[:1] if place + 1 < len(runs) else ""
        text = run.beside(written[-1:], after)
        if text.startswith("[") and written.endswith("!"):
            # A link after an exclamation mark would be a picture.
            written = f"{written[:-1]}\\!"
        written += text
    return written


def emphasised(mark: str, words: str) -> list[_Run]:
    """Words between marks, the spaces at their ends outside of them."""
    inner = ENDS.sub("", words)
    if not inner:
        return [_Run(words)] if words else []
    start = words.index(inner)
    before, after = words[:start], words[start + len(inner) :]
    element = f"<{ELEMENTS[mark]}>{inner}</{ELEMENTS[mark]}>"
    # Marks inside of marks could be read in several ways.
    run = _Run(element) if UNESCAPED.search(inner) else _Run(f"{mark}{inner}{mark}", element)
    return [each for each in (_Run(before), run, _Run(after)) if each.text]


def link(words: str, address: str) -> str:
    return f"[{words}](<{whole(address)}>)"


def whole(address: str) -> str:
    """An address that nothing inside of ends."""
    return re.sub(r"[\s<>\\]", lambda found: quote(found[0]), address)


def _runs(node: PageElement) -> list[_Run]:
    if not isinstance(node, Tag):
        text = marked(" ".join(re.split(r"[ \t\r\n]+", str(node))))
        return [_Run(text)] if text else []
    if node.name == "br":
        return [_Run(BREAK)]
    if node.name == "img":
        alt = marked(" ".join(str(node.get("alt") or "").split()))
        return [_Run(f"!{link(alt, str(node.get('src')))}")]
    if node.name == "code":
        return _code(node.get_text())
    inner = inline(node.children)
    if node.name == "a":
        return [_Run(link(inner, str(node.get("href"))))] if inner.strip() else []
    if node.name in {"sub", "sup"} and inner and not NOTE.fullmatch(node.get_text()):
        return [_Run(f"<{node.name}>{inner}</{node.name}>")]
    if node.name in MARKS:
        return emphasised(MARKS[node.name], inner)
    return [_Run(inner)] if inner else []


def _code(text: str) -> list[_Run]:
    words = " ".join(text.split())
    if not words:
        return []
    longest = max((len(found) for found in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return [_Run(f"{fence}{space}{words}{space}{fence}", f"<code>{marked(words)}</code>")]


def _glued(outside: str, inside: str) -> bool:
    """Whether a mark between these two characters is no mark: a letter outside, punctuation inside."""
    return bool(outside) and not outside.isspace() and _is_sign(inside) and not _is_sign(outside)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
