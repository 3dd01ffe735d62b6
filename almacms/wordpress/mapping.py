"""The mapping file: what is merged, renamed or left out. TOML, as a person writes it.

[topics]            # slug of a category or tag = name of the topic; "" leaves it out
scop = "Coopération"
[people]            # login = address of a person here; "" signs nothing
jdupont = "jeanne-dupont"
[interviews]
categories = ["entretiens"]
recognise = false   # make interviews of posts that read as one
[addresses]         # first parts of the blog's own addresses
category = "category"
tag = "tag"
author = "author"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

LEFT_OUT = {"uncategorized": "", "non-classe": "", "uncategorised": ""}
"""The category that WordPress gives to what has none."""


class BadMapping(ValueError):  # noqa: N818 (it says what the file is)
    """The mapping cannot be read; the text says why."""


@dataclass(frozen=True)
class Mapping:
    """What the blog's names become."""

    topics: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    interview_categories: tuple[str, ...] = ()
    recognise: bool = False
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"

    def topic(self, slug: str, name: str) -> str:
        """The name of the topic that a category or tag becomes, empty when it becomes none."""
        return {**LEFT_OUT, **self.topics}.get(slug, name or slug)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Mapping:
        return cls(**{**stored, "interview_categories": tuple(stored.get("interview_categories", ()))})


def read_mappings(files: Iterable[bytes]) -> Mapping:
    """The mapping of these files together; what a later one says stands.

    Raises:
        BadMapping: one of them cannot be read.
    """
    merged: dict[str, dict[str, Any]] = {}
    for file in files:
        try:
            found = tomllib.loads(file.decode())
        except UnicodeDecodeError as error:
            raise BadMapping(_("it is not UTF-8 text")) from error
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            raise BadMapping(_("line %(number)s is not TOML") % {"number": place[1] if place else "?"}) from error
        for name, section in found.items():
            if name not in {"topics", "people", "interviews", "addresses"} or not isinstance(section, dict):
                raise BadMapping(_("“%(name)s” is none of its sections") % {"name": name})
            merged.setdefault(name, {}).update(section)
    named = {name: merged.get(name, {}) for name in ("topics", "people", "interviews", "addresses")}
    for name in ("topics", "people", "addresses"):
        if not all(isinstance(value, str) for value in named[name].values()):
            raise BadMapping(_("what “%(name)s” holds is not of the form that is expected") % {"name": name})
    categories, recognise = named["interviews"].get("categories", []), named["interviews"].get("recognise", False)
    if not isinstance(categories, list) or not isinstance(recognise, bool):
        raise BadMapping(_("what “%(name)s” holds is not of the form that is expected") % {"name": "interviews"})
    bases = {f"{name}_base": value.strip("/") for name, value in named["addresses"].items()}
    if not bases.keys() <= {"category_base", "tag_base", "author_base"}:
        raise BadMapping(_("what “%(name)s” holds is not of the form that is expected") % {"name": "addresses"})
    return Mapping(named["topics"], named["people"], tuple(map(str, categories)), recognise, **bases)
