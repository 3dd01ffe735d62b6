"""What somebody with every permission tries in a browser, to put a draft online without anybody's approval."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from almacms.workflow import roles
from home.models import ContentPage
from tests import builders

from .newsroom import Newsroom


@pytest.fixture
def administrator(page: Page, live_server: Any) -> Newsroom:
    builders.make_site()
    builders.make_user("admin", group=roles.ADMINISTRATORS, is_superuser=True)
    return Newsroom(page, live_server.url).sign_in("admin")


@pytest.fixture
def draft(administrator: Newsroom) -> ContentPage:
    return builders.make_content_page(publish=False, title="Le four")


def online() -> list[str]:
    """The plain pages that readers see."""
    return list(ContentPage.objects.live().values_list("title", flat=True))


def test_the_editor_publishes_nothing(administrator: Newsroom, draft: ContentPage) -> None:
    page = administrator.open(draft.pk).page
    expect(page.locator("button[name=action-publish]")).to_have_count(0)

    # A form that was tampered with is saved, as a draft.
    page.evaluate(
        """() => {
            const button = document.createElement("button");
            Object.assign(button, { type: "submit", name: "action-publish", value: "1", id: "forged" });
            document.querySelector("[data-edit-form]").append(button);
        }"""
    )
    with page.expect_navigation():
        page.evaluate("document.getElementById('forged').click()")
    expect(page.locator(".messages")).to_contain_text("mise à jour")
    assert online() == []


def test_several_pages_are_submitted_and_not_published(administrator: Newsroom, draft: ContentPage) -> None:
    page = administrator.page
    parent = draft.get_parent()
    page.goto(f"{administrator.address}/admin/pages/{parent.pk}/")
    page.locator(f"#page_{draft.pk} [data-bulk-action-checkbox], [data-object-id='{draft.pk}']").first.check()
    actions = page.locator("[data-bulk-action-button]")

    expect(actions.filter(has_text="Soumettre")).to_be_visible()
    expect(actions.filter(has_text=re.compile(r"^\s*Publier"))).to_have_count(0)
    actions.filter(has_text="Soumettre").click()
    page.get_by_role("button", name="Soumettre").click()
    expect(page.locator(".messages")).to_be_visible()
    assert online() == []


def test_a_copy_is_a_draft(administrator: Newsroom) -> None:
    original = builders.make_content_page(title="En ligne")
    page = administrator.page
    page.goto(f"{administrator.address}/admin/pages/{original.pk}/copy/")
    expect(page.locator("[name=publish_copies], [name=alias]")).to_have_count(0)

    page.fill("[name=new_slug]", "copie")
    page.fill("[name=new_title]", "Copie")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".messages")).to_be_visible()
    assert WagtailPage.objects.filter(title="Copie").exists()
    assert online() == ["En ligne"]


def test_going_back_to_an_older_text_makes_a_draft(administrator: Newsroom, draft: ContentPage) -> None:
    older = draft.latest_revision
    draft.title = "Le four brûle"
    draft.save_revision()
    page = administrator.page
    page.goto(f"{administrator.address}/admin/pages/{draft.pk}/revisions/{older.pk}/revert/")

    expect(page.locator("button[name=action-publish]")).to_have_count(0)
    with page.expect_navigation():
        page.locator("footer button[type=submit]").first.click()
    assert draft.revisions.count() == 3
    assert online() == []


def test_a_day_of_publication_is_only_a_wish(administrator: Newsroom, draft: ContentPage) -> None:
    page = administrator.open(draft.pk).page
    page.click("[data-side-panel-toggle=status]")
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    soon = timezone.localtime() + timedelta(minutes=2)
    page.fill("#id_go_live_at", soon.strftime("%d/%m/%Y %H:%M"))
    # By keyboard: the calendar that the field opened may cover the button.
    page.locator("#id_go_live_at").press("Tab")
    page.get_by_role("button", name="Enregistrer la programmation").press("Enter")
    expect(page.locator(".messages")).to_contain_text("mise à jour")

    assert ContentPage.objects.get(pk=draft.pk).get_latest_revision_as_object().go_live_at
    assert not draft.revisions.filter(approved_go_live_at__isnull=False).exists()
    call_command("publish_scheduled")
    assert online() == []
