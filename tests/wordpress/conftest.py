"""What the tests of the import share: a blog with its pictures, and a conversation that keeps what it is given."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from wagtail import hooks
from wagtail.models import Page

from almacms.wordpress.comments import HOOK, ReaderComment, Stored
from almacms.wordpress.mapping import Mapping
from almacms.wordpress.models import Run
from almacms.wordpress.services import import_now, options_of
from tests.builders import make_site

from .exports import Item, export, write_pictures

MAPPING = Mapping(topics={"scop": "Coopération"}, interview_categories=("entretiens",))


class FakeConversation:
    """Keeps comments in memory, by blog and number, as a real one does in the database."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int], tuple[int, ReaderComment]] = {}
        self.closed: set[int] = set()

    def store(self, *, page: Page, site: str, comments: Sequence[ReaderComment], is_closed: bool) -> Stored:
        if is_closed:
            self.closed.add(page.pk)
        fates = {"created": 0, "updated": 0, "unchanged": 0}
        for comment in comments:
            assert comment.parent is None or (site, comment.parent) in self.kept
            before = self.kept.get((site, comment.number))
            after = (page.pk, comment)
            fates["created" if before is None else "unchanged" if before == after else "updated"] += 1
            self.kept[site, comment.number] = after
        return Stored(fates["created"], fates["updated"], fates["unchanged"])


@pytest.fixture
def conversation() -> Iterator[FakeConversation]:
    fake = FakeConversation()
    with hooks.register_temporarily(HOOK, lambda: fake):
        yield fake


@pytest.fixture(autouse=True)
def exports_folder(settings: Any, tmp_path: Path) -> None:
    settings.WORDPRESS_ROOT = tmp_path / "wordpress"


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    write_pictures(folder)
    return folder


Importing = Callable[..., Run]


@pytest.fixture
def imported(uploads: Path, db: None) -> Importing:
    """Imports items, or the bytes of an export."""
    make_site()

    def run(
        *items: Item, data: bytes = b"", mapping: Mapping = MAPPING, media: Path | None = uploads, **options: Any
    ) -> Run:
        file = io.BytesIO(data or export(*items))
        return import_now(file=file, name="export.xml", user=None, options=options_of(mapping, media=media), **options)

    return run
