"""What the journeys share: a newsroom with somebody who writes and somebody who reviews."""

from typing import Any

import pytest
from playwright.sync_api import Page

from almacms.workflow import roles
from tests import builders

from .newsroom import Newsroom


@pytest.fixture
def newsroom(page: Page, live_server: Any) -> Newsroom:
    builders.make_site()
    builders.make_user("redaction", group=roles.WRITERS)
    builders.make_user("relecture", group=roles.REVIEWERS)
    return Newsroom(page, live_server.url)
