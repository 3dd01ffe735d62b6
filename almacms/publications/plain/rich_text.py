"""Rich text as it is stored, made into bare HTML with whole addresses."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape

from ..blocks.kept import harmless
from ..typography import french_html
from .targets import Targets

SCHEMES = {"http", "https", "mailto", "tel"}
KEPT = {
    "a", "b", "blockquote", "br", "code", "em", "i", "li", "ol", "p", "strong", "sub", "sup", "ul",
}  # fmt: skip


def clean(source: str, targets: Targets, *, page_url: str, note: Callable[[str], int] | None = None) -> str:
    """Bare HTML: known tags without attributes, links that lead somewhere for every reader.

    Args:
        source: as the database has it.
        targets: what links may lead to.
        page_url: the address that links to a place of the same page stand on.
        note: gives the number of a footnote from its identifier, 0 for one that is not there.
    """
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup.find_all(True):
        if tag.name == "footnote":
            _replace_note(tag, note)
        elif tag.name == "a":
            address = _address(tag, targets, page_url)
            tag.attrs = {"href": address}
            if not address:
                tag.unwrap()
        elif tag.name == "span" and tag.get("lang"):
            tag.attrs = {"lang": tag["lang"]}
        elif tag.name in KEPT:
            tag.attrs = {}
        else:
            tag.unwrap()
    return french_html(soup.decode(formatter="minimal"))


def kept(html: str, targets: Targets, *, page_url: str) -> str:
    """HTML kept from elsewhere, cleaned, with whole addresses."""
    soup = BeautifulSoup(harmless(html), "html.parser")
    for tag in soup.find_all(["dd", "dt", "h4"]):
        # Programs that read feeds and Markdown know paragraphs and two levels of headings.
        tag.name = "h3" if tag.name == "h4" else "p"
    for tag in soup.find_all("dl"):
        tag.unwrap()
    for tag in soup.find_all(["a", "img"]):
        name = "href" if tag.name == "a" else "src"
        if tag.get(name):
            tag[name] = whole_address(str(tag[name]), targets, page_url)
    return french_html(soup.decode(formatter="minimal"))


def _replace_note(tag: Tag, note: Callable[[str], int] | None) -> None:
    number = note(str(tag.get("id", ""))) if note else 0
    if number:
        tag.name, tag.attrs, tag.string = "sup", {}, f"[{number}]"
    else:
        tag.decompose()


def _address(tag: Tag, targets: Targets, page_url: str) -> str:
    kind, identifier = tag.get("linktype"), str(tag.get("id", ""))
    if kind in {"page", "document"}:
        if not identifier.isdecimal():
            return ""
        if kind == "page":
            return targets.pages.get(int(identifier), "")
        document = targets.documents.get(int(identifier))
        return document.url if document else ""
    return whole_address(str(tag.get("href") or ""), targets, page_url)


def whole_address(address: str, targets: Targets, page_url: str) -> str:
    """An address that can be followed from anywhere; empty for one that should not be."""
    address = address.strip()
    if address.startswith("#"):
        return f"{page_url}{address}"
    if address.startswith("/"):
        return targets.absolute(address)
    try:
        return address if urlsplit(address).scheme.lower() in SCHEMES else ""
    except ValueError:
        return ""


def link(address: str, text: str) -> str:
    """A link, or its words alone when it leads nowhere; `text` is plain."""
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)
