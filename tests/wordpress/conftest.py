"""What the tests of the import share: a blog with its pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from almacms.wordpress.mapping import Mapping
from almacms.wordpress.models import Run
from almacms.wordpress.services import import_now, options_of
from tests.builders import make_site

from .exports import Item, export, write_pictures

MAPPING = Mapping(topics={"scop": "Coopération"}, interview_categories=("entretiens",))


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
