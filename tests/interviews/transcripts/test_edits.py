"""What a person corrects after reading."""

import json

from interviews.transcripts import Understanding, read, transcript_of, understand
from interviews.transcripts.edits import (
    cut_paragraph,
    give_to,
    join_to_previous,
    rename_speaker,
    split_before,
    turn_into,
)
from interviews.transcripts.transcript import Part

SOURCE = """Le four du bas

Maëlle et Idriss cuisent le pain du village.

Qui pétrit ?

Maëlle : Moi, le matin.

Et le soir aussi.

Idriss : Parfois moi.

Qui vend ?

Maëlle : Nous deux. Idriss : surtout moi."""


def understood() -> Understanding:
    return understand(read("a.txt", SOURCE.encode()))


def shape(understanding: Understanding) -> list[tuple[str, list[tuple[str, str]]]]:
    exchanges = transcript_of(understanding).exchanges
    return [(exchange.question, [(turn.speaker, turn.html) for turn in exchange.turns]) for exchange in exchanges]


def test_an_understanding_goes_to_json_and_back() -> None:
    understanding = understood()
    assert Understanding.from_json(json.loads(json.dumps(understanding.to_json()))) == understanding


def test_an_answer_becomes_a_question_and_back() -> None:
    before = understood()
    asked = turn_into(before, "p5", Part.QUESTION)
    assert [question for question, _ in shape(asked)] == ["Qui pétrit ?", "Et le soir aussi.", "Qui vend ?"]
    again = join_to_previous(turn_into(asked, "p5", Part.ANSWER, speaker="Maëlle"), "p5")
    assert shape(again) == shape(before)


def test_a_labelled_answer_made_an_interlude_gets_its_label_back() -> None:
    body = transcript_of(turn_into(understood(), "p6", Part.INTERLUDE)).body
    assert body[1].html == "<p>Idriss : Parfois moi.</p>"  # type: ignore[union-attr]


def test_a_turn_is_given_to_somebody_else_to_its_end() -> None:
    turns = shape(give_to(understood(), "p4", "Sacha"))[0][1]
    assert turns == [("Sacha", "<p>Moi, le matin.</p><p>Et le soir aussi.</p>"), ("Idriss", "<p>Parfois moi.</p>")]


def test_giving_the_end_of_a_turn_splits_it() -> None:
    assert [speaker for speaker, _ in shape(give_to(understood(), "p5", "Idriss"))[0][1]] == [
        "Maëlle",
        "Idriss",
        "Idriss",
    ]


def test_turns_are_split_and_merged() -> None:
    split = split_before(understood(), "p5")
    assert [speaker for speaker, _ in shape(split)[0][1]] == ["Maëlle", "Maëlle", "Idriss"]
    merged = join_to_previous(join_to_previous(split, "p5"), "p6")
    assert shape(merged)[0][1] == [("Maëlle", "<p>Moi, le matin.</p><p>Et le soir aussi.</p><p>Parfois moi.</p>")]


def test_nothing_merges_across_a_question() -> None:
    assert join_to_previous(understood(), "p8") == understood()


def test_a_paragraph_is_cut_in_two() -> None:
    text = "Maëlle : Nous deux. Idriss : surtout moi."
    halved = cut_paragraph(understood(), "p8", text.index("Idriss"))
    assert [paragraph.text for paragraph in halved.paragraphs][-2:] == ["Maëlle : Nous deux.", "Idriss : surtout moi."]
    assert shape(halved)[1][1] == [("Maëlle", "<p>Nous deux.</p><p>Idriss : surtout moi.</p>")]
    thrice = cut_paragraph(cut_paragraph(halved, "p8.1", 9), "p8", 14)
    assert [paragraph.id for paragraph in thrice.paragraphs][-4:] == ["p8", "p8.3", "p8.1", "p8.2"]


def test_a_speaker_is_renamed_everywhere() -> None:
    transcript = transcript_of(rename_speaker(understood(), "Maëlle", "Maëlle Aubry", role="boulangère"))
    assert [(speaker.name, speaker.role) for speaker in transcript.speakers] == [
        ("Maëlle Aubry", "boulangère"),
        ("Idriss", ""),
    ]
