"""What the journeys share: a newsroom with somebody who writes and somebody who reviews, and windows for readers."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from almacms.workflow import roles
from tests import builders

from .newsroom import Newsroom
from .reading import OpenContext

# Milliseconds that a page has to come to what is expected of it: a shared machine is at times five times slower.
expect.set_options(timeout=20_000)


@pytest.fixture
def newsroom(page: Page, live_server: Any) -> Newsroom:
    builders.make_site()
    builders.make_user("redaction", group=roles.WRITERS)
    builders.make_user("relecture", group=roles.REVIEWERS)
    return Newsroom(page, live_server.url)


@pytest.fixture
def open_context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[OpenContext]:
    """A reader's browser; pytest-playwright's own cannot change what the project sets, as the size of the window."""
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(**{**browser_context_args, **options}))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()
