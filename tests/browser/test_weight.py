"""What every template costs a new reader, as it comes over the wire; the budgets are in DEVELOPERS.md."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, CDPSession

from tests.closed_pages import make_closed_pages
from tests.public_site import LEADS_ELSEWHERE, make_public_site

ROOT = Path(__file__).parents[2]
KILOBYTE = 1024
BUDGETED = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts"}


def budgets() -> dict[str, int]:
    """The first number of each row of the table of budgets, by the name in its first cell."""
    text = (ROOT / "DEVELOPERS.md").read_text()
    table = text.partition("<!-- budgets -->")[2].partition("\n\n#")[0]
    return {name: int(number) for name, number in re.findall(r"^\| ([^|]+?) \| (\d+)", table, re.MULTILINE)}


@pytest.fixture
def production_like(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """The address of a server that gives out files as production does: collected and compressed."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "almacms.operations.static_files.LastingStaticFilesStorage"},
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    # What nginx does for pages that the application has not compressed itself.
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    call_command("collectstatic", interactive=False, verbosity=0)
    thread = LiveServerThread("127.0.0.1", as_it_is)  # type: ignore[arg-type]
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


def as_it_is(application: Any) -> Any:
    """In the place of the handler by which tests give out static files: WhiteNoise does, as in production."""
    return application


class Wire:
    """What a page makes a browser ask for, from the browser's own account of it."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: dict[str, tuple[str, str]] = {}
        self.bytes: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        self.hosts: set[str] = set()
        session.on("Network.responseReceived", self.received)
        session.on("Network.loadingFinished", self.finished)

    def received(self, event: dict[str, Any]) -> None:
        url = event["response"]["url"]
        if url.startswith("data:"):
            return
        self.hosts.add(urlsplit(url).netloc)
        self.kinds[event["requestId"]] = BUDGETED.get(event["type"], "others"), url

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            kind, _ = self.kinds[event["requestId"]]
            self.bytes[kind] += round(event["encodedDataLength"])
            self.requests[kind] += 1


def weigh(browser: Browser, address: str) -> tuple[Wire, int]:
    """What came over the wire for one page to somebody who was never here, and how many elements it has."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    session = context.new_cdp_session(page)
    wire = Wire(session)
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    elements = page.evaluate("document.querySelectorAll('*').length")
    context.close()
    return wire, elements


def test_every_template_keeps_to_its_budget(browser: Browser, production_like: str) -> None:
    allowed = budgets()
    assert set(allowed) >= {"HTML, CSS and JavaScript, KB", "Fonts, KB", "Requests", "Elements", "Other hosts"}
    addresses = {name: path for name, path in make_public_site().items() if name != LEADS_ELSEWHERE}
    addresses |= make_closed_pages()
    assert len(addresses) > 25
    over: dict[str, dict[str, int]] = {}
    for name, path in addresses.items():
        wire, elements = weigh(browser, production_like + path)
        assert wire.bytes["html"] and wire.bytes["css"] and wire.bytes["fonts"], name
        spent = {
            "HTML, CSS and JavaScript, KB": -(-sum(wire.bytes[kind] for kind in ("html", "css", "js")) // KILOBYTE),
            "Fonts, KB": -(-wire.bytes["fonts"] // KILOBYTE),
            "Requests": sum(wire.requests.values()) - wire.requests["others"],
            "Elements": elements,
            "Other hosts": len(wire.hosts - {urlsplit(production_like).netloc}),
        }
        print(name, spent, dict(wire.bytes))  # noqa: T201 (shown with -s, and when the test fails)
        excess = {kind: amount for kind, amount in spent.items() if amount > allowed[kind]}
        if excess:
            over[name] = excess
    assert over == {}
