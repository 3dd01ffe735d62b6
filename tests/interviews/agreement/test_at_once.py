"""Speakers who answer at the same instant: each answer counts once, and the workflow ends once."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client
from wagtail.models import PageLogEntry

from interviews.agreement.models import AgreementLetter, SpeakerAgreement
from interviews.agreement.rounds import decide
from interviews.agreement.rules import turns_digest, turns_of
from tests.builders import make_person, make_user
from tests.interviews.agreement.asking import ANNA, BRUNO, ask, fresh, interview, is_live, link_to

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*actions: Callable[[], object]) -> None:
    """Do these at the same instant, each on a connection of its own."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], object]) -> None:
        barrier.wait()
        try:
            action()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


def agreeing(page, address: str) -> Callable[[], object]:
    agreement = page.agreements.get(email=address)
    turns = turns_of(agreement.person_id, fresh(page).get_latest_revision().content)
    link, data = link_to(address), {"shown": turns_digest(turns), "action": "all"}
    return lambda: Client().post(link, data)


def count(page, action: str) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action=action).count()


@pytest.fixture(autouse=True)
def only_where_rows_are_locked() -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite has one writer at a time: there is nothing to meet")


def test_the_last_two_speakers_agree_at_the_same_instant():
    page = interview()
    ask(page)
    at_once(agreeing(page, ANNA), agreeing(page, BRUNO))
    assert is_live(page)
    assert count(page, "wagtail.publish") == 1


def test_one_speaker_who_sends_the_same_answer_twice_answers_once():
    page = interview()
    ask(page)
    at_once(*[agreeing(page, ANNA)] * 3)
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.AGREED
    assert count(page, "interviews.agreement.agreed") == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_last_agreement_that_meets_a_save_neither_loses_it_nor_is_lost(attempt):
    page = interview(make_person("Anna Brel"), addresses=(ANNA,))
    ask(page)
    letter = AgreementLetter.objects.get()
    shown = turns_digest(turns_of(letter.agreement.person_id, fresh(page).get_latest_revision().content))
    draft, writer = fresh(page).get_latest_revision_as_object(), make_user()
    draft.title = "Un autre titre"
    failures: list[Exception] = []

    def noting(action: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            try:
                action()
            except Exception as error:  # noqa: BLE001 (whatever it is, nothing may fail here)
                failures.append(error)

        return act

    at_once(
        noting(lambda: decide(letter=letter, remarks={}, shown=shown)),
        noting(lambda: draft.save_revision(user=writer)),
    )
    assert failures == []
    assert page.agreements.get().decision == SpeakerAgreement.Decision.AGREED
    assert fresh(page).get_latest_revision().content["title"] == "Un autre titre"
    # The review covers the first title alone: saved first, the new one is read again before anything is published.
    assert fresh(page).title != "Un autre titre"
