"""A speaker reads their letter's page: without a mouse, and whatever they need to read."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from interviews.agreement.models import SpeakerAgreement
from tests.interviews.agreement.asking import ANNA, BRUNO, ask, interview, link_to

from .reading import problems_of

NARROW: ViewportSize = {"width": 320, "height": 640}


def press_until_focused(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _step in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_speaker_sees_is_accessible(browser: Browser, live_server: Any, scheme: Any) -> None:
    ask(interview())
    path = link_to(ANNA)
    page = browser.new_page(color_scheme=scheme, viewport=NARROW, locale="fr-FR")
    found: dict[str, list[str]] = {}

    page.goto(live_server.url + path)
    found["asked"] = problems_of(page)
    page.locator(".agreement-send button[value=answers]").click()
    expect(page.locator(".agreement-alert")).to_be_visible()
    found["refused"] = problems_of(page)
    page.locator("button[value=all]").first.click()
    expect(page.locator("h1")).to_contain_text("Merci")
    found["thanked"] = problems_of(page)

    assert found == {"asked": [], "refused": [], "thanked": []}
    page.close()


def test_a_speaker_answers_by_keyboard_alone(browser: Browser, live_server: Any) -> None:
    ask(interview())
    page = browser.new_page(viewport=NARROW, locale="fr-FR")
    page.goto(live_server.url + link_to(BRUNO))

    press_until_focused(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    press_until_focused(page, "textarea")
    page.keyboard.type("Depuis douze ans.")
    press_until_focused(page, ".agreement-send button[value=answers]")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Merci")
    agreement = SpeakerAgreement.objects.get(email=BRUNO)
    assert list(agreement.remarks.values()) == ["Depuis douze ans."]
    page.close()
