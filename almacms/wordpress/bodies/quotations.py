"""Quotations and pull quotes, with their source."""

from __future__ import annotations

import re
from typing import Any

from bs4 import NavigableString, Tag

from .inline import SILENT, safe_address, trimmed, words
from .lists import INLINE

_Walk: Any = object
"""The walk that these methods are part of (`almacms.wordpress.bodies.walk.Walk`)."""

LONGEST_SOURCE = 255
TEXTUAL = {"p", "div", "ul", "ol", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "wp-block", "section", "pre"}
DASH = r"\s*(?:[—–―]|--?(?=[\s\u00a0]))[\s\u00a0]*"
SIGNED = re.compile(rf"(?:<[bi]>)*{DASH}(?P<by>\S.*)", re.DOTALL)
SIGNED_AFTER = re.compile(rf"(?P<said>.*[»”\"](?:</?[bi]>)*)[\s\u00a0]+{DASH}(?P<by>\S.*)", re.DOTALL)
"""Whoever is quoted, behind a dash: on a line of its own, or after the quotation marks are closed."""
LONGEST_SIGNATURE = 160


def signed(paragraphs: list[str]) -> tuple[list[str], str]:
    """The paragraphs of a quotation without whom it says, in its last line, that it is of; and who that is.

    Where other lines begin with a dash too, people speak in turn.
    """
    lines = [line for html in paragraphs for line in html.split("<br/>")]
    if not lines or any(SIGNED.fullmatch(line) for line in lines[:-1]):
        return paragraphs, ""
    match = SIGNED.fullmatch(lines[-1]) if len(lines) > 1 else None
    match = match or SIGNED_AFTER.fullmatch(lines[-1])
    source = words(match["by"]) if match else ""
    if match is None or "<a " in match["by"] or "<footnote" in match["by"] or len(source) > LONGEST_SIGNATURE:
        return paragraphs, ""
    *others, last = paragraphs
    rest = trimmed(last.removesuffix(lines[-1]) + match.groupdict().get("said", ""))
    return [*others, *([rest] if rest else [])], source


class QuotationMixin(_Walk):
    """Reads `<blockquote>`."""

    def quotation(self, tag: Tag, depth: int, *, pulled: bool = False) -> None:
        """A quotation; whatever in it is no text comes after it."""
        source, address = self._source(tag)
        others = [child for child in tag.find_all(True, recursive=True) if self._is_apart(child, tag)]
        for other in others:
            other.extract()
        paragraphs = self._paragraphs(tag)
        if not source and tag.find("li") is None:
            paragraphs, source = signed(paragraphs)
        if paragraphs:
            text = "".join(f"<p>{html}</p>" for html in paragraphs)
            kind = "highlight" if pulled or "pullquote" in " ".join(map(str, tag.get("class") or [])) else "quotation"
            self.add(kind, text=text, source=source, source_url=address)
        elif source:
            self.run.append(source)
        for other in others:
            self._element(other, depth + 1)

    def _is_apart(self, child: Tag, root: Tag) -> bool:
        """Whether this is the outermost element that a quotation cannot hold."""
        if child.name in TEXTUAL or child.name in INLINE or child.name in SILENT:
            return False
        for parent in child.parents:
            if parent is root:
                return True
            if parent.name not in TEXTUAL and parent.name not in INLINE:
                return False
        return False

    def _source(self, tag: Tag) -> tuple[str, str]:
        """Who is quoted, from `<cite>` or `<footer>`, taken out of the quotation; and where, if it is a link."""
        cites = [found for found in tag.find_all(["footer", "cite"]) if found.find_parent("blockquote") in {tag, None}]
        address = safe_address(str(tag.get("cite") or ""))
        cite = cites[-1] if cites else None
        if cite is None or (cite.name == "cite" and not self._ends(cite, tag)):
            return "", self._web(address)
        if cite.find_parent("footer") is not None:
            cite = cite.find_parent("footer") or cite
        source = words(self.inline.write(cite.children)).lstrip("—–―- \u00a0")
        if len(source) > LONGEST_SOURCE:
            return "", self._web(address)
        link = cite.find("a", href=True)
        address = safe_address(str(link["href"])) if isinstance(link, Tag) else address
        cite.extract()
        return source, self._web(address)

    def _ends(self, cite: Tag, tag: Tag) -> bool:
        """Whether nothing is quoted after it: a title cited within the text is part of it."""
        following = []
        for node in cite.next_elements:
            if tag not in node.parents:
                break
            if isinstance(node, NavigableString) and cite not in node.parents:
                following.append(str(node))
        return not "".join(following).strip()

    @staticmethod
    def _web(address: str) -> str:
        return address if address.startswith(("http://", "https://")) and len(address) <= 200 else ""

    def _paragraphs(self, tag: Tag) -> list[str]:
        """The quotation's paragraphs as running text; an item of a list is one."""
        found: list[str] = []
        run: list[str] = []

        def close() -> None:
            html = trimmed("".join(run))
            run.clear()
            if words(html):
                found.append(html)

        def visit(node: Tag) -> None:
            for child in node.children:
                if isinstance(child, Tag) and child.name in TEXTUAL and child.name != "br":
                    close()
                    if child.name == "li":
                        run.append("– ")
                    visit(child)
                    close()
                elif isinstance(child, NavigableString) and self.classic:
                    parts = re.split(r"\n\s*\n", str(child))
                    for place, part in enumerate(parts):
                        if place:
                            close()
                        run.append(self.inline.write([NavigableString(part)], breaks=True))
                else:
                    run.append(self.inline.write([child], breaks=self.classic))

        visit(tag)
        close()
        return found
