"""Looking after a review, at a keyboard."""

import pytest
from playwright.sync_api import Page, expect

from almacms.workflow import roles
from almacms.workflow.models import ReviewTask
from almacms.workflow.standing import standing_of
from tests.browser.newsroom import Newsroom
from tests.builders import make_user
from tests.workflow.newsroom import ask_for, reviewer, submitted_article


@pytest.fixture
def newsroom(page: Page, live_server) -> Newsroom:
    return Newsroom(page, live_server.url)


def test_the_reason_why_one_may_not_approve_is_reached_by_keyboard(newsroom):
    somebody = reviewer("alix")
    article = submitted_article()
    article.lead = "Un autre chapô."
    article.save_revision(user=somebody)
    page = newsroom.sign_in("alix").open(article.pk).page

    page.locator("footer [data-w-dropdown-target=toggle]").press("Enter")
    refused = page.locator(".review-refused")
    refused.focus()

    expect(refused).to_be_focused()
    expect(refused).to_have_attribute("aria-disabled", "true")
    expect(page.locator(f"#{refused.get_attribute('aria-describedby')}")).to_be_visible()


def test_the_author_withdraws_the_page_and_says_why(newsroom):
    article = submitted_article(make_user("camille"))
    page = newsroom.sign_in("camille").open(article.pk).page

    page.locator("footer a[href$='#withdraw']").click()
    page.fill("#withdraw textarea[name=reason]", "À reprendre.")
    page.click("#withdraw button[type=submit]")

    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator("button[name=action-submit]")).to_be_attached()
    assert standing_of(article) is None


def test_a_workflow_and_its_step_are_made_in_one_go(newsroom):
    reviewer()
    make_user("dominique", group=roles.ADMINISTRATORS)
    page = newsroom.sign_in("dominique").page
    page.goto(f"{newsroom.address}/admin/workflows/add/")
    page.fill("input[name=name]", "Relecture double")
    page.click("#id_workflow_tasks-ADD")
    page.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("link", name=str(ReviewTask._meta.verbose_name)).click()
    dialog.locator("input[name=create-task-name]").fill("Comité")
    dialog.get_by_label(roles.REVIEWERS).check()
    dialog.locator("input[name=create-task-required_approvals]").fill("2")

    dialog.locator("[type=submit]:visible").last.click()
    expect(dialog.locator("input[name=create-task-required_approvals]")).to_have_attribute("aria-invalid", "true")
    dialog.locator("input[name=create-task-required_approvals]").fill("1")
    dialog.locator("[type=submit]:visible").last.click()
    expect(page.locator("#id_workflow_tasks-FORMS")).to_contain_text("Comité")
    page.locator("footer button[type=submit], form button[type=submit]:visible").last.click()

    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.parametrize("width", [768, 1360])
def test_the_report_does_not_overflow(newsroom, width):
    ask_for(2)
    submitted_article(make_user("camille"), title="Un titre assez long pour tenir sur deux lignes")
    page = newsroom.sign_in("camille").page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{newsroom.address}/admin/reports/in-review/")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
