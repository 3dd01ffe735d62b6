"""WordPress's own notations made into elements, so that one walk of one tree reads all of them.

`<!-- wp:image {"id":1} -->` becomes `<wp-block name="image" attrs="…">`, and `[gallery ids="1,2"]` becomes
`<wp-gallery ids="1,2">`.
"""

from __future__ import annotations

import re
from html import escape

BLOCK = re.compile(r"<!--\s+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(\{.*?\}\s+)?(/)?-->", re.DOTALL)
UNTOUCHED = re.compile(
    r"(<pre\b.*?</pre>|<code\b.*?</code>|<script\b.*?</script>|<style\b.*?</style>)", re.DOTALL | re.IGNORECASE
)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))|"([^"]+)"|(\S+)""")
NAMES = "caption|wp_caption|gallery|playlist|embed|audio|video"
SHORTCODE = re.compile(
    rf"(\[?)\[({NAMES})\b([^\]]*?)(/?)\](?:((?:(?!\[\2\b).)*?)\[/\2\])?(\]?)", re.DOTALL | re.IGNORECASE
)
FOREIGN = re.compile(
    r"\[([a-z][\w-]{2,40})((?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\]]+))*)\s*/?\](?:(.*?)\[/\1\])?",
    re.DOTALL | re.IGNORECASE,
)
MEDIA_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "wma", "mp4", "m4v", "webm", "ogv", "flv")


def prepared(content: str) -> tuple[str, bool]:
    """The content with elements in the place of notations.

    Returns:
        The markup, and whether the block editor wrote it: elsewhere, line ends make paragraphs.
    """
    is_blocks = bool(BLOCK.search(content))
    content = content.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if is_blocks:
        content = BLOCK.sub(_block, content)
    parts = UNTOUCHED.split(content)
    return "".join(part if place % 2 else shortcodes(part) for place, part in enumerate(parts)), is_blocks


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
    return FOREIGN.sub(_foreign, SHORTCODE.sub(_known, text))


def _known(match: re.Match[str]) -> str:
    before, name, given, _slash, inside, after = match.groups()
    if before and after:
        # Out of reach of the next rule too.
        return match.group(0)[1:-1].replace("[", "&#91;")
    attributes = read_attributes(given)
    name = name.lower()
    if name in {"caption", "wp_caption"}:
        kept = {key: attributes.get(key, "") for key in ("id", "align", "caption")}
        element = _element("wp-caption", kept, inside or "")
    elif name in {"gallery", "playlist"}:
        ids = attributes.get("ids") or attributes.get("include") or ""
        element = _element("wp-gallery", {"ids": ids, "kind": name})
    elif name == "embed":
        element = _element("wp-embed", {"url": (inside or attributes.get("src") or "").strip()})
    else:
        sources = [attributes[key] for key in MEDIA_SOURCES if attributes.get(key)]
        source = sources[0] if sources else next(iter(re.findall(r"https?://[^\s<\"]+", inside or "")), "")
        element = _element("wp-media", {"kind": name, "src": source})
    return f"{before}{element}{after}"


def _foreign(match: re.Match[str]) -> str:
    """A shortcode of a plugin: told from words in brackets by its attributes or its end."""
    name, given, inside = match.groups()
    if not given and inside is None:
        return match.group(0)
    return _element("wp-shortcode", {"name": name, "source": match.group(0)[:2000]}, inside or "")


def _element(name: str, attributes: dict[str, str], inside: str = "") -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inside}</{name}>"


def read_attributes(text: str) -> dict[str, str]:
    """The named attributes of a shortcode."""
    text = text.replace("”", '"').replace("“", '"').replace("″", '"')
    found = {}
    for match in ATTRIBUTE.finditer(text):
        name, double, single, bare, _quoted, _word = match.groups()
        if name:
            found[name.lower()] = double or single or bare or ""
    return found
