"""From a pasted transcript to a draft, corrected on the way, by somebody at a browser; then without its scripts."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from interviews.models import InterviewPage
from interviews.uploads import TranscriptUpload
from tests import builders

from .newsroom import Newsroom

PASTED = """<h1>Le verger, dix ans après</h1><p>Publié le 4 mars 2025</p>
<p>Ada Lune et Noé Vent cultivent un verger à plusieurs.</p>
<p><b>Pourquoi un verger ?</b></p><p>Ada Lune : Pour <i>attendre</i> ensemble. Rien ne presse.</p>
<p>Noé Vent : Et pour les pommes.</p>
<p><b>Et demain ?</b></p><p>Noé Vent : Des abeilles.</p><p>Ada Lune : Du cidre.</p>"""
PASTE = """(box, html) => {
    box.focus();
    document.execCommand("insertHTML", false, html);
}"""


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    builders.make_person("Ada Lune")
    return newsroom


def row(page: Page, text: str) -> Locator:
    return page.locator(".import-row", has_text=text)


def replies() -> list[tuple[str, int]]:
    body = InterviewPage.objects.get().body
    return [(b.value["question"], len(b.value["replies"])) for b in body if b.block_type == "exchange"]


def test_a_pasted_transcript_becomes_a_draft(newsroom: Newsroom) -> None:
    page = newsroom.sign_in("redaction").page
    page.locator("a[href$='/interviews/import/']").click()
    box = page.locator("[data-paste-box-target=box]")
    expect(box).to_be_visible()
    page.locator("[data-paste-box-target=box]").evaluate(PASTE, PASTED)
    page.locator(".import-start button[type=submit]").click()

    # Corrected with a click: the focus stays, what changed is said, the rest does not move.
    cider = row(page, "Du cidre")
    cider.locator("button[value$=interlude]").click()
    result = page.locator(".import-piece", has_text="Du cidre")
    expect(result).to_have_attribute("data-kind", "interlude")
    expect(cider.locator("button[value$=interlude]")).to_be_focused()
    expect(cider.locator("button[value$=interlude]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-transcript-review-target=status]")).to_contain_text("3")

    # Corrected with the keyboard: back to an answer, by the one who speaks before.
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(cider.locator("button[value$='Noé Vent']")).to_be_focused()
    expect(result).to_have_attribute("data-kind", "answer")

    # Gone back to the text, and forth again: nothing is lost.
    page.go_back()
    expect(box).to_contain_text("Rien ne presse")
    page.go_forward()
    expect(cider.locator("button[value$='Noé Vent']")).to_have_attribute("aria-pressed", "true")

    # Cut in two before a sentence, and given to the other.
    row(page, "Rien ne presse").locator("button[name=open]").click()
    page.locator(".import-cut").click()
    expect(page.locator(".import-cut")).to_have_count(0)
    row(page, "Rien ne presse").locator("button[value$='Noé Vent']").click()
    expect(page.locator(".import-piece", has_text="Rien ne presse")).to_contain_text("pour les pommes")

    # A speaker's name put right: applied when the field is left.
    page.locator("[name=name-1]").fill("Noé Levent")
    page.locator("[name=name-1]").blur()
    expect(cider.locator("button[value$='Noé Levent']")).to_be_visible()
    assert not InterviewPage.objects.exists()

    page.locator("button[name=confirm]").click()
    expect(page.locator("input[name=title]")).to_have_value("Le verger, dix ans après")
    assert replies() == [("Pourquoi un verger ?", 2), ("Et demain ?", 1)]
    names = set(InterviewPage.objects.get().speakers.values_list("person__name", flat=True))
    assert names == {"Ada Lune", "Noé Levent"}


def test_the_essentials_need_no_script(newsroom: Newsroom, browser: Browser) -> None:
    newsroom.sign_in("redaction")
    context = browser.new_context(java_script_enabled=False, storage_state=newsroom.page.context.storage_state())
    page = context.new_page()
    page.goto(f"{newsroom.address}/admin/interviews/import/")
    page.locator("textarea[name=text]").fill("Et demain ?\n\nAda Lune : Des abeilles.\n\nNoé Vent : Du cidre.")
    page.locator(".import-start button[type=submit]").click()
    row(page, "Du cidre").locator("button[value$='Ada Lune']").click()
    expect(page.locator(".import-piece", has_text="Du cidre")).to_contain_text("Des abeilles")
    page.locator("button[name=confirm]").click()
    assert TranscriptUpload.objects.get().page is not None
    assert replies() == [("Et demain ?", 1)]
    context.close()
