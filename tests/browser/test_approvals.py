"""An article that two people must approve, and the shortcuts that are refused on the way."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from almacms.workflow import roles
from almacms.workflow.models import ReviewTask
from articles.models import ArticlePage
from tests import builders

from .newsroom import Newsroom

TITLE = "Le four du village"


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    for name in ("premiere", "seconde", "autrice"):
        builders.make_user(name, group=roles.REVIEWERS)
    builders.make_user("admin", group=roles.ADMINISTRATORS)
    ReviewTask.objects.update(required_approvals=2)
    return newsroom


@pytest.fixture
def article(newsroom: Newsroom) -> ArticlePage:
    """Written by one of the reviewers, then submitted by a writer."""
    article = builders.make_article(publish=False, title="Le four")
    newsroom.sign_in("autrice").open(article.pk).fill(title=TITLE).save()
    newsroom.sign_in("redaction").open(article.pk).submit()
    expect(newsroom.page.locator(".messages")).to_contain_text("soumise")
    return article


def is_live(article: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=article.pk).live


def test_an_article_goes_live_with_its_second_approval(
    newsroom: Newsroom, article: ArticlePage, browser: Browser, mailbox: Any
) -> None:
    page = newsroom.page

    # Whoever wrote part of it is told why they may not decide, and asked nothing.
    newsroom.sign_in("autrice").open(article.pk)
    expect(page.locator("[data-workflow-action-name]")).to_have_count(0)
    expect(page.get_by_text("Vous avez écrit une partie de ce texte").first).to_be_attached()

    # The first approval does not publish, and everybody sees who gave it.
    newsroom.sign_in("premiere").open(article.pk).approve("Très vivant.")
    assert not is_live(article)

    # A tab opened before a correction decides about nothing.
    other_desk = browser.new_context(locale="fr-FR")
    seconde = Newsroom(other_desk.new_page(), newsroom.address).sign_in("seconde").open(article.pk)
    newsroom.open(article.pk).fill(title=f"{TITLE} brûle").save()
    seconde.approve()
    expect(seconde.page.locator(".messages")).to_contain_text("a changé depuis")

    # What was corrected is not what was approved: two who did not write it must say so.
    seconde.approve("D’accord.")
    assert not is_live(article)
    builders.make_user("troisieme", group=roles.REVIEWERS)
    newsroom.sign_in("troisieme").open(article.pk).approve()
    assert is_live(article)

    page.context.clear_cookies()
    page.goto(newsroom.address + article.url)
    expect(page.locator("h1")).to_have_text(f"{TITLE} brûle")
    assert any(TITLE in message["Subject"] for message in mailbox.to("redaction@example.org"))


def test_publishing_without_review_asks_why_and_tells_the_reviewers(
    newsroom: Newsroom, article: ArticlePage, mailbox: Any
) -> None:
    page = newsroom.page
    newsroom.sign_in("admin").open(article.pk)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("link", name="Publier sans relecture").click()

    page.get_by_role("button", name="Publier sans relecture").click()
    expect(page.locator(".error-message")).to_be_visible()
    assert not is_live(article)

    page.fill("[name=reason]", "Le four ouvre demain : les habitants attendent l’horaire.")
    page.get_by_role("button", name="Publier sans relecture").click()
    expect(page).to_have_url(re.compile(r"/edit/$"))
    assert is_live(article)
    for name in ("premiere", "seconde"):
        assert "les habitants attendent" in mailbox.to(f"{name}@example.org")[-1].get_content()
    page.goto(f"{newsroom.address}/admin/pages/{article.pk}/history/")
    expect(page.locator("main")).to_contain_text("Le four ouvre demain")
