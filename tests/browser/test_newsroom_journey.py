"""From a blank page to a reader: written, saved by itself, previewed, sent back, amended, approved and read."""

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from articles.models import ArticlePage
from interviews.models import InterviewPage
from tests import builders

from .newsroom import Newsroom

AUTOSAVE = """() => {
    const form = document.querySelector("[data-edit-form]");
    window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave").save();
}"""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "verger.jpg"
    Image.new("RGB", (900, 600), "#7fa38d").save(path)
    return path


def test_an_interview_goes_from_a_blank_page_to_its_readers(newsroom: Newsroom, picture: Path, mailbox: Any) -> None:
    page = newsroom.page
    builders.make_person("Ada Lune", role="Pépiniériste")

    # Written: a speaker from the library, and one who is added on the spot.
    newsroom.sign_in("redaction").begin("Nouvel entretien")
    newsroom.fill(title="Deux voix : le verger", lead="On y plante à plusieurs.")
    newsroom.upload_cover(picture, "Le verger", "Des pommiers en fleur")
    newsroom.choose_people("speakers", "Ada Lune").create_person("speakers", "Noé Vent", role="Apprenti")
    replies = newsroom.ask("Qui a planté le premier arbre ?")
    newsroom.answer(replies, "Noé Vent", "Ada Lune a commencé. Elle a choisi :", "- un pommier", "deux noisetiers")
    newsroom.answer(replies, "Ada Lune", "Ada Lune : nous étions six.")
    newsroom.answer(newsroom.ask("Et demain ?"), "Ada Lune", "Des abeilles.")

    # Saved by itself, as a draft that nobody else sees.
    newsroom.saved()
    draft = InterviewPage.objects.get()
    assert page.request.get(newsroom.address + draft.url).status == 404
    expect(newsroom.preview().locator("h1")).to_contain_text("Deux voix")

    # Refused, beside what is wrong; one click puts it right.
    newsroom.submit()
    expect(
        page.locator(".help-block.help-critical, .error-message, [data-field-errors]")
        .get_by_text("nous étions six")
        .first
    ).to_be_visible()
    assert InterviewPage.objects.get().current_workflow_state is None
    page.get_by_role("button", name="Ada Lune :").click()
    # The editor hands the text over a moment after it changed.
    expect(page.locator("[name=body-0-value-replies-1-value-text]")).not_to_have_value(re.compile("Ada Lune :"))
    newsroom.submit()
    expect(page.locator(".messages")).to_contain_text("soumise")
    assert len(mailbox.to("relecture@example.org")) == 1

    # Sent back with a reason, which its author reads in their mail and on their dashboard.
    newsroom.sign_in("relecture")
    page.get_by_role("link", name="Deux voix : le verger").first.click()
    newsroom.send_back("Il manque la date de la plantation.")
    expect(page.locator(".messages")).to_be_visible()
    assert "Il manque la date" in mailbox.to("redaction@example.org")[-1].get_content()

    # Amended and sent again.
    newsroom.sign_in("redaction")
    page.get_by_role("link", name="Deux voix : le verger").first.click()
    newsroom.fill(lead="On y plante à plusieurs depuis 2021.")
    newsroom.submit()
    expect(page.locator(".messages")).to_contain_text("soumise")

    # Approved; published once the speakers need not be waited for.
    newsroom.sign_in("relecture").open(draft.pk).approve()
    expect(page.locator(".messages")).to_contain_text("Deux voix")
    assert not InterviewPage.objects.get().live
    newsroom.sign_in("redaction").set_agreement_aside(draft.pk, "Elles ont relu ensemble, sur papier.")
    assert InterviewPage.objects.get().live

    # Read, by somebody who is not signed in.
    page.context.clear_cookies()
    page.goto(newsroom.address + draft.url)
    expect(page.locator("h1")).to_have_text("Deux voix\u00a0: le verger")
    expect(page.locator("[data-lead]")).to_contain_text("depuis 2021")
    assert page.locator(".exchange h2").all_inner_texts() == [
        "Qui a planté le premier arbre\u202f?",
        "Et demain\u202f?",
    ]
    assert page.locator(".turn .who").all_inner_texts() == ["Noé Vent", "Ada Lune", "Ada Lune"]
    expect(page.locator(".turn").nth(0).locator("li")).to_have_count(2)
    expect(page.locator(".turn").nth(1).locator(".said")).to_have_text("nous étions six.")
    expect(page.locator("picture source[type='image/avif']").first).to_be_attached()


def test_an_article_with_a_footnote_reads_both_ways(newsroom: Newsroom) -> None:
    page = newsroom.page

    newsroom.sign_in("redaction").begin("Nouvel article")
    newsroom.fill(title="Un mot de chez nous", lead="D’où vient-il ?")
    block = newsroom.add_block("Texte")
    newsroom.write(block, "Nous sommes des Almatiens")
    newsroom.add_footnote(block, "Associé·e de la coopérative.")
    quotation = newsroom.add_block("Citation")
    newsroom.write(f"{quotation}-text", "Rien ne se décide sans nous.")
    newsroom.fill(**{f"{quotation}-source": "Carnet de réunion, 2004"})
    newsroom.submit()
    expect(page.locator(".messages")).to_contain_text("soumise")
    article = ArticlePage.objects.get()
    newsroom.sign_in("relecture").open(article.pk).approve()
    expect(page.locator(".messages")).to_contain_text("Un mot de chez nous")

    page.context.clear_cookies()
    page.goto(newsroom.address + article.url)
    expect(page.get_by_text("Nous sommes des Almatiens")).to_be_visible()
    page.locator(".footnote-ref").click()
    expect(page.locator("#note-1")).to_contain_text("Associé·e de la coopérative.")
    assert page.url.endswith("#note-1")
    page.locator("#note-1 a").last.click()
    assert page.url.endswith("#renvoi-1-1")
    expect(page.locator("blockquote")).to_contain_text("Rien ne se décide sans nous.")
    expect(page.get_by_text("Carnet de réunion, 2004")).to_be_visible()


def test_a_page_sent_while_it_is_being_saved_is_created_once(newsroom: Newsroom) -> None:
    page = newsroom.page
    newsroom.sign_in("redaction").begin("Nouvel article")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/add/articles/**", hold)

    newsroom.fill(title="Une seule fois")
    with page.expect_request("**/add/articles/**"):
        page.evaluate(AUTOSAVE)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-submit]").click(no_wait_after=True)
    for route in held:
        route.continue_()
    page.unroute("**/add/articles/**")

    expect(page.locator(".messages")).to_contain_text("soumise")
    assert ArticlePage.objects.count() == 1
