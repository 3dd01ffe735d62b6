"""WordPress's own notations made into elements, so that one walk of one tree reads all of them.

`<!-- wp:image {"id":1} -->` becomes `<wp-block name="image" attrs="…">`, and `[gallery ids="1,2"]` becomes
`<wp-gallery ids="1,2">`. Everything is looked for from mark to mark: an expression for a whole notation would look for
each end anew, for hours in a text that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

BLOCK = re.compile(r"\s+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(\{.*\}\s+)?(/)?", re.DOTALL)
"""What a comment of the block editor says."""
UNTOUCHED = re.compile(r"<(?:(pre|code|script|style)\b|[a-z/][^<>]*>)", re.IGNORECASE)
"""Programs and tags: brackets in them are brackets."""
ENDS = {name: re.compile(f"</{name}>", re.IGNORECASE) for name in ("pre", "code", "script", "style")}
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))|"([^"]+)"|(\S+)""")
SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]{2,40})((?:[\s=/][^\[\]]*)?)\]", re.IGNORECASE)
NAMED_ATTRIBUTES = re.compile(r"(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+))+\s*/?")
ADDRESS = re.compile(r"https?://[^\s<>\"'\]]+")
MEDIA_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "wma", "mp4", "m4v", "webm", "ogv", "flv")
PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
}
"""Shortcodes that every blog of wordpress.com has; they hold an address, or what names the film."""
CODE = {
    "bash", "code", "cpp", "csharp", "css", "html", "java", "javascript", "perl", "php", "powershell", "python", "ruby",
    "shell", "sourcecode", "sql", "xml",
}  # fmt: skip
"""Shortcodes of the plugins that colour programs: what they wrap is no HTML."""
CAPTIONS = {"caption", "wp_caption"}
OURS = {*CAPTIONS, *CODE, *PLAYERS, "gallery", "playlist", "embed", "audio", "video"}


def prepared(content: str) -> tuple[str, bool]:
    """The content with elements in the place of notations.

    Returns:
        The markup, and whether the block editor wrote it: elsewhere, line ends make paragraphs.
    """
    content = content.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    content, is_blocks = _blocks(content)
    return shortcodes(content), is_blocks


def _blocks(content: str) -> tuple[str, bool]:
    """The content with elements in the place of the block editor's comments, and whether there were any."""
    parts, at, is_blocks = [], 0, False
    while (start := content.find("<!--", at)) >= 0 and (end := content.find("-->", start)) >= 0:
        match = BLOCK.fullmatch(content, start + 4, end)
        is_blocks = is_blocks or match is not None
        parts += [content[at:start], _block(match) if match else content[start : end + 3]]
        at = end + 3
    return "".join([*parts, content[at:]]), is_blocks


def _block(match: re.Match[str]) -> str:
    closing, space, name, attributes, empty = match.groups()
    if closing:
        return "</wp-block>"
    # In comments, dashes are written as escapes of JSON, which whoever reads the JSON understands.
    space = "" if space in {None, "core/"} else space
    opened = f'<wp-block name="{escape(space + name)}" attrs="{escape(attributes or "{}")}">'
    return f"{opened}</wp-block>" if empty else opened


def shortcodes(text: str) -> str:
    """A text whose shortcodes are elements; doubled brackets are how one writes about a shortcode."""
    if "[" not in text:
        return text
    edits: list[tuple[int, int, str]] = []
    tags = _tags(text)
    ends = _ends(tags)
    at = 0
    for place, tag in enumerate(tags):
        if tag.start() < at or tag.group(1):
            continue
        end = tags[ends[place]] if place in ends else None
        last = (end or tag).end()
        if text[tag.start() - 1 : tag.start()] == "[" and text[last : last + 1] == "]":
            # Out of reach of whoever reads brackets next.
            edits += [(tag.start() - 1, tag.start() + 1, "&#91;"), (last, last + 1, "")]
            at = last
        elif tag.group(2).lower() in OURS:
            written = list(_known(text, tag, end))
            edits += written
            at = written[0][1]
        elif end is not None or NAMED_ATTRIBUTES.fullmatch(tag.group(3)):
            edits += _foreign(tag, end)
    return "".join(_edited(text, sorted(edits)))


def _edited(text: str, edits: list[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, written in edits:
        yield text[at:start]
        yield written
        at = end
    yield text[at:]


def _tags(text: str) -> list[re.Match[str]]:
    """What looks like the beginning or the end of a shortcode, outside of programs and tags."""
    found: list[re.Match[str]] = []
    tags = SHORTCODE.finditer(text)
    tag = next(tags, None)
    for start, end in [*_untouched(text), (len(text), len(text))]:
        while tag is not None and tag.start() < end:
            if tag.start() < start:
                found.append(tag)
            tag = next(tags, None)
    return found


def _untouched(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which brackets are no shortcodes, one after the other."""
    at, endless = 0, set[str]()
    while match := UNTOUCHED.search(text, at):
        name = (match.group(1) or "").lower()
        end = ENDS[name].search(text, match.end()) if name and name not in endless else None
        if name and end is None:
            endless.add(name)
        at = end.end() if end else match.end()
        yield match.start(), at


def _ends(tags: list[re.Match[str]]) -> dict[int, int]:
    """Of each shortcode that has one, the place of its end: the nearest that is not another's."""
    ends: dict[int, int] = {}
    open_tags: list[int] = []
    waiting: dict[str, int] = {}
    for place, tag in enumerate(tags):
        name = tag.group(2).lower()
        if not tag.group(1):
            open_tags.append(place)
            waiting[name] = waiting.get(name, 0) + 1
        while tag.group(1) and waiting.get(name):
            opened = open_tags.pop()
            other = tags[opened].group(2).lower()
            waiting[other] -= 1
            if other == name:
                ends[opened] = place
                break
    return ends


def _known(text: str, tag: re.Match[str], end: re.Match[str] | None) -> Iterator[tuple[int, int, str]]:
    """What is written in the place of one of WordPress's own shortcodes: a caption holds text, the others are whole."""
    name, given = tag.group(2).lower(), tag.group(3)
    inside = text[tag.end() : end.start()] if end else ""
    attributes = read_attributes(given)
    if name in CAPTIONS:
        kept = {key: attributes.get(key, "") for key in ("id", "align", "caption")}
        opened = _element("wp-caption", kept)
        yield tag.start(), tag.end(), opened.removesuffix("</wp-caption>") if end else opened
        if end:
            yield end.start(), end.end(), "</wp-caption>"
        return
    whole = (tag.start(), end.end() if end else tag.end())
    if name in CODE:
        language = attributes.get("language") or attributes.get("lang") or ("" if name.endswith("code") else name)
        code = inside if "<" not in inside else escape(inside, quote=False)
        yield *whole, (f'<pre lang="{escape(language)}">{code}</pre>' if end else text[slice(*whole)])
    elif name in {"gallery", "playlist"}:
        ids = attributes.get("ids") or attributes.get("include") or ""
        yield *whole, _element("wp-gallery", {"ids": ids, "kind": name, "of": attributes.get("id", "")})
    elif name == "embed":
        yield *whole, _element("wp-embed", {"url": (inside or attributes.get("src") or "").strip()})
    elif name in PLAYERS:
        yield *whole, _element("wp-embed", {"url": _film(name, given, attributes, inside)})
    else:
        sources = [attributes[key] for key in MEDIA_SOURCES if attributes.get(key)]
        source = sources[0] if sources else next(iter(ADDRESS.findall(f"{given} {inside}")), "")
        yield *whole, _element("wp-media", {"kind": name, "src": source})


def _film(name: str, given: str, attributes: dict[str, str], inside: str) -> str:
    address = ADDRESS.search(f"{given} {inside}")
    named = attributes.get("id") or attributes.get("video") or given.strip(" =/\t\n") or inside.strip()
    return address.group(0) if address else PLAYERS[name].format(named)


def _foreign(tag: re.Match[str], end: re.Match[str] | None) -> list[tuple[int, int, str]]:
    """A shortcode of a plugin: told from words in brackets by its attributes or its end."""
    given = {"name": tag.group(2), "source": tag.group(0)[:2000], "wraps": "1" if end else ""}
    opened = _element("wp-shortcode", given)
    if end is None:
        return [(tag.start(), tag.end(), opened)]
    return [
        (tag.start(), tag.end(), opened.removesuffix("</wp-shortcode>")),
        (end.start(), end.end(), "</wp-shortcode>"),
    ]


def _element(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}></{name}>"


def read_attributes(text: str) -> dict[str, str]:
    """The named attributes of a shortcode."""
    text = text.replace("”", '"').replace("“", '"').replace("″", '"')
    found = {}
    for match in ATTRIBUTE.finditer(text):
        name, double, single, bare, _quoted, _word = match.groups()
        if name:
            found[name.lower()] = double or single or bare or ""
    return found
