"""What a body is made from and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class Picture(NamedTuple):
    """A picture of our library."""

    pk: int
    alt: str = ""
    caption: str = ""


class Surroundings(Protocol):
    """What a body points at, as the site has it now."""

    def picture(self, number: int, address: str) -> Picture | None:
        """The picture of an attachment, by its number or its address."""

    def document(self, number: int, address: str) -> tuple[int, str] | None:
        """The document of an attachment, and its title."""

    def link(self, address: str) -> Mapping[str, str] | None:
        """The attributes of a link to what stood at an address of the blog; None to leave the address as it is."""

    def title(self, address: str) -> str:
        """The title of the text of the blog that stood at an address, empty for any other address."""

    def kept_address(self, address: str) -> str:
        """An address of the blog as one of this site, which leads to what stood there; empty for any other."""

    def attached(self, number: int) -> list[int]:
        """The numbers of the pictures attached to an item, in order."""

    def reusable(self, number: int) -> str:
        """The content of a reusable block, empty when it is not in the export."""


@dataclass(frozen=True)
class Source:
    """A text as WordPress has it."""

    content: str
    number: int
    """Of its item."""
    origin: str
    """What makes the identities of its blocks: the same at every import."""
    notes: tuple[tuple[str, str], ...] = ()
    """The identifiers and texts of the footnotes that the editor kept apart."""


@dataclass(frozen=True)
class Target:
    """What the page it goes to can hold."""

    has_footnotes: bool = True


@dataclass
class Piece:
    """A block before it is one. Of kind “prose”, `html` is a paragraph or a list."""

    kind: str
    html: str = ""
    value: dict[str, Any] = field(default_factory=dict)


@dataclass
class Body:
    """A text as blocks, and what there is to say of how it became so."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Identity and HTML of each footnote, in the order of the text."""
    teaser: str = ""
    """The plain text that stood before the “more” mark."""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    """A reason (`almacms.wordpress.reasons`) and what it is about."""
    is_resolved: bool = True
    """Whether everything that it points at in the blog was found here."""


class Log:
    """Gathers what there is to say."""

    def __init__(self) -> None:
        self.warnings: list[tuple[str, str]] = []
        self.is_resolved = True

    def tell(self, reason: str, about: str = "") -> None:
        said = (reason, about[:200])
        if said not in self.warnings:
            self.warnings.append(said)
