"""The editor's form: what it refuses on submission, and that a draft is never refused."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from interviews.models import InterviewIndexPage, InterviewPage
from tests.builders import make_person, make_site, make_user

pytestmark = pytest.mark.django_db


def turn(person, text):
    return ("turn", {"speaker": person.pk if person else "", "text": rich_text(f"<p>{text}</p>", features=["bold"])})


def exchange(*turns, question="Qui êtes-vous ?"):
    return ("exchange", {"question": question, "replies": streamfield(list(turns))})


def write(client: Client, body, speakers, **action):
    """Post the form of a new interview as the editor does."""
    make_site()
    parent = InterviewIndexPage.objects.get()
    nothing = inline_formset([])
    data = {
        "title": "Un entretien",
        "slug": "un-entretien",
        "lead": "Un chapô.",
        "speakers": inline_formset([{"person": p.pk, "role": "", "organisation": ""} for p in speakers]),
        "body": streamfield(body),
        "authorships": nothing,
        "topic_links": nothing,
        "related_links": nothing,
        "comments": nothing,
        **action,
    }
    return client.post(
        reverse("wagtailadmin_pages:add", args=["interviews", "interviewpage", parent.pk]), nested_form_data(data)
    )


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(make_user())
    return client


def refusal(client, body, speakers) -> str:
    """What the form answers to a submission, as JSON: each message beside its block."""
    response = write(client, body, speakers, **{"action-submit": "1"})
    assert response.status_code == 200
    assert not InterviewPage.objects.exists()
    form = response.context["form"]
    in_body = [error.as_json_data() for error in form.errors.as_data().get("body", [])]
    in_rows = [row.errors for row in form.formsets["speakers"].forms]
    return json.dumps([in_body, in_rows], ensure_ascii=False)


def test_an_interview_that_keeps_the_rules_is_submitted(client):
    person = make_person()

    response = write(client, [exchange(turn(person, "Moi."))], [person], **{"action-submit": "1"})

    assert response.status_code == 302
    assert InterviewPage.objects.get().current_workflow_state is not None


def test_a_question_without_an_answer_is_refused(client):
    person = make_person()

    said = refusal(client, [exchange(turn(person, "Moi.")), exchange(question="Et puis ?")], [person])

    assert _("This question has no answer: add one, or remove the question.") in said


def test_an_answer_of_somebody_not_declared_is_refused(client):
    declared, other = make_person(), make_person()

    said = refusal(client, [exchange(turn(declared, "a"), turn(other, "b"))], [declared])

    assert _("This person is not declared among the speakers: add them above, or pick somebody else.") in said


def test_a_speaker_who_says_nothing_is_refused_beside_their_row(client):
    speaks, silent = make_person(), make_person()

    said = json.loads(refusal(client, [exchange(turn(speaks, "a"))], [speaks, silent]))

    assert said[1] == [{}, {"person": [_("This speaker says nothing: give them an answer, or remove them.")]}]


def test_an_answer_that_repeats_its_speakers_name_is_refused_with_the_text_without_it(client):
    person = make_person("Sylvain")

    said = refusal(client, [exchange(turn(person, "Sylvain : je programme."))], [person])

    assert "Sylvain" in said
    assert "je programme." in said


def test_an_answer_without_a_speaker_is_refused(client):
    person = make_person()

    said = refusal(client, [exchange(turn(person, "a"), turn(None, "b"))], [person])

    assert _("Say who speaks.") in said


def test_a_draft_breaks_every_rule_and_is_kept_whole(client):
    silent, undeclared = make_person("Sylvain"), make_person()
    body = [exchange(), exchange(turn(undeclared, "a"), turn(None, "b"), question="")]

    response = write(client, body, [silent])

    assert response.status_code == 302
    draft = InterviewPage.objects.get().get_latest_revision_as_object()
    assert [len(block.value["replies"]) for block in draft.body] == [0, 2]
