"""Two speakers are asked for their agreement: one gives it; the other wants a change, and is asked again alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from interviews.models import InterviewPage
from tests import builders

from .newsroom import Newsroom

ANNA, BRUNO = "anna@example.net", "bruno@example.net"
BESIDE = """([comment, turn]) => {
    const said = comment.getBoundingClientRect(), place = turn.getBoundingClientRect();
    return place.top - 40 < said.top && said.top < place.bottom;
}"""
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def read(browser: Browser, live_server: Any, mailbox: Any) -> Any:
    """Follow the link of somebody's last letter, on a phone and without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="fr-FR")

    def follow(address: str) -> Page:
        letter = mailbox.to(address)[-1].get_body(("plain",)).get_content()
        page = context.new_page()
        found = re.search(r"https?://[^/\s]+(/accord/\S+)", letter)
        assert found
        page.goto(live_server.url + found[1])
        return page

    yield follow
    context.close()


def interview() -> InterviewPage:
    anna, bruno = builders.make_person("Anna Brel"), builders.make_person("Bruno Colas")
    replies = [
        ("turn", {"speaker": anna.pk, "text": "<p>Nous étions six.</p>"}),
        ("turn", {"speaker": bruno.pk, "text": "<p>Je programme depuis dix ans.</p>"}),
    ]
    body = [("exchange", {"question": "Qui êtes-vous ?", "replies": replies})]
    return builders.make_interview(publish=False, speakers=[anna, bruno], body=body, title="Deux voix")


def is_live(page: InterviewPage) -> bool:
    return InterviewPage.objects.get(pk=page.pk).live


def test_only_the_speaker_whose_words_changed_is_asked_again(
    newsroom: Newsroom, mailbox: Any, read: Callable[[str], Page]
) -> None:
    page, draft = newsroom.page, interview()
    exchange = draft.body[0]
    turn = exchange.value["replies"][1].id

    # Written, reviewed: the speakers are asked, each at their address.
    newsroom.sign_in("redaction")
    newsroom.note_address(draft.pk, "Anna Brel", ANNA).note_address(draft.pk, "Bruno Colas", BRUNO)
    newsroom.open(draft.pk).submit()
    expect(page.locator(".messages")).to_contain_text("soumise")
    newsroom.sign_in("relecture").open(draft.pk).approve()
    assert (len(mailbox.to(ANNA)), len(mailbox.to(BRUNO))) == (1, 1)
    assert mailbox.to(ANNA)[0]["Auto-Submitted"] == "auto-generated"

    # Nobody edits while they read.
    newsroom.sign_in("redaction").open(draft.pk)
    expect(page.get_by_role("button", name="Enregistrer le brouillon")).to_have_count(0)

    # One agrees to everything; the other wants one answer corrected.
    anna = read(ANNA)
    expect(anna.locator(f"#answer-{turn}")).to_have_count(0)
    anna.locator("button[value=all]").first.click()
    expect(anna.locator("h1")).to_have_text("Merci de votre réponse")
    bruno = read(BRUNO)
    asked = bruno.locator(f"#answer-{turn}")
    asked.locator("[value=wrong]").check()
    bruno.locator(".agreement-send button[value=answers]").click()
    expect(bruno.locator(".agreement-alert")).to_be_visible()
    asked.locator("textarea").fill("Depuis douze ans, pas dix.")
    bruno.locator(".agreement-send button[value=answers]").click()
    expect(bruno.locator("h1")).to_have_text("Merci de votre réponse")
    assert not is_live(draft)

    # The editor reads it beside the very answer, and amends it.
    newsroom.open(draft.pk)
    newsroom.unfold()
    page.click("[data-side-panel-toggle=comments]")
    comment = page.locator(".comment", has_text="Depuis douze ans, pas dix.")
    expect(comment).to_contain_text("Bruno Colas")
    # The editor lays comments out a moment later.
    page.wait_for_function(BESIDE, arg=[comment.element_handle(), newsroom.turn(2).element_handle()], timeout=5000)
    newsroom.reword(2, "Je programme depuis douze ans.").submit()
    expect(page.locator(".messages")).to_contain_text("soumise")

    # Only that speaker is written to again, and is shown what changed.
    assert (len(mailbox.to(ANNA)), len(mailbox.to(BRUNO))) == (1, 2)
    bruno = read(BRUNO)
    expect(bruno.locator(f"#answer-{turn} del")).to_have_text("dix")
    expect(bruno.locator(f"#answer-{turn} ins")).to_have_text("douze")
    bruno.locator("button[value=all]").last.click()
    expect(bruno.locator("h1")).to_have_text("Merci de votre réponse")

    # What was amended must be approved again; then it goes live by itself.
    assert not is_live(draft)
    newsroom.sign_in("relecture").open(draft.pk).approve()
    assert is_live(draft)
    page.context.clear_cookies()
    page.goto(newsroom.address + draft.url)
    expect(page.locator(".turn").nth(1)).to_contain_text("Je programme depuis douze ans.")
    assert len(mailbox.to(ANNA)) == 1
