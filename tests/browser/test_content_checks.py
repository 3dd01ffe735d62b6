"""The checks beside the editor, on the page as it will look."""

from typing import Any

from playwright.sync_api import Page, expect

from tests import builders

from .newsroom import Newsroom


def test_a_missing_lead_a_missing_text_and_headings_out_of_order_are_told(page: Page, live_server: Any) -> None:
    builders.make_site()
    builders.make_user("redaction")
    image = builders.make_image()
    image.contextual_alt_text, image.decorative = "", False
    body = [
        ("paragraph", "<p>Un texte.</p>"),
        ("heading", {"text": "Trop bas", "level": "3"}),
        ("picture", {"image": image, "caption": "", "credit": ""}),
    ]
    article = builders.make_article(lead="", body=body, publish=False)

    Newsroom(page, live_server.url).sign_in("redaction").open(article.pk)
    page.click("[data-side-panel-toggle=checks]")

    panel = page.locator("[data-checks-panel]")
    expect(panel).to_contain_text("Il manque le chapô")
    expect(panel).to_contain_text("texte de remplacement")
    expect(panel).to_contain_text("titre")

    page.locator("[name=lead]").fill("Un chapô, enfin.")
    expect(panel).not_to_contain_text("Il manque le chapô", timeout=15_000)
