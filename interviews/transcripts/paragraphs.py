"""What readers give: the source's paragraphs, in order, with what their form hints at."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+$", re.IGNORECASE)
BLANK = " \t\r\n\f\v\u00a0\u2000\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
UNREADABLE = "unreadable"
SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u200b\ufeff]+")


@dataclass(frozen=True)
class Run:
    """Characters that look the same. Markup is only made from runs, so that nothing of the source's own survives."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def html(self) -> str:
        markup = html.escape(self.text, quote=False)
        if self.italic:
            markup = f"<i>{markup}</i>"
        if self.bold:
            markup = f"<b>{markup}</b>"
        if SAFE_LINK.match(self.href):
            markup = f'<a href="{html.escape(self.href)}">{markup}</a>'
        return markup


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the source. Its identifier stays the same for as long as the source is the same."""

    id: str
    runs: tuple[Run, ...] = ()
    heading: int = 0
    """Level of the heading, 0 for what is none."""
    item: str = ""
    """“bullet” or “number” for an item of a list."""
    soft: bool = False
    """Follows the paragraph before by a line break only."""
    caption: bool = False
    """Its style says that it is a picture's caption."""
    aside: str = ""
    """Why the source itself holds it apart: “furniture” for what surrounds a web page, “note” for a footnote."""
    voice: str = ""
    """Who speaks, where the format says so (WebVTT)."""
    picture: str = ""
    """The key of a picture that stands here; `UNREADABLE` for one that cannot be taken."""

    @property
    def text(self) -> str:
        return SPACES.sub(" ", "".join(run.text for run in self.runs)).strip()

    @property
    def is_bold(self) -> bool:
        return self._all("bold")

    @property
    def is_italic(self) -> bool:
        return self._all("italic")

    @property
    def stands_out(self) -> bool:
        """Wholly bold or wholly italic, as questions often are."""
        return self.is_bold or self.is_italic

    def _all(self, look: str) -> bool:
        # A closing full stop or colon left out of the bold is a slip, not a meaning.
        said = [run for run in self.runs if re.search(r"\w", run.text)]
        return bool(said) and all(getattr(run, look) for run in said)

    def to_json(self) -> dict[str, Any]:
        return _without_defaults(self) | {"id": self.id, "runs": [_without_defaults(run) for run in self.runs]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Paragraph":
        return cls(**{**data, "runs": tuple(Run(**run) for run in data["runs"])})


@dataclass(frozen=True)
class Picture:
    """A picture of the source, as it was found in it."""

    key: str
    name: str
    content: bytes = field(repr=False)
    description: str = ""


@dataclass(frozen=True)
class Source:
    """A file read, or a text pasted."""

    paragraphs: list[Paragraph]
    pictures: dict[str, Picture] = field(default_factory=dict)
    title: str = ""
    """What the file calls itself outside its text."""
    date: str = ""
    """The date it gives outside its text, in ISO form."""


def _without_defaults(value: Any) -> dict[str, Any]:
    fields = value.__dataclass_fields__
    return {name: getattr(value, name) for name in fields if getattr(value, name) != fields[name].default}


def numbered(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that say or show something, each with the identifier that its place gives."""
    kept = (paragraph for paragraph in paragraphs if paragraph.text or paragraph.picture)
    return [replace(paragraph, id=f"p{number}") for number, paragraph in enumerate(kept, start=1)]


def plain(text: str, **hints: Any) -> Paragraph:
    """A paragraph of plain text, not numbered yet."""
    return Paragraph("", (Run(text),), **hints)


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """The runs between two places of their text, without the white space at either end."""
    kept: list[Run] = []
    place = 0
    for run in runs:
        first, last = max(start - place, 0), len(run.text) if end is None else min(end - place, len(run.text))
        if first < last:
            kept.append(replace(run, text=run.text[first:last]))
        place += len(run.text)
    return trimmed(kept)


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without white space at either end, and alike neighbours made one."""
    kept: list[Run] = []
    for run in runs:
        text = run.text if kept else run.text.lstrip(BLANK)
        if not text:
            continue
        if kept and replace(kept[-1], text="") == replace(run, text=""):
            kept[-1] = replace(run, text=kept[-1].text + text)
        else:
            kept.append(replace(run, text=text))
    while kept:
        text = kept[-1].text.rstrip(BLANK)
        if text:
            kept[-1] = replace(kept[-1], text=text)
            break
        kept.pop()
    return tuple(kept)


def markup(runs: Iterable[Run]) -> str:
    return "".join(run.html for run in runs)
