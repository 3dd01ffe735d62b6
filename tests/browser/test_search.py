"""Search in a real browser: by keyboard, without script, on a narrow screen, in the light and in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.builders import make_article, make_interview, make_person, make_topic
from tests.public_site import exchange, turn


@pytest.fixture
def interview(live_server: LiveServer) -> str:
    """An interview and the articles around it; the anchor of the question that is looked for."""
    topic, person = make_topic("Énergie et climat"), make_person("Aïssatou Diallo-Vandenbroucke")
    body = [
        exchange("Et avant ?", turn(person, "<p>Rien.</p>")),
        exchange("Qu’est-ce qu’une turbine ?", turn(person, "<p>Une turbine tourne.</p>")),
    ]
    made = make_interview(title="Sous le vent", speakers=[person], topics=[topic], body=body)
    for number in range(13):
        make_article(title=f"Turbines anticonstitutionnellement vôtres, numéro {number}", topics=[topic])
    return made.questions[1].anchor


@pytest.mark.parametrize(("scheme", "width"), [("light", 1360), ("dark", 320)])
def test_the_pages_of_search_are_accessible_and_never_scroll_sideways(
    browser: Browser, live_server: LiveServer, interview: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    problems = {}
    for asked in ("", "?q=turbine", "?q=turbine&genre=interview&tri=date", "?q=turbime", "?q=rien-de-tel"):
        page.goto(f"{live_server.url}/recherche/{asked}")
        violations = Axe().run(page).response["violations"]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        problems[asked] = ([violation["id"] for violation in violations], overflow)
    context.close()
    assert problems == dict.fromkeys(problems, ([], 0))
    assert len(problems) == 5


@pytest.mark.parametrize("width", [360, 1280, 1360])
def test_what_may_be_looked_for_is_read_whole_in_the_box(
    browser: Browser, live_server: LiveServer, interview: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/articles/")
    room = page.get_by_role("searchbox").evaluate(
        """async (box) => {
            await document.fonts.ready;
            const style = getComputedStyle(box), pen = document.createElement("canvas").getContext("2d");
            pen.font = style.font;
            const inside = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return inside - pen.measureText(box.placeholder).width;
        }"""
    )
    context.close()
    assert room >= 0


def test_from_any_page_to_the_very_question_by_keyboard_and_without_script(
    browser: Browser, live_server: LiveServer, interview: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/articles/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("turbimes")
    page.keyboard.press("Enter")
    page.locator(".search-suggestion a").press("Enter")
    expect(page.get_by_role("searchbox")).to_have_value("turbines")
    page.locator('[data-filter="genre"] a').last.press("Enter")
    expect(page.locator(".result")).to_have_count(1)
    page.locator(".result-question a").press("Enter")
    expect(page).to_have_url(f"{live_server.url}/entretiens/sous-le-vent/#{interview}")
    expect(page.locator(f"[id='{interview}']")).to_be_in_viewport()
    context.close()


def suggested(page: Page) -> Locator:
    return page.locator(".suggestions [role=option]")


def test_suggestions_by_keyboard_and_for_a_screen_reader(page: Page, live_server: LiveServer, interview: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/articles/")
    assert not [url for url in asked if "suggest" in url]
    page.get_by_role("searchbox").focus()
    box = page.locator("#recherche[role=combobox]")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("sous l")
    expect(suggested(page)).to_have_text(["Sous le vent Entretien"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("search").get_by_role("status")).not_to_be_empty()
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    box.press("ArrowDown")
    expect(suggested(page)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(suggested(page).get_attribute("id")))
    box.press("Escape")
    expect(suggested(page)).to_be_hidden()
    expect(box).to_have_value("sous l")
    box.press("ArrowDown")
    expect(suggested(page)).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/entretiens/sous-le-vent/")
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_suggestions_by_mouse_and_the_box_still_searches(page: Page, live_server: LiveServer, interview: str) -> None:
    page.goto(f"{live_server.url}/recherche/")
    page.get_by_role("searchbox").focus()
    box = page.locator("#recherche[role=combobox]")
    box.press_sequentially("turb")
    expect(suggested(page)).to_have_count(8)
    box.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/recherche/?q=turb")
    page.get_by_role("searchbox").focus()
    box.fill("aïssa")
    suggested(page).click()
    expect(page).to_have_url(f"{live_server.url}/personnes/aissatou-diallo-vandenbroucke/")
