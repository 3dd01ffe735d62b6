"""The rules of an interview, without a database."""

import pytest

from interviews.rules import Exchange, Fault, Reply, problems, without_own_name

SPEAKERS = {1: "Sylvain Martin", 2: "Zoé"}


def turn(speaker, text="Oui.", position=0):
    return Reply(position, speaker, text=text)


def faults(*exchanges, speakers=None):
    return [problem.fault for problem in problems(exchanges, SPEAKERS if speakers is None else speakers)]


def test_an_interview_where_everyone_answers_is_accepted():
    assert faults(Exchange(0, 2, [turn(1), turn(2, position=1)])) == []


def test_a_question_without_a_reply_is_refused_where_it_stands():
    found = problems([Exchange(0, 1, [turn(1)]), Exchange(3, 0)], {1: "Sylvain"})

    assert [(p.fault, p.exchange) for p in found] == [(Fault.NO_REPLY, 3)]


def test_a_picture_alone_is_a_reply():
    assert Fault.NO_REPLY not in faults(Exchange(0, 1))


def test_a_turn_of_somebody_who_is_not_declared_is_refused_where_it_stands():
    found = problems([Exchange(2, 3, [turn(1), turn(9, position=2)])], {1: "Sylvain"})

    assert [(p.fault, p.exchange, p.reply) for p in found] == [(Fault.UNDECLARED_SPEAKER, 2, 2)]


def test_a_declared_speaker_who_never_speaks_is_refused():
    found = problems([Exchange(0, 1, [turn(1)])], SPEAKERS)

    assert [(p.fault, p.speaker) for p in found] == [(Fault.SILENT_SPEAKER, 2)]


def test_a_pull_quote_is_not_speaking():
    quote = Reply(0, 2, is_turn=False)

    assert faults(Exchange(0, 2, [turn(1), quote])) == [Fault.SILENT_SPEAKER]


def test_an_answer_that_begins_with_its_speakers_name_is_refused_with_a_suggestion():
    found = problems([Exchange(0, 1, [turn(2, text="Zoé : je programme.")])], {2: "Zoé"})

    assert [(p.fault, p.suggestion) for p in found] == [(Fault.REPEATED_NAME, "je programme.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sylvain : oui", "oui"),
        ("Sylvain Martin\u00a0: oui", "oui"),
        ("SYLVAIN\u202f:oui", "oui"),
        ("Sylvain dit : oui", None),
        ("Notez bien : oui", None),
        ("Sylvain :", None),
    ],
)
def test_only_the_speakers_own_name_and_a_colon_are_taken_away(text, expected):
    assert without_own_name(text, "Sylvain Martin") == expected
