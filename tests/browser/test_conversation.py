"""A reader comments without a mouse and without a script; a moderator decides by keyboard."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from almacms.conversation.models import Comment
from almacms.workflow import roles
from tests.builders import make_article, make_site, make_user
from tests.conversation.talk import comment, old_stamp

from .newsroom import Newsroom
from .reading import NARROW, WIDE, OpenContext, problems_of, sideways, tab_until

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def article(transactional_db: None) -> Any:
    make_site()
    return make_article(title="Un four")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that were opened a minute ago."""
    stamp = old_stamp(minutes=1)
    monkeypatch.setattr("almacms.conversation.views.readers.stamp", lambda: stamp)


@pytest.mark.usefixtures("patient")
def test_a_comment_is_written_by_keyboard_without_a_script(
    open_context: OpenContext, live_server: LiveServer, article: Any
) -> None:
    page = open_context(java_script_enabled=True, viewport=NARROW).new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + article.url)
    tab_until(page, ".conversation-write a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/ecrire/")
    for name, text in {"name": "Camille", "email": "camille@example.org", "text": "Merci."}.items():
        tab_until(page, f"[name={name}]")
        page.keyboard.type(text)
    # The trap is not on the way.
    page.keyboard.press("Tab")
    expect(page.locator("[name=follows]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/?recu*")
    expect(page.get_by_role("status").filter(has_text="Merci")).to_be_visible()
    assert Comment.objects.get().status == "pending"


@SCHEMES
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "320"])
def test_a_form_that_is_refused_passes_axe_and_keeps_what_was_typed(
    open_context: OpenContext, live_server: LiveServer, article: Any, scheme: str, viewport: dict
) -> None:
    page = open_context(color_scheme=scheme, viewport=viewport).new_page()
    page.goto(f"{live_server.url}{article.url}conversation/ecrire/")
    page.fill("[name=text]", "Merci.")
    page.fill("[name=email]", "camille")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Merci.")
    email = page.locator("[name=email]")
    expect(email).to_have_attribute("aria-invalid", "true")
    described = (email.get_attribute("aria-describedby") or "").split()
    assert [page.locator(f"#{one}").count() for one in described] == [1] * len(described) != []
    assert page.title().startswith("À compléter")
    assert problems_of(page) == []
    assert sideways(page) <= 0


@pytest.mark.usefixtures("patient")
@SCHEMES
def test_a_conversation_is_followed_by_keyboard_without_a_script(
    open_context: OpenContext, live_server: LiveServer, article: Any, scheme: str
) -> None:
    page = open_context(java_script_enabled=True, color_scheme=scheme, viewport=NARROW).new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + article.url)
    tab_until(page, "a[href$='/suivre/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/suivre/")
    tab_until(page, "[name=email]")
    page.keyboard.type("camille")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    assert problems_of(page) == []
    assert sideways(page) <= 0
    page.fill("[name=email]", "camille@example.org")
    # The trap is not on the way.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/suivre/?demande")
    expect(page.get_by_role("status").filter(has_text="lettre")).to_be_visible()
    assert problems_of(page) == []


def test_printed_it_is_as_wide_as_the_text_and_writes_addresses_once(
    open_context: OpenContext, live_server: LiveServer, article: Any
) -> None:
    comment(article, "Voir https://example.org/un")
    page = open_context(viewport=WIDE).new_page()
    page.emulate_media(media="print")
    page.goto(live_server.url + article.url)
    lefts = page.locator("h1, #conversation-titre, .comment").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert len(lefts) == 3
    assert len(set(lefts)) == 1
    written = page.locator(".comment .said a").evaluate("link => getComputedStyle(link, '::after').content")
    assert written == "none"


@SCHEMES
def test_the_moderators_screens_pass_axe(
    open_context: OpenContext, live_server: LiveServer, article: Any, scheme: str
) -> None:
    make_user("relecture", group=roles.REVIEWERS)
    first = comment(article, "Affirmé", address_hash="c0de")
    waiting = comment(article, "Demandé", status="pending", parent=first, address_hash="c0de")
    for number in range(26):
        comment(article, str(number), status="pending")
    page = open_context(color_scheme=scheme, viewport=WIDE).new_page()
    newsroom = Newsroom(page, live_server.url).sign_in("relecture")
    problems = {}
    for path in ("", f"{waiting.pk}/", f"about/{article.pk}/", "reader/"):
        page.goto(f"{newsroom.address}/admin/comments/{path}")
        problems[path] = [found for found in problems_of(page) if not is_wagtails(found)]
    assert {path: found for path, found in problems.items() if found} == {}


def is_wagtails(problem: str) -> bool:
    """Of the frame that Wagtail draws around every screen."""
    return any(part in problem for part in ("w-dropdown", "sidebar", "skiplink", "w-breadcrumb"))


def test_a_queue_is_emptied_by_keyboard(page: Page, live_server: LiveServer, article: Any) -> None:
    make_user("relecture", group=roles.REVIEWERS)
    now = timezone.now()
    for number, text in enumerate(("un", "deux", "trois", "quatre")):
        comment(article, text, status="pending", created_at=now + timedelta(seconds=number))
    newsroom = Newsroom(page, live_server.url).sign_in("relecture")
    queue = f"{newsroom.address}/admin/comments/"

    def statuses() -> list[str]:
        return list(Comment.objects.order_by("created_at").values_list("status", flat=True))

    def press(*keys: str) -> None:
        page.goto(queue)
        for key in keys[:-1]:
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press(keys[-1])

    press("j", "a")
    assert statuses() == ["approved", "pending", "pending", "pending"]
    press("j", "j", "k", "s")
    assert statuses() == ["approved", "spam", "pending", "pending"]
    press("j", "e")
    expect(page.locator("textarea[name=answer-text]")).to_be_visible()
    # Letters are letters in a field.
    page.locator("textarea[name=answer-text]").press_sequentially("ras")
    expect(page.locator("textarea[name=answer-text]")).to_have_value("ras")
    page.goto(queue)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.locator("button[value=reject]").press("Enter")
    assert statuses() == ["approved", "spam", "rejected", "rejected"]
    expect(page.locator(".messages")).to_contain_text("2")
