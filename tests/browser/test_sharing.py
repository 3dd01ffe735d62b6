"""A draft is shared, read and commented without an account; the newsroom reads the comment, and closes the link."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from almacms.sharing.models import SharedDraft
from tests import builders
from tests.sharing.share import share

from .newsroom import Newsroom
from .reading import problems_of

BESIDE = """([comment, block]) => {
    const away = (field) => Math.abs(field.getBoundingClientRect().top - comment.getBoundingClientRect().top);
    const fields = [...document.querySelectorAll("[data-streamfield-widget]")];
    const [nearest] = fields.sort((one, other) => away(one) - away(other));
    return nearest.closest("[data-contentpath]").dataset.contentpath === block;
}"""
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def newsroom(page: Page, live_server: LiveServer) -> Newsroom:
    builders.make_site()
    builders.make_user("redaction", first_name="Inès", last_name="Roux")
    return Newsroom(page, live_server.url)


@pytest.fixture
def reader(browser: Browser, browser_context_args: dict[str, Any]) -> Any:
    """A phone that was never here, without scripts."""
    context = browser.new_context(
        **{**browser_context_args, "viewport": PHONE, "java_script_enabled": False, "reduced_motion": "reduce"}
    )
    yield context
    context.close()


def test_a_draft_goes_to_a_reader_whose_comment_comes_back(newsroom: Newsroom, reader: BrowserContext) -> None:
    page = newsroom.page
    body = [
        ("heading", {"text": "D’abord les racines", "level": "2"}),
        ("paragraph", "<p>On plante avant l’hiver.</p>"),
        ("paragraph", "<p>On taille au printemps.</p>"),
    ]
    draft = builders.make_article(title="Le verger", body=body, publish=False)

    # From the editor, a link.
    newsroom.sign_in("redaction").open(draft.pk)
    page.get_by_role("button", name="Actions").first.click()
    page.locator(f"a[href$='/pages/{draft.pk}/shared-drafts/']").first.click()
    page.fill("[name=recipient]", "Nadia, pour avis")
    page.check("[name=comments_allowed]")
    page.locator("form button.button[type=submit]").click()
    address = page.locator("#made-address").input_value()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-action='w-clipboard#copy']").click()
    expect(page.locator("#made-copied")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == address
    path = urlsplit(address).path
    assert path.startswith("/brouillon/")
    page.goto(page.url)
    expect(page.locator("#made-address")).to_have_count(0)
    expect(page.locator("table.listing")).to_contain_text("Nadia, pour avis")

    # Read on a phone, and commented.
    phone = reader.new_page()
    phone.goto(newsroom.address + path)
    expect(phone.locator("h1")).to_contain_text("Le verger")
    expect(phone.locator(".draft-banner")).to_be_visible()
    phone.get_by_role("textbox").first.fill("Nadia")
    phone.locator("[name=passage]").select_option(label="On taille au printemps.")
    phone.locator(".draft-comment button").click()
    expect(phone.locator("#id_text_error")).to_be_visible()
    expect(phone.locator("[name=name]")).to_have_value("Nadia")
    phone.locator("[name=text]").fill("Plutôt en février.")
    phone.locator(".draft-comment button").click()
    expect(phone.locator(".draft-thanks")).to_be_visible()
    assert reader.cookies() == []

    # In the editor, beside its paragraph, also once the draft is saved again.
    for title in ("Le verger, un an après", "Le verger, deux ans après"):
        newsroom.open(draft.pk)
        comment = page.locator(".comment", has_text="Plutôt en février.")
        expect(comment).to_have_count(1)
        if not comment.is_visible():
            page.click("[data-side-panel-toggle=comments]")
        expect(comment).to_contain_text("Nadia")
        # It slides to its place.
        page.wait_for_function(BESIDE, arg=[comment.element_handle(), draft.body[2].id])
        newsroom.fill(title=title).save()

    # Closed: the reader reads nothing more.
    page.goto(f"{newsroom.address}/admin/pages/{draft.pk}/shared-drafts/")
    expect(page.locator("table.listing tbody tr")).not_to_contain_text("Jamais")
    page.locator("table.listing tbody a.button").click()
    page.locator("button.serious").click()
    expect(page.locator(".messages")).to_contain_text("Nadia")
    response = phone.goto(newsroom.address + path)
    assert response is not None
    assert response.status == 404
    expect(phone.locator("body")).not_to_contain_text("verger")
    assert SharedDraft.objects.get().state == SharedDraft.State.REVOKED


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_readers_see_is_accessible(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, scheme: str
) -> None:
    builders.make_site()
    people = [builders.make_person("Ada Lune"), builders.make_person("Noé Vent")]
    interview = builders.make_interview(speakers=people, publish=False, cover=builders.make_image(description="Verger"))
    _link, path = share(interview, comments_allowed=True, revision=interview.latest_revision)
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "viewport": {"width": 320, "height": 700}}
    context = browser.new_context(**{**browser_context_args, **options})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in (path, "/brouillon/ferme/"):
        page.goto(live_server.url + address, wait_until="networkidle")
        assert problems_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.goto(live_server.url + path)
    page.locator(".draft-comment button").click()
    expect(page.locator(".draft-refusal")).to_be_visible()
    assert problems_of(page) == []
    page.set_viewport_size({"width": 1360, "height": 900})
    assert problems_of(page) == []
    assert [line for line in said if not re.search(r"\b404\b", line)] == []
    context.close()
