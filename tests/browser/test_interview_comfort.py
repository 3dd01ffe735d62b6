"""Tidying an interview without retyping: split, merge, speakers by keyboard, words counted, roles proposed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interviews.models import InterviewPage
from tests import builders

from .newsroom import Newsroom

FIRST = "<p>Un <b>arbre</b> par <i>an</i>.</p>"
SECOND = '<p>Puis <a href="https://example.org/">deux</a> arbres.</p><ul><li>un pommier</li><li>un noisetier</li></ul>'


@pytest.fixture
def interview() -> InterviewPage:
    """One question, which Ada answers at length and Noé in three words."""
    ada, noe = builders.make_person("Ada Lune"), builders.make_person("Noé Vent")
    replies = [
        ("turn", {"speaker": ada.pk, "text": FIRST + SECOND}),
        ("turn", {"speaker": noe.pk, "text": "<p>Oui, des abeilles.</p>"}),
    ]
    body = [("exchange", {"question": "Que plantez-vous ?", "replies": replies})]
    return builders.make_interview(speakers=[ada, noe], body=body)


@pytest.fixture
def newsroom(page: Page, live_server: Any, interview: InterviewPage) -> Newsroom:
    builders.make_user("redaction")
    return Newsroom(page, live_server.url).sign_in("redaction").open(interview.pk).unfold()


def turns(newsroom: Newsroom, interview: InterviewPage) -> list[tuple[str, str]]:
    """Every answer as it is kept: who speaks, and the text without what the editor marks it with."""
    newsroom.save().unfold()
    draft = InterviewPage.objects.get(pk=interview.pk).get_latest_revision_as_object()
    names = {row.person_id: row.person.name for row in draft.speakers.all()}
    return [
        (names[reply.value["speaker"]], re.sub(r' data-block-key="\w+"', "", reply.value["text"].source))
        for reply in draft.body[0].value["replies"]
    ]


def test_an_answer_is_split_between_two_paragraphs_and_merged_again(
    newsroom: Newsroom, interview: InterviewPage
) -> None:
    newsroom.place_cursor(1, before="Puis")
    newsroom.turn(1).locator("[data-turn-tools-target=split]").click()

    # The second is asked who speaks.
    expect(newsroom.turn(2).get_by_role("radio", name="Ada Lune")).to_be_focused()
    expect(newsroom.turn(3)).to_contain_text("Oui, des abeilles.")
    assert turns(newsroom, interview) == [
        ("Ada Lune", FIRST),
        ("Ada Lune", SECOND),
        ("Noé Vent", "<p>Oui, des abeilles.</p>"),
    ]

    newsroom.turn(2).locator("[data-turn-tools-target=merge]").click()

    expect(newsroom.turn(2)).to_contain_text("Oui, des abeilles.")
    assert turns(newsroom, interview) == [
        ("Ada Lune", FIRST + SECOND),
        ("Noé Vent", "<p>Oui, des abeilles.</p>"),
    ]


def test_an_answer_is_split_inside_a_sentence_without_the_mouse(newsroom: Newsroom, interview: InterviewPage) -> None:
    newsroom.place_cursor(1, before="arbres.")
    newsroom.page.keyboard.press("Alt+Enter")
    expect(newsroom.turn(2).get_by_role("radio", name="Ada Lune")).to_be_focused()
    newsroom.page.keyboard.press("2")

    expect(newsroom.turn(2).get_by_role("radio", name="Noé Vent")).to_have_attribute("aria-checked", "true")
    assert turns(newsroom, interview)[:2] == [
        ("Ada Lune", FIRST + '<p>Puis <a href="https://example.org/">deux</a> </p>'),
        ("Noé Vent", "<p>arbres.</p><ul><li>un pommier</li><li>un noisetier</li></ul>"),
    ]


def test_an_answer_joins_that_of_another_speaker_who_keeps_it(newsroom: Newsroom, interview: InterviewPage) -> None:
    expect(newsroom.turn(1).locator("[data-turn-tools-target=merge]")).to_be_disabled()
    newsroom.place_cursor(2, before="des abeilles")
    newsroom.page.keyboard.press("Alt+Shift+Enter")

    expect(newsroom.turn(1)).to_contain_text("Oui, des abeilles.")
    expect(newsroom.turn(2)).to_have_count(0)
    assert turns(newsroom, interview) == [("Ada Lune", FIRST + SECOND + "<p>Oui, des abeilles.</p>")]


def test_nothing_is_split_where_there_is_nothing_to_part(newsroom: Newsroom) -> None:
    newsroom.turn(2).locator("[data-turn-tools-target=split]").click()

    expect(newsroom.turn(2).locator("[role=status]")).not_to_be_empty()
    expect(newsroom.turn(3)).to_have_count(0)


def test_the_speaker_changes_while_one_writes(newsroom: Newsroom, interview: InterviewPage) -> None:
    newsroom.place_cursor(1, before="Puis")
    newsroom.page.keyboard.press("Alt+2")

    chosen = newsroom.turn(1).get_by_role("radio", name="Noé Vent")
    expect(chosen).to_have_attribute("aria-checked", "true")
    expect(chosen).to_have_attribute("aria-keyshortcuts", "Alt+2")
    assert turns(newsroom, interview)[0] == ("Noé Vent", FIRST + SECOND)


def test_words_are_counted_while_one_writes(newsroom: Newsroom) -> None:
    shares = newsroom.page.locator(".speech__share")
    expect(shares).to_contain_text([re.compile(r"Ada Lune\s*11\D.*79\s%"), re.compile(r"Noé Vent\s*3\D.*21\s%")])
    warning = newsroom.page.locator("[data-speech-shares-target=warning]")
    expect(warning).not_to_be_visible()

    newsroom.place_cursor(1, before="Un ")
    newsroom.page.keyboard.type("Il faut planter encore et encore, toujours et partout, sans se lasser ni se hâter, ")
    newsroom.page.keyboard.type("parce que rien ne pousse en un jour. ")

    expect(shares.first).to_contain_text(re.compile(r"Ada Lune\s*34\D.*92\s%"))
    expect(warning).to_contain_text("Noé Vent")


def test_the_last_role_is_proposed_and_what_was_typed_is_kept(newsroom: Newsroom) -> None:
    known, typed = builders.make_person("Ida Clos", role="Pépiniériste"), builders.make_person("Léo Pré", role="Ancien")
    builders.make_interview(speakers=[known, typed])
    page = newsroom.page

    newsroom.choose_people("speakers", "Ida Clos")
    expect(page.locator("[name=speakers-2-role]")).to_have_value("Ingénieur·e")
    expect(page.locator("[name=speakers-2-organisation]")).to_have_value("Alma")

    page.locator("[name=speakers-2-role]").fill("Directrice")
    row = page.locator("#inline_child_speakers-2")
    row.locator("[data-chooser-action-choose]:visible, [data-w-dropdown-target=toggle]:visible").first.click()
    page.locator("[data-chooser-action-choose]:visible").last.click()
    page.locator(".modal-body a", has_text="Léo Pré").click()
    expect(row).to_contain_text("Léo Pré")
    page.wait_for_timeout(1000)
    expect(page.locator("[name=speakers-2-role]")).to_have_value("Directrice")
