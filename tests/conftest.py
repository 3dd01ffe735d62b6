"""What every test may ask for: a mailbox behind a real SMTP server, and a real browser."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

from almacms.page_cache.remembered import forget

# Playwright's synchronous interface runs an event loop in this thread, where Django would refuse its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("ALMACMS_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NO_CHROMIUM = "no Chromium here: install one, or name it in ALMACMS_CHROMIUM"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def browser_is_required() -> bool:
    return os.environ.get("CI") == "true" or os.environ.get("ALMACMS_REQUIRE_BROWSER") == "1"


def pytest_configure(config: pytest.Config) -> None:
    """What tests upload, and what they tell other processes, goes to a folder that ends with them."""
    folder = tempfile.TemporaryDirectory(prefix="almacms-media-")
    settings.MEDIA_ROOT = Path(folder.name, "media")
    settings.PAGE_CACHE_DIR = Path(folder.name, "page-cache")
    config.add_cleanup(folder.cleanup)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What lies in tests/browser/ drives a browser, on a database that a server in another thread can see."""
    browser_items = [item for item in items if "browser" in item.path.relative_to(config.rootpath).parts[:-1]]
    if browser_items and not CHROMIUM and browser_is_required():
        raise pytest.UsageError(NO_CHROMIUM)
    for item in browser_items:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    # Last, whatever the plugins prefer: they leave the database empty, and the others count on what migrations made.
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, empties_the_database(item)))


def empties_the_database(item: pytest.Item) -> bool:
    """Whether a test commits what it does, and is cleaned up after by emptying every table."""
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Browser tests empty the database behind them: give back what the migrations made, to them and to the next run."""
    migrated = getattr(connection, "_test_serialized_contents", None)
    if migrated is not None:
        # Once Playwright's event loop runs, Django makes other connection objects, which do not have it.
        type(connections["default"])._test_serialized_contents = migrated  # type: ignore[attr-defined]
    yield
    if migrated is not None and request.config.getoption("reuse_db"):
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(migrated)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Wagtail keeps the sites' roots, and each process what lists offer: longer than a test keeps its database."""
    cache.clear()
    forget()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": 1280, "height": 900},
    }


class Receiver:
    """What the SMTP server does with a message: keep it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.received.append(message)
        return "250 OK"


class Mailbox:
    """What the SMTP server was given, oldest first."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver

    @property
    def messages(self) -> list[EmailMessage]:
        """What arrived, once the outbox is empty: the scheduler empties it every few seconds."""
        # Its models cannot be imported before Django is ready, nor this file after.
        from almacms.mail.delivery import deliver

        deliver()
        return self.receiver.received

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-Envelope-To"]]


class FreePortController(Controller):
    """A controller on a port that the system chooses; aiosmtpd's own tries the port it was asked for."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailbox(settings: Any, db: None) -> Iterator[Mailbox]:
    """A real SMTP server on the loopback address, to which this test's mail goes, through the outbox."""
    receiver = Receiver()
    controller = FreePortController(receiver, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "almacms.mail.backend.OutboxBackend"
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = controller.hostname
    settings.EMAIL_PORT = controller.port
    yield Mailbox(receiver)
    controller.stop()
