"""The rules on HTML: a sentence is read across the tags that lie in it, and changed between them."""

import re
from html import escape, unescape
from itertools import accumulate

from .rules import OPAQUE, ORDINAL, Edit, edits_of, is_french

TAG = re.compile(r"""(<(?:!--.*?--|[^>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
FOREIGN = re.compile(r"""\s(?:lang=["']?(?!fr\b)\w|translate=["']?no\b)""", re.IGNORECASE)
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "label", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "wbr",
}  # fmt: skip
"""Tags that do not end a sentence."""
VERBATIM = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var"}
RAISED = ("\ue000", "\ue001")
"""What stands for the tags of a superscript until the text around is escaped; of no use in any text."""


def french_html(html: str) -> str:
    """Well-formed HTML in French typography, ranks set above the line.

    Tags and attributes are left as they are, and so are code and what is marked as being in another language.
    """
    if not is_french():
        return html
    pieces = TAG.split(html)
    heard = _heard(pieces)
    edits = _edits("".join(heard), heard)
    if not edits:
        return html
    start = 0
    for index, text in enumerate(heard):
        end = start + len(text)
        # What is heard of a tag is no text of its own.
        if index % 2 == 0 and (own := [edit for edit in edits if edit.start < end and edit.end > start]):
            pieces[index] = _changed(text, start, own)
        start = end
    return "".join(pieces)


def _heard(pieces: list[str]) -> list[str]:
    """What each piece says in the sentence: texts, the even ones, their words; tags, at most that it ends."""
    heard: list[str] = []
    closed_by, depth = "", 0
    for index, piece in enumerate(pieces):
        said = ""
        if index % 2 == 0:
            said = "" if closed_by else unescape(piece)
        elif (found := NAME.match(piece)) is not None:
            name, closes = found[1].lower(), piece.startswith("</")
            if closed_by:
                depth += (-1 if closes else 1) if name == closed_by else 0
                closed_by = closed_by if depth else ""
            elif not closes and (name in VERBATIM or FOREIGN.search(piece)):
                closed_by, depth, said = name, 1, OPAQUE
            elif name not in INLINE:
                said = "\n"
        heard.append(said)
    return heard


def _edits(sentence: str, heard: list[str]) -> list[Edit]:
    """What changes in the sentence, the ends of ranks between the signs of what is raised."""
    edits = edits_of(sentence)
    ranks = edits_of(sentence, [ORDINAL])
    if not ranks or any(sign in sentence for sign in RAISED):
        return edits
    # One that begins where a tag ends has been raised by its author.
    starts = set(accumulate(map(len, heard), initial=0))
    raised = [
        rank._replace(text=sentence[rank.start : rank.end].join(RAISED)) for rank in ranks if rank.start not in starts
    ]
    return sorted([*edits, *raised])


def _changed(text: str, start: int, edits: list[Edit]) -> str:
    """A text that begins at `start` of the sentence, as HTML, once changed; what lies across a tag is put before it."""
    written, place = "", 0
    for edit in edits:
        written += text[place : max(edit.start - start, 0)] + (edit.text if edit.start >= start else "")
        place = edit.end - start
    written += text[place:]
    opening, closing = RAISED
    return escape(written, quote=False).replace(opening, "<sup>").replace(closing, "</sup>")
