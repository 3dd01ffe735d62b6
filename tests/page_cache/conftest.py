"""The page cache as readers have it: turned on, empty, and emptied again."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from almacms.page_cache.cache import PageCache, page_cache, start_again


@pytest.fixture
def pages(settings: Any, tmp_path: Path) -> Iterator[PageCache]:
    """The cache of this process, with a journal of the test's own. Clients made before do not go through it."""
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_DIR = tmp_path / "page-cache"
    start_again()
    yield page_cache()
    start_again()


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered outside of transactions, within the one of the test."""
    monkeypatch.setattr("almacms.page_cache.remembered.connection", SimpleNamespace(in_atomic_block=False))
