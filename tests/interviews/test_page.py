import re

import pytest
from django.test import Client
from wagtail.models import ReferenceIndex

from interviews.models import InterviewPage
from tests.builders import make_interview, make_person

pytestmark = pytest.mark.django_db


def exchange(question, *turns):
    replies = [("turn", {"speaker": person.pk, "text": f"<p>{text}</p>"}) for person, text in turns]
    return ("exchange", {"question": question, "replies": replies})


def test_each_answer_is_signed_and_coloured(client: Client):
    first, second = make_person("Sylvain Martin"), make_person("Zoé Roux")
    interview = make_interview(speakers=[first, second], body=[exchange("Qui ?", (first, "Moi."), (second, "Et moi."))])

    content = client.get(interview.url).content.decode()

    turns = re.findall(r'data-voice="(\d)" data-color="(\d)">\s*<p class="who">([^<]+)', content)
    assert turns == [("1", "1", "Sylvain Martin"), ("2", "2", "Zoé Roux")]


def test_an_exchange_says_who_speaks_in_it(client: Client):
    first, second = make_person(), make_person()
    body = [exchange("Un ?", (first, "a"), (second, "b")), exchange("Deux ?", (second, "c"))]

    content = client.get(make_interview(speakers=[first, second], body=body).url).content.decode()

    assert re.findall(r'class="exchange"[^>]*data-voices="([^"]*)"', content) == ["1 2", "2"]


def test_a_questions_address_survives_its_rewriting_and_its_move():
    person = make_person()
    interview = make_interview(
        speakers=[person], body=[exchange("Un ?", (person, "a")), exchange("Deux ?", (person, "b"))]
    )
    before = {question.text: question.anchor for question in interview.questions}

    interview.body.insert(0, interview.body.pop(1))
    interview.body[0].value["question"] = "Deuxième ?"
    interview.save_revision().publish()

    after = {question.text: question.anchor for question in InterviewPage.objects.get(pk=interview.pk).questions}
    assert after == {"Deuxième ?": before["Deux ?"], "Un ?": before["Un ?"]}
    assert len(set(before.values())) == 2


def test_the_list_of_questions_leads_to_each(client: Client):
    person = make_person()
    interview = make_interview(speakers=[person], body=[exchange(f"Question {n}", (person, "a")) for n in range(3)])

    content = client.get(interview.url).content.decode()

    anchors = [question.anchor for question in interview.questions]
    assert len(anchors) == 3
    for anchor in anchors:
        assert f'id="{anchor}"' in content
        assert f'href="#{anchor}"' in content


def test_the_role_is_that_of_the_day(client: Client):
    person = make_person("Zoé Roux", role="Directrice")
    interview = make_interview(speakers=[person])
    interview.speakers.update(role="Apprentie")
    interview.save_revision().publish()

    content = client.get(interview.url).content.decode()

    assert "Apprentie" in content
    assert "Directrice" not in content


def test_the_seventh_speaker_takes_the_first_colour_again():
    people = [make_person() for _ in range(7)]

    assert [speaker.color for speaker in make_interview(speakers=people).cast] == [1, 2, 3, 4, 5, 6, 1]


def test_the_library_of_people_knows_where_somebody_speaks():
    person = make_person()
    interview = make_interview(speakers=[person], publish=False)

    paths = (
        ReferenceIndex.get_references_to(person)
        .filter(object_id=str(interview.pk))
        .values_list("model_path", flat=True)
    )

    assert {"speakers.item.person", "body.exchange.replies.turn.speaker"} <= set(paths)
