"""A rich text as lines that a word processor can hold, and back, without changing what nobody touched."""

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.rich_text import expand_db_html

from almacms.publications.typography import french

from ..transcripts.paragraphs import SAFE_LINK, Run, trimmed

LIST_TAGS = {"bullet": "ul", "number": "ol"}
ITEMS = {tag: item for item, tag in LIST_TAGS.items()}
SPACES = re.compile(r"[ \t\r\f\v]+")
# What XML cannot hold; a text pasted in the editor may.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SPACES_AROUND_BREAKS = re.compile(r" *\n *")


@dataclass(frozen=True)
class Line:
    """A paragraph or an item of a list."""

    runs: tuple[Run, ...]
    item: str = ""
    """“bullet” or “number” for an item of a list."""
    level: int = 0
    key: str = field(default="", compare=False)
    """The name the editor gave to this paragraph."""
    markup: str = field(default="", compare=False)
    """How it was written, for as long as nobody changes it."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def signature(self) -> tuple:
        """What makes two lines the same to whoever reads them; programs rewrite the addresses of links a little."""
        looks = tuple((run.text, run.bold, run.italic, canonical(run.href)) for run in self.runs)
        return self.item, self.level if self.item else 0, looks


def line(runs: Iterable[Run], *, item: str = "", level: int = 0, key: str = "", markup: str = "") -> Line:
    """A line in French typography, with one run for each look."""
    told = [replace(run, text=UNWRITABLE.sub("", SPACES.sub(" ", run.text))) for run in runs]
    told = [run for run in told if run.text]
    blank = Run("")
    for position, run in enumerate(told):
        if not run.text.strip():
            # A space has no look of its own: programs give it any.
            before = replace(told[position - 1], text="") if position else blank
            after = replace(told[position + 1], text="") if position + 1 < len(told) else blank
            told[position] = replace(before if before == after else blank, text=run.text)
    merged = [replace(run, text=french(SPACES_AROUND_BREAKS.sub("\n", run.text))) for run in trimmed(told)]
    return Line(tuple(merged), item, level, key, markup)


def plain_line(text: str) -> Line:
    """A line of a plain text."""
    return line([Run(" ".join(text.split()))])


def text_of(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def same(first: Sequence[Line], second: Sequence[Line]) -> bool:
    return [line.signature for line in first] == [line.signature for line in second]


def canonical(href: str) -> str:
    return unquote(href).rstrip("/")


class Links:
    """The links of a page: the addresses a document can hold, and what the page stores for each."""

    def __init__(self, root_url: str) -> None:
        self.root_url = root_url.rstrip("/")
        self._stored: dict[str, str] = {}

    def address(self, tag: Tag) -> str:
        """The whole address of a link, empty when it leads nowhere any more."""
        attributes = {name: str(value) for name, value in tag.attrs.items() if name in {"href", "linktype", "id"}}
        written = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
        href = attributes.get("href", "")
        if "linktype" in attributes:
            expanded = BeautifulSoup(expand_db_html(f"<a {written}>x</a>"), "html.parser").a
            href = str(expanded.get("href") or "") if expanded else ""
        if not href:
            return ""
        address = f"{self.root_url}{href}" if href.startswith(("/", "#")) else href
        self._stored[canonical(address)] = written
        return address

    def attributes(self, href: str) -> str:
        """What to write in the link that leads there; empty for an address that is not safe to follow."""
        stored = self._stored.get(canonical(href))
        if stored:
            return stored
        return f'href="{html.escape(href)}"' if SAFE_LINK.match(href) else ""


def read_html(source: str, links: Links) -> list[Line]:
    """The lines of a rich text."""
    return [found for found in _blocks(BeautifulSoup(source, "html.parser"), links) if found.text]


def _blocks(parent: Tag, links: Links) -> Iterator[Line]:
    for node in parent.children:
        if isinstance(node, Tag) and node.name in ITEMS:
            yield from _items(node, links, 0)
        elif isinstance(node, Tag):
            yield line(_runs([node], links, Run("")), key=_key(node), markup=node.decode_contents())
        elif str(node).strip():
            yield line([Run(str(node))], markup=html.escape(str(node), quote=False))


def _items(parent: Tag, links: Links, level: int) -> Iterator[Line]:
    for node in parent.find_all("li", recursive=False):
        nested = [child for child in node.children if isinstance(child, Tag) and child.name in ITEMS]
        own = [child for child in node.children if child not in nested]
        yield line(
            _runs(own, links, Run("")),
            item=ITEMS[parent.name],
            level=level,
            key=_key(node),
            markup="".join(child.output_ready() if isinstance(child, NavigableString) else str(child) for child in own),
        )
        for inner in nested:
            yield from _items(inner, links, level + 1)


def _key(node: Tag) -> str:
    return str(node.get("data-block-key") or "")


def _runs(nodes: Iterable, links: Links, look: Run) -> Iterator[Run]:
    for node in nodes:
        if not isinstance(node, Tag):
            yield replace(look, text=str(node).replace("\n", " "))
        elif node.name == "br":
            yield replace(look, text="\n")
        else:
            yield from _runs(
                node.children,
                links,
                replace(
                    look,
                    bold=look.bold or node.name in {"b", "strong"},
                    italic=look.italic or node.name in {"i", "em"},
                    href=links.address(node) if node.name == "a" else look.href,
                ),
            )


def write_html(lines: Sequence[Line], before: Sequence[Line], links: Links) -> str:
    """A rich text of these lines; those of `before` that are still there are written as they were."""
    waiting = deque(_recognised(lines, before))
    written = []
    while waiting:
        if waiting[0].item:
            written.append(_list(waiting, waiting[0].level, links))
        else:
            written.append(_element("p", waiting.popleft(), links))
    return "".join(written)


def _recognised(lines: Sequence[Line], before: Sequence[Line]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, [old.signature for old in before], [new.signature for new in lines], autojunk=False)
    for change, first, last, start, end in matcher.get_opcodes():
        for offset, new in enumerate(lines[start:end]):
            old = before[first + offset] if first + offset < last else None
            if change == "equal" and old is not None:
                yield old
            else:
                yield replace(new, key=old.key if old is not None else "", markup="")


def _list(waiting: deque[Line], level: int, links: Links) -> str:
    item = waiting[0].item
    items: list[str] = []
    while waiting and waiting[0].item and waiting[0].level >= level:
        if waiting[0].level > level:
            nested = _list(waiting, level + 1, links)
            items[-1:] = [f"{items[-1].removesuffix('</li>')}{nested}</li>" if items else f"<li>{nested}</li>"]
        elif waiting[0].item == item:
            items.append(_element("li", waiting.popleft(), links))
        else:
            break
    tag = LIST_TAGS[item]
    return f"<{tag}>{''.join(items)}</{tag}>"


def _element(tag: str, line: Line, links: Links) -> str:
    key = f' data-block-key="{html.escape(line.key)}"' if line.key else ""
    return f"<{tag}{key}>{line.markup or ''.join(_markup(run, links) for run in line.runs)}</{tag}>"


def _markup(run: Run, links: Links) -> str:
    markup = html.escape(run.text, quote=False).replace("\n", "<br/>")
    if run.italic:
        markup = f"<i>{markup}</i>"
    if run.bold:
        markup = f"<b>{markup}</b>"
    attributes = links.attributes(run.href) if run.href else ""
    return f"<a {attributes}>{markup}</a>" if attributes else markup
