"""The public pages in a real browser: quiet, narrow, printable, and whole without script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.public_site import LEADS_ELSEWHERE, NOT_FOUND, make_public_site

from .reading import NARROW, WIDE, ZOOMED, OpenContext, problems_of, sideways


@pytest.fixture
def site() -> dict[str, str]:
    return make_public_site()


def test_no_page_asks_anything_of_anybody_else_nor_complains(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(reduced_motion="reduce", viewport=NARROW).new_page()
    said: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for name, path in site.items():
        response = page.goto(live_server.url + path, wait_until="networkidle" if name != LEADS_ELSEWHERE else "commit")
        assert response and response.status == (404 if name == NOT_FOUND else 200), name
        if name == LEADS_ELSEWHERE:
            page.wait_for_url("**#*", wait_until="networkidle")
    assert [line for line in said if not line.startswith(f"{live_server.url}/rien/")] == []
    assert hosts == {urlsplit(live_server.url).netloc}


@pytest.mark.parametrize("viewport", [NARROW, ZOOMED], ids=["320", "200 %"])
def test_no_page_scrolls_sideways(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str], viewport: dict[str, int]
) -> None:
    page = open_context(viewport=viewport).new_page()
    overflows = {}
    for name, path in site.items():
        page.goto(live_server.url + path)
        if name == LEADS_ELSEWHERE:
            page.wait_for_url("**#*")
        overflows[name] = sideways(page)
    assert overflows == dict.fromkeys(site, 0)


def test_without_script_everything_can_be_read(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=NARROW).new_page()
    page.goto(live_server.url + site["article"])
    for text in (
        "Les Almatiens",
        "Pourquoi maintenant",
        "Une idée.",
        "Livret, 2004",
        "Une personne, une voix.",
        "Santé",
        "Rapport",
    ):
        expect(page.locator(".prose").get_by_text(text).first).to_be_visible()
    expect(page.locator(".embed").get_by_role("button")).to_have_count(0)
    expect(page.locator('.embed a[href="https://vimeo.com/76979871"]')).to_be_visible()
    expect(page.locator(".rail").get_by_role("link")).to_have_count(0)
    page.locator(".rail summary").click()
    expect(page.locator(".rail").get_by_role("link")).to_have_count(3)

    page.goto(live_server.url + site["interview of six"])
    for text in ("D’où vient Alma", "D’un laboratoire.", "Une petite république.", "La visite continue dehors."):
        expect(page.locator(".transcript").get_by_text(text).first).to_be_visible()
    page.locator(".rail summary").click()
    expect(page.locator(".contents").get_by_role("link")).to_have_count(3)


def test_the_panel_is_open_beside_the_text_without_script(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(live_server.url + site["interview of six"])
    expect(page.locator(".rail summary")).to_be_hidden()
    expect(page.locator(".contents").get_by_role("link")).to_have_count(3)


def test_listening_to_one_speaker_leaves_out_what_others_say_on_paper_too(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(live_server.url + site["interview of six"])
    exchanges, turns, questions = page.locator(".exchange"), page.locator(".turn"), page.locator(".contents li")
    assert (exchanges.count(), turns.count(), questions.count()) == (3, 7, 3)

    page.get_by_role("radio", name="Sébastien").check(force=True)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        expect(exchanges.filter(visible=True)).to_have_count(1)
        expect(turns.filter(visible=True)).to_have_text(["Sébastien Moi, l’avenir."])
        expect(page.locator(".pull")).to_be_hidden()
        expect(page.locator(".listening p").filter(visible=True)).to_contain_text("Sébastien")
    page.emulate_media(media="screen")
    expect(questions.filter(visible=True)).to_have_count(1)

    page.get_by_role("radio", name="Noé").check(force=True)
    expect(exchanges.filter(visible=True)).to_have_count(1)
    expect(turns.filter(visible=True)).to_contain_text(["Ici Noé."])

    page.locator('.listening label[for="voice-0"]').filter(visible=True).click()
    expect(exchanges.filter(visible=True)).to_have_count(3)
    expect(turns.filter(visible=True)).to_have_count(7)


def test_listening_by_keyboard(open_context: OpenContext, live_server: LiveServer, site: dict[str, str]) -> None:
    page = open_context(viewport=WIDE).new_page()
    page.goto(live_server.url + site["interview of six"])
    page.locator("#voice-0").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#voice-1")).to_be_checked()
    expect(page.locator(".exchange").filter(visible=True)).to_have_count(2)


def test_the_first_tab_leads_past_the_navigation(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context().new_page()
    page.goto(live_server.url + site["article"])
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_footnotes_lead_there_and_back(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context().new_page()
    page.goto(live_server.url + site["article"])
    references = page.locator(".footnote-ref")
    assert [reference.text_content() for reference in references.all()] == ["1", "2", "1"]
    notes = page.locator(".footnotes li")
    expect(notes).to_have_count(2)
    expect(notes.nth(0).locator('[role="doc-backlink"]')).to_have_count(2)
    references.nth(2).click()
    expect(page.locator(":target")).to_contain_text("Associé·e")
    notes.nth(0).locator('[role="doc-backlink"]').nth(1).click()
    expect(page.locator(":target")).to_have_attribute("href", "#note-1")
    assert page.evaluate("document.querySelectorAll('.footnote-ref')[2] === document.querySelector(':target')")


def test_a_player_is_framed_only_when_the_reader_asks(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    context = open_context()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>player", content_type="text/html")

    context.route(lambda url: not url.startswith(live_server.url), answer)
    page = context.new_page()
    page.goto(live_server.url + site["article"], wait_until="networkidle")
    assert asked == []
    page.locator(".embed").first.get_by_role("button").click()
    expect(page.locator(".embed iframe")).to_have_attribute("title", "Visite")
    expect(page.locator(".embed iframe")).to_be_focused()
    expect(page.frame_locator(".embed iframe").get_by_text("player")).to_be_visible()
    assert {urlsplit(url).netloc for url in asked} == {"framatube.org"}


def test_the_list_of_questions_follows_the_reader(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(viewport=WIDE, reduced_motion="reduce").new_page()
    page.goto(live_server.url + site["interview of six"])
    page.locator(".contents a").nth(1).click()
    expect(page.locator(".contents a[aria-current]")).to_have_text("D’où vient Alma ?".replace(" ?", "\u202f?"))


def test_on_a_phone_the_panel_folds_away_once_a_question_is_chosen(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce").new_page()
    page.goto(live_server.url + site["interview of six"])
    page.locator(".rail summary").click()
    page.locator(".contents a").nth(2).click()
    expect(page.locator(".rail details")).not_to_have_attribute("open", "")
    heading = page.get_by_role("heading", name="Et les autres")
    expect(heading).to_be_in_viewport()
    bar = page.locator(".rail").bounding_box()
    box = heading.bounding_box()
    assert bar and box and box["y"] >= bar["y"] + bar["height"], "the bar covers the question"


def test_a_shared_question_leads_to_its_place_without_script(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + site["interview of six"])
    anchor = page.locator(".exchange").nth(2).get_attribute("id")
    assert anchor
    page.goto(f"{live_server.url}{site['interview of six']}q/{anchor.removeprefix('q-')}/", wait_until="commit")
    page.wait_for_url(f"{live_server.url}{site['interview of six']}#{anchor}")
    expect(page.get_by_role("heading", name="Et les autres")).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_questions_link_is_copied_by_keyboard(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str], viewport: dict[str, int]
) -> None:
    page = open_context(viewport=viewport, permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(live_server.url + site["interview of six"])
    question = page.locator(".exchange").nth(1)
    question.get_by_role("link").first.focus()
    page.keyboard.press("Tab")
    expect(question.get_by_role("button")).to_be_focused()
    expect(question.get_by_role("button")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Lien copié")).to_be_visible()
    key = str(question.get_attribute("id")).removeprefix("q-")
    address = f"{live_server.url}{site['interview of six']}q/{key}/"
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_without_script_a_question_has_its_link_and_no_button(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + site["interview of six"])
    expect(page.locator(".exchange h2").get_by_role("link")).to_have_count(3)
    expect(page.locator(".exchange").get_by_role("button")).to_have_count(0)


def test_the_address_of_a_voice_is_enough_without_script_and_on_paper(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(f"{live_server.url}{site['interview of six']}#voix-sebastien")
    exchanges, turns = page.locator(".exchange").filter(visible=True), page.locator(".turn").filter(visible=True)
    for media in ("print", "screen"):
        page.emulate_media(media=media)
        expect(exchanges).to_have_count(1)
        expect(turns).to_have_text(["Sébastien Moi, l’avenir."])
        expect(page.locator(".listening p").filter(visible=True)).to_contain_text("Sébastien")
    page.get_by_role("radio", name="Sylvain").check(force=True)
    expect(exchanges).to_have_count(2)
    page.get_by_role("radio", name="Tout le monde").check(force=True)
    expect(turns).to_have_count(7)


def test_with_script_the_choice_of_a_voice_and_the_address_agree(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(viewport=WIDE, reduced_motion="reduce").new_page()
    interview = live_server.url + site["interview of six"]
    page.goto(f"{interview}#voix-sebastien")
    expect(page.get_by_role("radio", name="Sébastien")).to_be_checked()
    page.get_by_role("radio", name="Noé").check(force=True)
    assert page.url == f"{interview}#voix-noe"
    page.locator(".contents a").filter(visible=True).click()
    expect(page.locator(".exchange").filter(visible=True)).to_have_count(1)
    page.get_by_role("radio", name="Tout le monde").check(force=True)
    assert page.url == interview
    page.evaluate("location.hash = 'voix-sylvain'")
    expect(page.get_by_role("radio", name="Sylvain")).to_be_checked()
    silent = page.locator(".exchange").nth(2)
    expect(silent).to_be_hidden()
    page.evaluate(f"location.hash = '{silent.get_attribute('id')}'")
    expect(silent.get_by_role("heading")).to_be_in_viewport()


def test_the_list_of_interviews_is_narrowed_by_keyboard_without_script(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=NARROW).new_page()
    page.goto(live_server.url + site["interviews"])
    cards = page.locator(".card")
    expect(cards).to_have_count(2)
    form = page.locator(".filters")
    form.get_by_label("Avec").select_option("Noé")
    form.get_by_role("button").press("Enter")
    expect(page).to_have_url(f"{live_server.url}{site['interviews']}?personne=noe&theme=&annee=")
    expect(cards).to_have_count(1)
    form.get_by_label("Sur").select_option("Coopération")
    form.get_by_role("button").press("Enter")
    expect(cards).to_have_count(0)
    page.locator(".no-result a").last.click()
    expect(cards).to_have_count(2)


def test_what_leads_to_questions_and_voices_is_accessible(
    open_context: OpenContext, live_server: LiveServer, site: dict[str, str]
) -> None:
    page = open_context(viewport=NARROW, color_scheme="dark", reduced_motion="reduce").new_page()
    problems: dict[str, list[str]] = {}
    for address in (
        f"{site['interviews']}?personne=noe",
        f"{site['interviews']}?personne=noe&theme=cooperation",
        f"{site['interview of six']}#voix-sylvain",
        site["person"],
    ):
        page.goto(live_server.url + address, wait_until="networkidle")
        problems[address] = problems_of(page)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width == 0, address
    assert {address: found for address, found in problems.items() if found} == {}
