"""Every template, in a real browser, to everybody: WCAG 2.2 AA as far as a machine can see.

`home/statement/criteria.toml` names these tests; docs/accessibility.md says what a person looked at besides.
"""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.closed_pages import make_closed_pages
from tests.error_pages import ERROR_PAGES
from tests.public_site import LEADS_ELSEWHERE, make_public_site

from .reading import NARROW, WIDE, OpenContext, problems_of, sideways, tab_through, tab_until


@pytest.fixture
def open_context(open_context: OpenContext) -> OpenContext:
    """The same, without movement unless a test asks for it."""
    return partial(open_context, reduced_motion="reduce")


@pytest.fixture
def site() -> dict[str, str]:
    """Every public page, but the one that browsers leave at once."""
    return {name: path for name, path in make_public_site().items() if name != LEADS_ELSEWHERE}


@pytest.fixture
def everything(site: dict[str, str]) -> dict[str, str]:
    """Those that only some may read, too."""
    return {**site, **make_closed_pages()}


def visit(page: Page, server: LiveServer, addresses: dict[str, str]) -> Iterator[str]:
    """Go to every address in turn; gives the names of what is shown."""
    assert len(addresses) > 20
    for name, path in addresses.items():
        page.goto(server.url + path, wait_until="load")
        yield name


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", WIDE), ("dark", WIDE), ("dark", NARROW)], ids=["light", "dark", "320"]
)
def test_every_page_passes_axe(
    open_context: OpenContext, live_server: LiveServer, everything: dict[str, str], scheme: str, viewport: dict
) -> None:
    page = open_context(color_scheme=scheme, viewport=viewport).new_page()
    problems = {name: problems_of(page) for name in visit(page, live_server, everything)}
    for name in ERROR_PAGES:
        page.set_content(render_to_string(name), wait_until="load")
        problems[name] = problems_of(page)
    assert {name: found for name, found in problems.items() if found} == {}


def test_the_page_of_a_shared_question_passes_axe(open_context: OpenContext, live_server: LiveServer) -> None:
    path = make_public_site()[LEADS_ELSEWHERE]
    page = open_context(java_script_enabled=True).new_page()
    # Browsers would be led away before anything is looked at.
    html = page.request.get(live_server.url + path).text()
    page.set_content(html.replace('http-equiv="refresh"', ""), wait_until="load")
    assert problems_of(page) == []


def test_wider_spacing_cuts_nothing(
    open_context: OpenContext, live_server: LiveServer, everything: dict[str, str]
) -> None:
    """WCAG 1.4.12, with the values it gives."""
    page = open_context(viewport=NARROW, bypass_csp=True).new_page()
    cut = {}
    for name in visit(page, live_server, everything):
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important; }"
            "* { word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"
        )
        cut[name] = page.evaluate(CUT)
        if sideways(page):
            cut[name].append("scrolls sideways")
    assert {name: found for name, found in cut.items() if found} == {}


CUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, .table, select"))
  .filter((one) => {
    const style = getComputedStyle(one);
    const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
    const overflows = one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
    return hides && one.textContent.trim() && overflows;
  })
  .map((one) => one.outerHTML.slice(0, 120))"""


def test_focus_is_seen_wherever_it_goes(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    """On a small screen, where something follows the reader; and the browser gets the focus back in the end."""
    page = open_context(viewport={"width": 360, "height": 640}).new_page()
    unseen: dict[str, list[str]] = {}
    for name in visit(page, live_server, site):
        steps = list(tab_through(page))
        assert len(steps) > 5, name
        unseen[name] = [step["html"] for step in steps if not (step["seen"] and step["uncovered"])]
    assert {name: found for name, found in unseen.items() if found} == {}


def test_forced_colours_leave_everything_visible(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    """Buttons, fields and what is chosen keep an edge or a colour of the system's when it forces its own."""
    page = open_context(forced_colors="active").new_page()
    lost = {name: page.evaluate(WITHOUT_EDGE) for name in visit(page, live_server, site)}
    assert {name: found for name, found in lost.items() if found} == {}


WITHOUT_EDGE = """() => [...document.querySelectorAll("button, input, select, textarea")]
  .filter((one) => one.checkVisibility() && !one.matches(".copy, [type=radio], [type=checkbox], [type=hidden]"))
  .filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.borderTopWidth) === 0 || style.borderTopStyle === "none";
  })
  .map((one) => one.outerHTML.slice(0, 120))"""


def test_nothing_moves_for_who_asked_for_less(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    moving = """() => [...document.querySelectorAll("*")]
      .filter((one) => {
        const style = getComputedStyle(one);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
      })
      .map((one) => one.outerHTML.slice(0, 120))"""
    page = open_context().new_page()
    found = {name: page.evaluate(moving) for name in visit(page, live_server, site)}
    assert {name: elements for name, elements in found.items() if elements} == {}
    # It would be seen if something did.
    lively = open_context(reduced_motion="no-preference").new_page()
    lively.goto(live_server.url + site["article"])
    assert lively.evaluate(moving)


def test_colours_are_never_alone(open_context: OpenContext, live_server: LiveServer, site: dict[str, str]) -> None:
    """Links in a text are underlined; what is current says so in another way than by its colour."""
    page = open_context().new_page()
    page.goto(live_server.url + site["article"])
    bare = """() => [...document.querySelectorAll(".text a, .footnotes a, .callout a, .introduction a")]
      .filter((one) => !one.matches(".footnote-ref, [role=doc-backlink]"))
      .map((one) => getComputedStyle(one).textDecorationLine)"""
    underlines = page.evaluate(bare)
    assert underlines and set(underlines) == {"underline"}
    page.goto(live_server.url + site["interview of six"])
    turns = page.locator(".turn")
    assert turns.count() > 5
    assert all(turn.locator(".who").inner_text().strip() for turn in turns.all())


def test_without_style_sheets_everything_remains_in_order(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    context = open_context()
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    page.goto(live_server.url + site["interview of six"])
    words = page.locator("body").inner_text()
    places = [
        words.find(text)
        for text in ("Aller au contenu", "Six voix", "Moi, c’est la mémoire.", "D’un laboratoire.", "Ici Noé.")
    ]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "320"])
def test_a_whole_journey_by_keyboard(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str], viewport: dict
) -> None:
    """From the front page to somebody's page and what they said, without a mouse and without a step in vain."""
    context = open_context(viewport=viewport, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(live_server.url)

    # Past the navigation, then to search.
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto(live_server.url + site["topics"])
    tab_until(page, ".masthead input[name=q]")
    page.keyboard.type("république mémoire")
    page.keyboard.press("Enter")

    # A result leads to the very question.
    page.wait_for_url("**/recherche/?*")
    tab_until(page, ".result-answers a")
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-*")
    expect(page.locator(":target")).to_be_in_viewport()
    tab_until(page, ".exchange .copy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Lien copié")).to_be_visible()

    # A footnote and back.
    page.goto(live_server.url + site["article"])
    tab_until(page, ".footnote-ref")
    page.keyboard.press("Enter")
    expect(page.locator(".footnotes :target")).to_be_in_viewport()
    tab_until(page, "[role=doc-backlink]")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_have_class("footnote-ref")

    # A list, narrowed to somebody.
    page.goto(live_server.url + site["interviews"])
    tab_until(page, "select[name=personne]")
    page.keyboard.type("Noé")
    tab_until(page, ".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**personne=noe*")

    # Who they are.
    tab_until(page, ".card h2 a, .card h3 a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_until(page, ".cast a[href$='/personnes/noe/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes/noe/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noé")

    # And the whole site from its foot.
    tab_until(page, ".site-footer a[href='/plan-du-site/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan-du-site/")
    tab_until(page, ".site-footer a[href='/accessibilite/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accessibilite/")
    assert urlsplit(page.url).path == "/accessibilite/"
