"""Somebody who takes back their consent to be named: what the moderation of the interview keeps of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from almacms.people.models import Person
from almacms.sharing.models import SharedDraft
from almacms.workflow.models import Approval
from interviews.agreement.desk import set_aside, set_step_aside
from interviews.agreement.models import SpeakersAgreementTaskState
from interviews.consent import Plan, withdraw_consent
from interviews.models import InterviewPage
from tests.builders import make_person, make_user
from tests.interviews.agreement.asking import ANNA, BRUNO, answer, ask, fresh, interview, link_to, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Person:
    return make_person("Anna Brel")


@pytest.fixture
def page(anna: Person) -> InterviewPage:
    """An interview in which each speaker names the other, and which its speakers are reading."""
    bruno = make_person("Bruno Colas")
    replies = [
        ("turn", {"speaker": anna.pk, "text": "<p>Avec Bruno Colas, moi, Anna Brel.</p>"}),
        ("turn", {"speaker": bruno.pk, "text": "<p>Anna Brel programme, et puis\u00a0Anna Brel dessine.</p>"}),
    ]
    page = interview(anna, bruno, body=[("exchange", {"question": "Qui ?", "replies": replies})])
    ask(page)
    return page


def withdraw(page: InterviewPage, person: Person) -> Plan:
    return withdraw_consent(page=fresh(page), person=person, words="une salariée", user=None)


def test_their_address_is_forgotten_and_nobody_elses(page, anna):
    withdraw(page, anna)
    assert page.agreements.get(person=anna).email == ""
    assert page.agreements.exclude(person=anna).get().email == BRUNO


def test_their_letters_open_nothing_any_more_and_tell_no_address(page, anna):
    link = link_to(ANNA)
    withdraw(page, anna)
    letter = page.agreements.get(person=anna).letters.get()
    assert (letter.sent_to, letter.is_usable) == ("", False)
    assert Client().get(link).status_code == 404
    assert Client().get(link_to(BRUNO)).status_code == 200


def test_what_they_asked_to_be_corrected_is_kept_without_the_name(page, anna):
    answer(page, ANNA, remarks={0: "Anna Brel n’a pas dit cela."})
    withdraw(page, anna)
    agreement = page.agreements.get(person=anna)
    assert list(agreement.remarks.values()) == ["Une salariée n’a pas dit cela."]
    assert "Brel" not in str(agreement.turns)


def test_why_a_speaker_or_the_step_was_set_aside_is_kept_without_the_name(page, anna):
    set_aside(agreement=page.agreements.get(person=anna), reason="Accord d’Anna Brel au téléphone.", user=make_user())
    set_step_aside(page=page, reason="Anna Brel l’a relu ici.", user=make_user())
    withdraw(page, anna)
    assert page.agreements.get(person=anna).set_aside_reason == "Accord d’une salariée au téléphone."
    assert SpeakersAgreementTaskState.objects.get().set_aside_reason == "Une salariée l’a relu ici."


def test_what_reviewers_said_is_kept_without_the_name(page, anna):
    Approval.objects.update(comment="Anna Brel est très claire.")
    withdraw(page, anna)
    assert Approval.objects.get().comment == "Une salariée est très claire."


def test_whom_a_draft_was_shared_with_is_kept_without_the_name(page, anna):
    expires = timezone.now() + timedelta(days=3)
    long = f"Anna Brel {'x' * 190}"
    for number, recipient in enumerate(["Anna Brel, pour avis", long]):
        SharedDraft.objects.create(page=page, recipient=recipient, expires_at=expires, token_hash=str(number))
    withdraw(page, anna)
    kept = list(SharedDraft.objects.order_by("pk").values_list("recipient", flat=True))
    assert kept[0] == "Une salariée, pour avis"
    assert kept[1].startswith("Une salariée xxx")
    assert len(kept[1]) == 200


def test_the_agreement_of_another_speaker_who_named_them_stands(page, anna):
    answer(page, BRUNO)
    withdraw(page, anna)
    assert round_of(page).waiting_for() == ["Anna Brel"]
    assert "Brel" not in str(page.agreements.get(email=BRUNO).turns)


def test_their_own_agreement_stands(page, anna):
    answer(page, ANNA)
    withdraw(page, anna)
    assert round_of(page).waiting_for() == ["Bruno Colas"]


def test_withdrawn_once_more_nothing_is_left_to_do(page, anna):
    answer(page, BRUNO)
    withdraw(page, anna)
    assert not withdraw(page, anna)
