"""Reading, passing on and printing, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.public_site import make_public_site

from .reading import OpenContext, problems_of

NARROW = {"width": 360, "height": 740}


@pytest.fixture
def site() -> dict[str, str]:
    return make_public_site()


def test_an_article_is_passed_on_to_any_mastodon_by_keyboard_without_script(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    context = open_context(java_script_enabled=False, viewport=NARROW)
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>there", content_type="text/html")

    context.route(lambda url: not url.startswith(live_server.url), answer)
    page = context.new_page()
    page.goto(live_server.url + site["article"])
    share = page.locator(".share")
    expect(share.get_by_role("link")).to_have_count(3)
    expect(share.get_by_role("button")).to_have_count(0)
    share.get_by_role("link", name="Mastodon").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#adresse")).to_have_value(f"http://localhost{site['article']}")

    page.locator("#serveur").focus()
    page.keyboard.type("rien")
    page.keyboard.press("Enter")
    expect(page.locator("#serveur")).to_be_focused()
    expect(page.locator("#serveur")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+A")
    page.keyboard.type("@camille@piaille.example")
    assert asked == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("there")).to_be_visible()
    (address,) = asked
    assert (urlsplit(address).netloc, urlsplit(address).path) == ("piaille.example", "/share")
    assert parse_qs(urlsplit(address).query)["text"][0].endswith(f"\r\nhttp://localhost{site['article']}")


def test_what_a_link_from_elsewhere_names_is_shown_before_it_is_left_for(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(viewport=NARROW).new_page()
    page.goto(f"{live_server.url}{site['article']}partager/?serveur=ailleurs.example")
    expect(page.locator("a.button")).to_contain_text("ailleurs.example")
    assert urlsplit(page.url).netloc == urlsplit(live_server.url).netloc


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_that_pass_on_are_accessible_and_narrow(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str], scheme: str
) -> None:
    page = open_context(viewport={"width": 320, "height": 640}, color_scheme=scheme, reduced_motion="reduce").new_page()
    problems = {}
    for query in ("", "?serveur=piaille.example", "?serveur=rien"):
        page.goto(f"{live_server.url}{site['interview of six']}partager/{query}", wait_until="networkidle")
        problems[query] = problems_of(page)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width == 0, query
    assert problems == {"": [], "?serveur=piaille.example": [], "?serveur=rien": []}


def test_the_link_is_copied_and_the_device_is_asked_where_it_can_be(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page = context.new_page()
    page.goto(live_server.url + site["article"])
    share = page.locator(".share")
    expect(share.get_by_role("listitem")).to_have_count(5)
    share.locator("[data-copy]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"http://localhost{site['article']}"
    share.locator("[data-share]").press("Enter")
    shared = page.evaluate("window.shared")
    assert shared["url"] == f"http://localhost{site['article']}"
    assert shared["title"].startswith("Bonjour le monde")


def test_a_device_that_shares_nothing_is_not_offered(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    context = open_context()
    context.add_init_script("delete Navigator.prototype.share;")
    page = context.new_page()
    page.goto(live_server.url + site["article"])
    expect(page.locator(".share [data-copy]")).to_be_visible()
    expect(page.locator(".share [data-share]")).to_be_hidden()


@pytest.mark.parametrize("name", ["article", "interview of six"])
def test_paper_has_the_text_and_none_of_the_furniture(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str], name: str
) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto(live_server.url + site[name])
    page.emulate_media(media="print")
    for furniture in (
        ".masthead nav",
        ".search-box",
        ".rail",
        ".share",
        ".related",
        ".neighbours",
        ".site-footer",
        ".downloads",
        ".embed button",
        ".embed-notice",
        ".embed img",
        ".footnote-back",
        ".skip-link",
    ):
        expect(page.locator(furniture).filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".print-only")).to_have_text(f"http://localhost{site[name]}")
    expect(page.locator(".embed a").first).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)", "the dark of a screen is not for paper"


def test_a_conversation_is_on_paper_once_something_was_said(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context().new_page()
    page.emulate_media(media="print")
    page.goto(live_server.url + site["article without a picture"])
    expect(page.locator(".conversation")).to_be_hidden()
    page.goto(live_server.url + site["article"])
    expect(page.locator(".conversation h2")).to_be_visible()


def test_paper_says_where_links_lead(open_context: OpenContext, live_server: LiveServer, site: dict[str, str]) -> None:
    page = open_context().new_page()
    page.goto(live_server.url + site["article"])
    page.emulate_media(media="print")

    def printed(selector: str) -> str:
        return page.locator(selector).first.evaluate("link => getComputedStyle(link, '::after').content")

    assert printed(".quotation a") == '" (https://example.org/livret)"'
    assert printed(".footnotes a[href^=http]") == '" (https://example.org/)"'
    assert "https://framatube.org/w/" in printed(".embed a")
    assert "/documents/" in printed(".document a")
    assert page.locator(".heading a").first.evaluate("link => getComputedStyle(link, '::after').display") == "none"


def test_every_embed_has_a_picture_of_ours_until_it_is_asked_for(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context().new_page()
    page.goto(live_server.url + site["article"])
    embeds = page.locator(".embed")
    expect(embeds).to_have_count(2)
    for embed in embeds.all():
        embed.scroll_into_view_if_needed()
        picture = embed.locator("img")
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") > 0
        assert urlsplit(picture.evaluate("image => image.currentSrc")).netloc == urlsplit(live_server.url).netloc
    expect(embeds.locator("iframe")).to_have_count(0)
