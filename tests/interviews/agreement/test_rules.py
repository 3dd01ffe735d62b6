"""Who must agree before readers see an interview, and to what: plain functions."""

import json

import pytest

from interviews.agreement.rules import (
    Answer,
    awaited,
    changed,
    concerned,
    contentpath,
    removed,
    stands,
    turns_digest,
    turns_of,
)

ANNA, BRUNO, SILENT = 1, 2, 3


def reply(block: str, speaker: int | None, text: str, kind: str = "turn") -> dict:
    return {"type": kind, "id": block, "value": {"speaker": speaker, "text": text}}


def content(*replies: dict, speakers: tuple[int, ...] = (ANNA, BRUNO)) -> dict:
    exchange = {"type": "exchange", "id": "q1", "value": {"question": "Pourquoi ?", "replies": list(replies)}}
    interlude = {"type": "interlude", "id": "i1", "value": "<p>Dehors.</p>"}
    rows = [{"person": person, "sort_order": position} for position, person in enumerate(speakers)]
    return {"body": json.dumps([interlude, exchange]), "speakers": rows}


DRAFT = content(
    reply("a1", ANNA, "<p>Oui.</p>"), reply("b1", BRUNO, "<p>Non.</p>"), reply("a2", ANNA, "Toujours oui", "pull_quote")
)


def test_turns_and_pull_quotes_are_what_a_person_says():
    assert turns_of(ANNA, DRAFT) == {"a1": "<p>Oui.</p>", "a2": "Toujours oui"}


def test_pictures_and_turns_of_nobody_are_nobodys():
    picture = {"type": "picture", "id": "p1", "value": {"image": 4}}
    assert concerned(content(picture, reply("x", None, "<p>?</p>"))) == {}


def test_a_declared_speaker_who_says_nothing_is_not_asked():
    draft = content(reply("a1", ANNA, "<p>Oui.</p>"), speakers=(SILENT, ANNA))
    assert awaited(draft, {}) == [ANNA]


def test_the_names_of_paragraphs_are_not_words():
    first = content(reply("a1", ANNA, '<p data-block-key="x1">Oui.</p>'))
    second = content(reply("a1", ANNA, '<p data-block-key="y2">Oui.</p>'))
    assert turns_of(ANNA, first) == turns_of(ANNA, second)


def test_everybody_is_asked_in_the_order_of_the_page():
    draft = content(reply("a1", ANNA, "<p>Oui.</p>"), reply("b1", BRUNO, "<p>Non.</p>"), speakers=(BRUNO, ANNA))
    assert awaited(draft, {}) == [BRUNO, ANNA]


def test_only_the_one_whose_turn_changed_is_asked_again():
    answers = {person: Answer(agreed=True, turns=turns_of(person, DRAFT)) for person in (ANNA, BRUNO)}
    assert awaited(DRAFT, answers) == []
    amended = content(
        reply("a1", ANNA, "<p>Oui.</p>"),
        reply("b1", BRUNO, "<p>Peut-être.</p>"),
        reply("a2", ANNA, "Toujours oui", "pull_quote"),
    )
    assert awaited(amended, answers) == [BRUNO]


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (None, False),
        (Answer(), False),
        (Answer(agreed=True, turns={"a1": "<p>Oui.</p>"}), True),
        (Answer(agreed=True, turns={"a1": "<p>Non.</p>"}), False),
        (Answer(agreed=True, turns={"a1": "<p>Oui.</p>", "a9": "<p>Retiré.</p>"}), False),
        (Answer(agreed=True), False),
        (Answer(agreed=False, turns={"a1": "<p>Oui.</p>"}), False),
        (Answer(set_aside=True), True),
    ],
    ids=["never", "unanswered", "agreed", "reworded", "cut", "added", "changes", "set aside"],
)
def test_what_stands(answer, holds):
    assert stands(answer, {"a1": "<p>Oui.</p>"}) is holds


def test_a_turn_that_moves_changes_nothing():
    agreed = Answer(agreed=True, turns={"a1": "<p>Oui.</p>", "a2": "<p>Non.</p>"})
    assert stands(agreed, {"a2": "<p>Non.</p>", "a1": "<p>Oui.</p>"})
    assert turns_digest({"a1": "x", "a2": "y"}) == turns_digest({"a2": "y", "a1": "x"})


def test_a_turn_given_to_somebody_else_is_cut_for_one_and_new_for_the_other():
    before = content(reply("a1", ANNA, "<p>Oui.</p>"), reply("b1", BRUNO, "<p>Non.</p>"))
    after = content(reply("a1", BRUNO, "<p>Oui.</p>"), reply("b1", BRUNO, "<p>Non.</p>"))
    assert removed(turns_of(ANNA, before), turns_of(ANNA, after)) == ["a1"]
    assert changed(turns_of(BRUNO, before), turns_of(BRUNO, after)) == ["a1"]


def test_the_digest_tells_turns_apart():
    assert turns_digest({"a1": "x"}) != turns_digest({"a1": "y"})
    assert turns_digest({"a1": "x"}) != turns_digest({"a2": "x"})


def test_a_comment_is_anchored_on_the_very_turn():
    assert contentpath("a1", DRAFT["body"]) == "body.q1.replies.a1.text"
    assert contentpath("gone", DRAFT["body"]) == "body"
