"""Running text: from WordPress's elements to the few that our rich text has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

import nh3
from bs4 import NavigableString, PageElement, Tag
from bs4.element import PreformattedString
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from .pieces import Log, Surroundings

PLAIN = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i", "sup": "sup", "sub": "sub",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
SILENT = {"script", "style", "noscript", "template", "head", "title", "meta", "link"}
BLANK = " \t\n\r\f\v\u00a0\u200b\ufeff"
SPACES = re.compile(r"[ \t\n\r\f]+")
NOTE_ANCHOR = re.compile(
    r"#_?(?:ftn|edn|sdfoot|fn|note|ref|foot|nbp|cite|back|easy-foot|retour|text|haut|top|[\d*])", re.IGNORECASE
)
BACK = re.compile(
    r"[\s\u00a0(\[]*(?:[↩↵↑⇧⤴⬆^]\ufe0e?\ufe0f?|retour(?: au texte)?|haut|back)[\s\u00a0)\].]*", re.IGNORECASE
)
"""What a note says to lead back to its place in the text: ours do."""
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
OWN_LINK = re.compile(r'<a linktype="(page|document)" id="(\d+)">')
STANDING_LINK = re.compile(r'<a href="https://own\.invalid/(page|document)/(\d+)">')
"""Links to pages and documents go through the editor's converter as addresses: it asks the database for each."""
HAND_REFERENCE = re.compile(r"\s*\[(\d{1,3}|\*{1,3})\]\s*")
LINK_SCHEMES = {"http", "https", "mailto", "tel"}
MAX_DEPTH = 60
TAGS = {"a", "b", "br", "code", "footnote", "i", "li", "ol", "p", "span", "sub", "sup", "ul"}


class Inline:
    """Writes running text.

    Args:
        around: what links lead to.
        log: is told what could not be found.
        note: the mark of a footnote, from its identifier; empty for one that is not there.
    """

    def __init__(self, around: Surroundings, log: Log, note: Callable[[str], str]) -> None:
        self.around, self.log, self.note = around, log, note

    def write(self, nodes: Iterable[PageElement], *, breaks: bool = False, depth: int = 0) -> str:
        """These nodes as rich text, without a paragraph around it.

        Args:
            breaks: the end of a line is one, as the classic editor has it.
        """
        return "".join(self._node(node, breaks, depth) for node in nodes)

    def _node(self, node: PageElement, breaks: bool, depth: int) -> str:
        if isinstance(node, NavigableString):
            return "" if isinstance(node, PreformattedString) else text_html(str(node), breaks=breaks)
        if not isinstance(node, Tag) or node.name in SILENT:
            return ""
        if depth > MAX_DEPTH:
            return text_html(node.get_text(" "), breaks=False)
        if node.name == "br":
            return "<br/>"
        if node.get("data-fn"):
            return self.note(str(node["data-fn"]))
        inside = self.write(node.children, breaks=breaks, depth=depth + 1)
        return self._wrapped(node, inside)

    def _wrapped(self, node: Tag, inside: str) -> str:
        if not re.sub(r"<(?!footnote)[^>]*>", "", inside).strip(BLANK):
            # Emphasis of nothing.
            return inside
        if node.name == "a":
            return self.link(node, inside)
        if node.name == "q":
            return f"«\u00a0{inside}\u00a0»"
        if str(node.get("lang") or "").lower().partition("-")[0] == "en":
            inside = f'<span lang="en">{inside}</span>'
        plain = PLAIN.get(node.name)
        return f"<{plain}>{inside}</{plain}>" if plain else inside

    def link(self, node: Tag, inside: str) -> str:
        """Running text that leads where an element does; the text alone when that is nowhere."""
        address = str(node.get("href") or "").strip()
        if address.startswith("#") and BACK.fullmatch(node.get_text()):
            return ""
        to_note = NOTE_ANCHOR.search(address) and HAND_REFERENCE.fullmatch(node.get_text())
        if not address or address.startswith("#") or to_note:
            return inside
        found = self.around.link(address)
        if found is None:
            found = {"href": safe_address(address)}
        written = "".join(f' {key}="{escape(value)}"' for key, value in found.items() if value)
        return f"<a{written}>{inside}</a>" if written else inside


def text_html(text: str, *, breaks: bool) -> str:
    """A plain text, escaped; the ends of its lines are breaks or spaces."""
    written = escape(text, quote=False)
    if not breaks:
        return SPACES.sub(" ", written)
    return re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "<br/>", re.sub(r"[ \t\r\f]+", " ", written))


def safe_address(address: str) -> str:
    """An address that a link may lead to, empty for any other: scripts, data, files of somebody's disk."""
    address = re.sub(r"[\x00-\x20]+", "", address) if ":" in address[:40] else address.strip()
    if address.startswith("//"):
        return f"https:{address}"
    scheme, colon, _rest = address.partition(":")
    if colon and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme):
        return address if scheme.lower() in LINK_SCHEMES else ""
    return address if address.startswith("/") else ""


def trimmed(html: str) -> str:
    """Running text without the spaces and breaks at its ends."""
    html = re.sub(r"(?:[ \t\n]*<br/>[ \t\n]*)+$", "", html.strip(BLANK))
    return re.sub(r"^(?:[ \t\n]*<br/>[ \t\n]*)+", "", html).strip(" \t\n\r")


def words(html: str) -> str:
    """Running text as plain text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " " if "<br/>" in html else "", html)).split())


_converters: dict[tuple[str, ...], ContentstateConverter] = {}


def rich_text(html: str, features: list[str]) -> str:
    """HTML as the editor would save it with these features, and nothing else; the same each time it is made."""
    cleaned = nh3.clean(
        OWN_LINK.sub(r'<a href="https://own.invalid/\1/\2">', html),
        tags=TAGS,
        attributes={"a": {"href"}, "footnote": {"id"}, "span": {"lang"}},
        url_schemes=LINK_SCHEMES,
        link_rel=None,
    ).replace("<br>", "<br/>")
    key = tuple(features)
    converter = _converters.setdefault(key, ContentstateConverter(features=list(features)))
    # The editor names paragraphs at random: without names, what is written twice is the same.
    written = BLOCK_KEY.sub("", converter.to_database_format(converter.from_database_format(cleaned)))
    # What it cannot say, it says otherwise: after a list of the other sort within it, a list begins again at one.
    written = written.replace("</ol><ol>", "").replace("</ul><ul>", "")
    return STANDING_LINK.sub(r'<a id="\2" linktype="\1">', written)
