"""What a speaker sees at the address of their letter, and what they may send back."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from almacms.publications.forms import first_parts
from interviews.agreement.answers import LONGEST_REMARK
from interviews.agreement.desk import revoke, set_step_aside
from interviews.agreement.models import AgreementLetter, SpeakerAgreement
from interviews.agreement.rounds import running
from interviews.agreement.rules import turns_digest, turns_of
from tests.builders import make_article, make_image, make_interview, make_person, make_user
from tests.interviews.agreement.asking import (
    ANNA,
    BRUNO,
    amend,
    answer,
    approve,
    ask,
    fresh,
    interview,
    is_live,
    link_to,
    submit,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def blocks_of(page, address: str) -> list[str]:
    agreement = page.agreements.get(email=address)
    return list(turns_of(agreement.person_id, fresh(page).get_latest_revision().content))


def sent(page, address: str, **data: str) -> dict[str, str]:
    agreement = page.agreements.get(email=address)
    turns = turns_of(agreement.person_id, fresh(page).get_latest_revision().content)
    return {"shown": turns_digest(turns), "action": "answers", **data}


def test_the_draft_is_shown_and_only_their_own_turns_are_asked_about(client):
    page = interview(title="Dix ans ensemble")
    ask(page)
    shown = text_of(client.get(link_to(ANNA)))
    own, other = blocks_of(page, ANNA)[0], blocks_of(page, BRUNO)[0]
    assert "Dix ans ensemble" in shown
    assert "Bruno Colas" in shown
    assert f'name="answer-{own}"' in shown
    assert other not in shown


def test_nothing_else_of_the_drafts_is_told(client):
    other = make_article(publish=False, title="Un autre brouillon")
    page = interview(related=[other], title="Confidentiel")
    ask(page)
    shown = text_of(client.get(link_to(ANNA)))
    assert "Un autre brouillon" not in shown
    assert 'rel="canonical"' not in shown
    assert page.slug not in shown


def test_no_engine_cache_or_other_site_learns_of_it(client):
    ask(interview())
    response = client.get(link_to(ANNA))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in text_of(response)


def test_opening_changes_nothing_but_the_time_of_opening(client):
    page = interview()
    ask(page)
    letter = AgreementLetter.objects.get(agreement__email=ANNA)
    client.head(link_to(ANNA))
    letter.refresh_from_db()
    assert letter.opened_at is None
    client.get(link_to(ANNA) + "?action=all")
    letter.refresh_from_db()
    assert letter.opened_at
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


@pytest.mark.parametrize("spoilt", ["unknown", "revoked", "expired", "malformed", "long", "null"])
def test_links_that_open_nothing_are_answered_alike(client, spoilt):
    page = interview()
    ask(page)
    link = link_to(ANNA)
    if spoilt == "revoked":
        revoke(agreement=page.agreements.get(email=ANNA), user=make_user())
    elif spoilt == "expired":
        AgreementLetter.objects.update(expires_at=timezone.now())
    elif spoilt != "unknown":
        link = {"malformed": "/accord/a/b%0A/", "long": f"/accord/{'x' * 5000}/", "null": "/accord/%00/"}[spoilt]
    else:
        link = "/accord/inconnu/"
    response, known = client.get(link), client.get("/accord/rien/")
    assert response.status_code == 404
    assert response.content == known.content
    assert response.headers["Cache-Control"] == known.headers["Cache-Control"]


def test_the_address_is_reserved():
    assert "accord" in first_parts(get_resolver().url_patterns)


def test_pictures_of_the_draft_are_shown(client):
    ask(interview(cover=make_image("Couverture", size=(1600, 686)), cover_alt="Un atelier"))
    shown = text_of(client.get(link_to(ANNA)))
    source = re.search(r'<img[^>]*src="([^"]+)"[^>]*alt="Un atelier"|alt="Un atelier"[^>]*src="([^"]+)"', shown)
    assert source


def test_a_speaker_whose_turns_are_quoted_too_is_asked_about_the_quotation(client):
    anna = make_person("Anna Brel")
    replies = [
        ("turn", {"speaker": anna.pk, "text": "<p>Je programme.</p>"}),
        ("pull_quote", {"speaker": anna.pk, "text": "Toujours"}),
    ]
    page = interview(anna, addresses=(ANNA,), body=[("exchange", {"question": "Et vous ?", "replies": replies})])
    ask(page)
    shown = text_of(client.get(link_to(ANNA)))
    assert all(f'name="answer-{block}"' in shown for block in blocks_of(page, ANNA))
    assert len(blocks_of(page, ANNA)) == 2


def test_agreeing_thanks_and_the_link_then_shows_what_was_answered(client):
    page = interview()
    ask(page)
    response = answer(page, ANNA, client=client)
    assert (response.status_code, response.url) == (302, link_to(ANNA))
    shown = text_of(client.get(response.url))
    assert "Je programme." in shown
    assert "<form" not in shown
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.AGREED


def test_what_was_corrected_is_shown_afterwards(client):
    page = interview()
    ask(page)
    answer(page, ANNA, remarks={0: "Plutôt <dix> ans."}, client=client)
    assert "Plutôt &lt;dix&gt; ans." in text_of(client.get(link_to(ANNA)))


def test_each_turn_said_right_one_by_one_is_an_agreement(client):
    page = interview()
    ask(page)
    choices = {f"answer-{block}": "right" for block in blocks_of(page, ANNA)}
    client.post(link_to(ANNA), sent(page, ANNA, **choices))
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.AGREED


def test_saying_nothing_is_not_agreeing(client):
    page = interview()
    ask(page)
    response = client.post(link_to(ANNA), sent(page, ANNA))
    assert response.status_code == 422
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


@pytest.mark.parametrize("remark", ["", "  \n", "x" * (LONGEST_REMARK + 1)], ids=["empty", "blank", "too long"])
def test_a_correction_without_words_or_with_too_many_is_refused_beside_it(client, remark):
    page = interview()
    ask(page)
    block = blocks_of(page, ANNA)[0]
    data = {f"answer-{block}": "wrong", f"remark-{block}": remark}
    response = client.post(link_to(ANNA), sent(page, ANNA, **data))
    shown = text_of(response)
    assert response.status_code == 422
    assert f'id="error-{block}"' in shown
    assert remark.strip() in shown
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


def test_agreeing_to_everything_over_written_corrections_loses_none_of_them(client):
    page = interview()
    ask(page)
    block = blocks_of(page, ANNA)[0]
    data = {"action": "all", f"answer-{block}": "wrong", f"remark-{block}": "Plutôt dix."}
    response = client.post(link_to(ANNA), sent(page, ANNA, **data))
    assert response.status_code == 422
    assert "Plutôt dix." in text_of(response)
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


def test_a_text_that_changed_meanwhile_is_shown_again_with_what_they_typed(client):
    page = interview()
    ask(page)
    block = blocks_of(page, ANNA)[0]
    data = sent(page, ANNA, **{f"answer-{block}": "wrong", f"remark-{block}": "Plutôt dix."})
    amend(page, 0, "<p>Je programme encore.</p>")
    response = client.post(link_to(ANNA), data)
    assert response.status_code == 422
    assert "Plutôt dix." in text_of(response)
    assert "Je programme encore." in text_of(response)
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


def test_nobody_agrees_to_a_text_that_they_were_not_shown(client):
    page = interview()
    ask(page)
    data = sent(page, ANNA, action="all")
    amend(page, 0, "<p>Je ne programme pas.</p>")
    assert client.post(link_to(ANNA), data).status_code == 422
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.NONE


def test_what_is_typed_after_a_withdrawal_is_given_back(client):
    page = interview()
    ask(page)
    block = blocks_of(page, ANNA)[0]
    data = sent(page, ANNA, **{f"answer-{block}": "wrong", f"remark-{block}": "Plutôt dix."})
    page.current_workflow_state.cancel(user=make_user())
    response = client.post(link_to(ANNA), data)
    assert response.status_code == 409
    assert "Plutôt dix." in text_of(response)


def test_a_text_that_is_with_its_writer_is_not_shown(client):
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Non."})
    amend(page, 0, "<p>Un brouillon secret.</p>")
    shown = text_of(client.get(link_to(ANNA)))
    assert "Un brouillon secret." not in shown
    assert "<form" not in shown


def test_the_same_link_shows_the_text_as_amended_to_whoever_had_not_answered(client):
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Non."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    assert "Je dessine." in text_of(client.get(link_to(ANNA)))


def test_whoever_is_asked_again_is_shown_the_difference(client):
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Je ne programme pas."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    shown = text_of(client.get(link_to(BRUNO)))
    assert "<del>programme</del><ins>dessine</ins>" in shown
    assert "Je ne programme pas." in shown


def test_answering_twice_counts_once(client):
    page = interview()
    ask(page)
    block = blocks_of(page, ANNA)[0]
    data = sent(page, ANNA, action="all")
    client.post(link_to(ANNA), data)
    again = {**data, "action": "answers", f"answer-{block}": "wrong", f"remark-{block}": "Non."}
    assert client.post(link_to(ANNA), again).status_code == 302
    assert page.agreements.get(email=ANNA).decision == SpeakerAgreement.Decision.AGREED
    assert running(page)


def test_once_published_the_link_still_tells_what_was_answered(client):
    page = interview()
    ask(page)
    answer(page, ANNA)
    answer(page, BRUNO)
    assert is_live(page)
    assert client.get(link_to(ANNA)).status_code == 200


def test_somebody_who_must_not_be_known_is_not_named_to_the_others(client):
    anna, bruno = make_person("Anna Brel"), make_person("Bruno Colas")
    page = make_interview(publish=False, speakers=[anna, bruno], shown_as={bruno: "un salarié"})
    SpeakerAgreement.objects.create(page=page, person=anna, email=ANNA)
    SpeakerAgreement.objects.create(page=page, person=bruno, email=BRUNO)
    ask(page)
    shown = text_of(client.get(link_to(ANNA)))
    assert "un salarié" in shown
    assert "Bruno" not in shown


def test_a_step_set_aside_leaves_no_link_that_decides(client):
    page = interview()
    ask(page)
    link = link_to(ANNA)
    set_step_aside(page=page, reason="Urgent.", user=make_user())
    assert client.get(link).status_code == 404


def test_a_signed_in_editor_gets_no_power_from_it():
    page = interview()
    ask(page)
    editor = Client()
    editor.force_login(make_user())
    response = editor.get(link_to(ANNA))
    assert response.status_code == 200
    assert "wagtailuserbar" not in text_of(response).lower()


def test_the_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    page = interview()
    ask(page)
    with django_assert_max_num_queries(45):
        client.get(link_to(ANNA))


def test_a_second_review_asks_nothing_of_those_whose_words_it_left_alone():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Je ne programme pas."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    answer(page, ANNA)
    answer(page, BRUNO)
    approve(page)
    assert is_live(page)


def test_whoever_comes_after_an_interview_was_published_without_them_is_led_to_it(client):
    page = interview()
    ask(page)
    link = link_to(ANNA)
    page.current_workflow_state.cancel(user=make_user())
    fresh(page).get_latest_revision().publish()
    shown = text_of(client.get(link))
    assert f'href="{fresh(page).url}"' in shown
    assert "<form" not in shown


def test_what_was_left_unanswered_beside_a_correction_is_not_taken_for_agreed(client):
    anna = make_person("Anna Brel")
    replies = [("turn", {"speaker": anna.pk, "text": f"<p>{text}</p>"}) for text in ("Oui.", "Non.")]
    page = interview(anna, addresses=(ANNA,), body=[("exchange", {"question": "Et vous ?", "replies": replies})])
    ask(page)
    first = blocks_of(page, ANNA)[0]
    client.post(link_to(ANNA), sent(page, ANNA, **{f"answer-{first}": "wrong", f"remark-{first}": "Si."}))
    amend(page, 0, "<p>Si.</p>")
    submit(page)
    assert "checked" not in text_of(client.get(link_to(ANNA)))
