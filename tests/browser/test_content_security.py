"""The editor and the public site work under their policies: nothing is refused, and nothing breaks for want of it."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from articles.models import ArticleIndexPage
from tests import builders


@pytest.fixture
def refused(page: Page) -> list[str]:
    """What the browser refused because of a policy, and the errors of scripts."""
    found: list[str] = []
    page.on(
        "console", lambda message: found.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def signed_in(page: Page, live_server: Any) -> Page:
    builders.make_site()
    get_user_model().objects.create_superuser("cheffe", password=builders.PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    page.fill("input[name=username]", "cheffe")
    page.fill("input[name=password]", builders.PASSWORD)
    page.click("button[type=submit]")
    expect(page).to_have_url(f"{live_server.url}/admin/")
    return page


def open_tab(page: Page, field: str) -> None:
    """The tab under which this field lies; its name is translated."""
    panel = page.locator(field).locator("xpath=ancestor::*[@role='tabpanel'][1]").get_attribute("id")
    page.click(f"[role=tab][href='#{panel}']")


def test_the_editor_works_under_its_policy(signed_in: Page, live_server: Any, refused: list[str]) -> None:
    page = signed_in
    builders.make_person("Ada Lune")
    index = ArticleIndexPage.objects.get()
    page.goto(f"{live_server.url}/admin/pages/add/articles/articlepage/{index.pk}/")
    page.fill("input[name=title]", "Sous bonne garde")

    # An inline panel: a new row, whose rich text starts.
    page.click("#id_footnotes-ADD")
    expect(page.locator("#inline_child_footnotes-0 .public-DraftEditor-content")).to_be_visible()

    # A multiple chooser: its window, and the row made of what was picked in it.
    open_tab(page, "#id_authorships-OPEN_MODAL")
    page.click("#id_authorships-OPEN_MODAL")
    page.locator("[data-multiple-choice-select]").last.check()
    page.click("[data-multiple-choice-submit]")
    expect(page.locator("#id_authorships-FORMS")).to_contain_text("Ada Lune")

    # A picker of dates.
    page.click("#id_publication_date")
    page.locator(
        ".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_current, .xdsoft_datetimepicker:visible .xdsoft_today"
    ).first.click()
    expect(page.locator("#id_publication_date")).to_have_value(re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}"))

    # The preview, framed, with Wagtail's bar in it; then the checks, which look into the frame.
    page.click("[data-side-panel-toggle=preview]")
    preview = page.frame_locator("iframe[src*=preview]")
    expect(preview.locator("h1")).to_have_text("Sous bonne garde")
    page.click("[data-side-panel-toggle=checks]")
    expect(page.locator("[data-checks-panel]")).to_be_visible()

    assert refused == []


@pytest.mark.parametrize(
    "path", ["", "reports/site-history/", "images/add/", "documents/multiple/add/", "users/", "workflows/list/"]
)
def test_the_rest_of_the_interface_does_too(signed_in: Page, live_server: Any, refused: list[str], path: str) -> None:
    signed_in.goto(f"{live_server.url}/admin/{path}")
    expect(signed_in.locator("main")).to_be_visible()
    assert refused == []


def test_a_public_page_works_under_its_own(page: Page, live_server: Any, refused: list[str]) -> None:
    home = builders.make_site()
    article = builders.make_article(title="À lire", cover=builders.make_image())
    interview = builders.make_interview(title="À entendre")
    for public in (home, article, interview):
        page.goto(live_server.url + public.url)
        expect(page.locator("h1").first).to_be_visible()
        # Data for programs, inline: not executed, hence not refused.
        assert page.locator('script[type="application/ld+json"]').count() == 1
    for feed in ("atom.xml", "rss.xml"):
        page.goto(f"{live_server.url}/flux/{feed}")
        expect(page.locator("a")).to_be_visible()
        expect(page.get_by_text("À lire", exact=True)).to_be_visible()
    assert refused == []
    assert page.context.cookies() == []
