"""The checks beside the editor, on the page as it will look."""

from typing import Any

from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from articles.models import ArticlePage
from tests import builders

from .newsroom import Newsroom


def make_faulty_article(lead: str) -> ArticlePage:
    """A picture that says nothing and is not said to be decorative, under a heading one level too low."""
    image = builders.make_image()
    image.contextual_alt_text, image.decorative = "", False
    body = [
        ("heading", {"text": "Trop bas", "level": "3"}),
        ("picture", {"image": image, "caption": "", "credit": ""}),
    ]
    return builders.make_article(lead=lead, body=body, publish=False)


def checks(page: Page, address: str, article: ArticlePage) -> Locator:
    """The list of what is wrong, as the editor sees it."""
    builders.make_user("redaction")
    Newsroom(page, address).sign_in("redaction").open(article.pk)
    page.click("[data-side-panel-toggle=checks]")
    panel = page.locator("[data-checks-panel]")
    expect(panel).to_contain_text("texte de remplacement", timeout=15_000)
    return panel


def test_a_missing_lead_a_missing_text_and_headings_out_of_order_are_told(page: Page, live_server: Any) -> None:
    panel = checks(page, live_server.url, make_faulty_article(lead=""))

    expect(panel).to_contain_text("Il manque le chapô")
    expect(panel).to_contain_text(gettext("A sub-section stands in no section"))


def test_a_lead_that_is_there_is_not_asked_for(page: Page, live_server: Any) -> None:
    panel = checks(page, live_server.url, make_faulty_article(lead="Un chapô."))

    expect(panel).not_to_contain_text("Il manque le chapô")
