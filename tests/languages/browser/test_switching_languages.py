"""Going from one language to the other, by keyboard, on a phone and on a screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from almacms.languages.opening import refresh
from tests.builders import make_article
from tests.languages.bilingual import make_both_sites, translate


@pytest.fixture
def server(both: None) -> Iterator[LiveServer]:
    """A server of its own: the one that other tests share knows French alone."""
    started = LiveServer("localhost")
    yield started
    started.stop()


@pytest.fixture
def addresses(server: LiveServer) -> tuple[str, str]:
    """An article in French and in English."""
    make_both_sites()
    article = make_article(title="Bonjour", slug="bonjour")
    translated = translate(article, title="Hello", slug="hello")
    refresh()
    return server.url + article.url, server.url + translated.url


@pytest.fixture(params=[360, 1360])
def reader(browser: Browser, browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": request.param, "height": 800}})
    yield context.new_page()
    context.close()


def test_the_switch_goes_there_and_back_by_keyboard(reader: Page, addresses: tuple[str, str]) -> None:
    french, english = addresses
    reader.goto(french)
    reader.get_by_role("link", name="English").focus()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(english)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Hello")
    reader.get_by_role("link", name="Français").click()
    expect(reader).to_have_url(french)


def test_the_switch_stands_beside_the_name_and_pushes_nothing_out(reader: Page, addresses: tuple[str, str]) -> None:
    reader.goto(addresses[1])
    name, link = (reader.locator(selector).bounding_box() for selector in (".masthead .wordmark", ".languages a"))
    assert name is not None
    assert link is not None
    assert link["y"] < name["y"] + name["height"]
    assert link["height"] >= 24
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_in_english_pass_axe(reader: Page, addresses: tuple[str, str], scheme: Any) -> None:
    reader.emulate_media(color_scheme=scheme)
    reader.goto(addresses[1])
    assert Axe().run(reader).response["violations"] == []
