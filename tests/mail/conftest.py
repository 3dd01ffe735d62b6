"""A mail server that does not answer, and one that does again."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def server_down(mailbox: Any, settings: Any) -> Iterator[None]:
    """A port at which nobody answers, until the test ends."""
    working = settings.EMAIL_PORT
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
        yield
    settings.EMAIL_PORT = working


@pytest.fixture
def server_back(mailbox: Any, settings: Any) -> Any:
    """Call it, and the mail server answers again."""
    working = settings.EMAIL_PORT
    return lambda: setattr(settings, "EMAIL_PORT", working)
