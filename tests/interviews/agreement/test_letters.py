"""Who is written to, when, and what the workflow does with the answers."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from wagtail.models import Comment, TaskState, Workflow, WorkflowState

from almacms.workflow.links import hash_secret
from interviews.agreement.desk import (
    NotNow,
    ask_after_all,
    change_address,
    revoke,
    send_again,
    set_aside,
    set_step_aside,
)
from interviews.agreement.models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTask
from interviews.agreement.names import AGREEMENT_WORKFLOW
from interviews.agreement.rounds import running
from interviews.consent import withdraw_consent
from interviews.models import InterviewPage
from tests.builders import make_article, make_interview, make_person, make_user
from tests.interviews.agreement.asking import (
    ANNA,
    BRUNO,
    amend,
    answer,
    approve,
    ask,
    interview,
    is_live,
    letters_to,
    link_to,
    round_of,
    submit,
)

pytestmark = pytest.mark.django_db


def test_each_speaker_gets_a_letter_once_the_review_is_over():
    page = interview()
    submit(page)
    assert letters_to(ANNA) == 0
    approve(page)
    assert (letters_to(ANNA), letters_to(BRUNO)) == (1, 1)
    assert not is_live(page)


def test_a_letter_is_automatic_mail_with_both_bodies_and_a_link_that_is_stored_hashed():
    ask(interview(title="Six ans\nd’avance"))
    letter = next(message for message in mail.outbox if message.to == [ANNA])
    secret = link_to(ANNA).removeprefix("/accord/").rstrip("/")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert isinstance(letter, EmailMultiAlternatives)
    assert link_to(ANNA) in str(letter.alternatives[0][0])
    assert "\n" not in letter.subject
    assert AgreementLetter.objects.filter(token_hash=hash_secret(secret), agreement__email=ANNA).exists()


def test_a_letter_lasts_as_long_as_the_task_says():
    state = ask(interview())
    letter = AgreementLetter.objects.earliest("pk")
    assert round((letter.expires_at - timezone.now()).total_seconds() / 86400) == state.task.specific.link_lifetime


def test_everybody_agreed_and_the_workflow_goes_on_by_itself():
    page = interview()
    ask(page)
    answer(page, ANNA)
    assert not is_live(page)
    answer(page, BRUNO)
    assert is_live(page)


def test_changes_asked_for_return_the_page_with_a_comment_on_the_very_turn():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Je ne programme pas."})
    state = page.current_workflow_state
    comment = Comment.objects.get(page=page)
    exchange = page.body[0]
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert comment.text == "Bruno Colas\u00a0: Je ne programme pas."
    assert comment.contentpath.startswith(f"body.{exchange.id}.replies.{exchange.value['replies'][1].id}")
    assert not comment.user.is_active
    assert not comment.user.has_usable_password()


def test_only_the_speaker_whose_turn_changed_is_asked_again_and_the_review_too():
    page = interview()
    ask(page)
    answer(page, ANNA)
    answer(page, BRUNO, remarks={0: "Je ne programme pas."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    assert (letters_to(ANNA), letters_to(BRUNO)) == (1, 2)
    answer(page, BRUNO)
    assert not is_live(page)
    approve(page)
    assert is_live(page)
    assert letters_to(ANNA) == 1


def test_an_agreement_stands_through_a_withdrawal_from_review():
    page = interview()
    ask(page)
    answer(page, ANNA)
    page.current_workflow_state.cancel(user=make_user())
    ask(page)
    assert letters_to(ANNA) == 1


def test_whoever_still_holds_an_unanswered_letter_is_not_written_to_again():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Non."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    assert (letters_to(ANNA), letters_to(BRUNO)) == (1, 2)


def test_whoever_holds_an_expired_letter_is_written_to_again():
    page = interview()
    ask(page)
    AgreementLetter.objects.filter(agreement__email=ANNA).update(expires_at=timezone.now())
    answer(page, BRUNO, remarks={0: "Non."})
    submit(page)
    assert letters_to(ANNA) == 2


def test_a_reviewer_who_rewords_a_turn_has_its_speaker_asked_again():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Je ne programme pas."})
    amend(page, 1, "<p>Je dessine.</p>")
    submit(page)
    answer(page, ANNA)
    answer(page, BRUNO)
    amend(page, 0, "<p>Je programme beaucoup.</p>")
    approve(page)
    assert not is_live(page)
    assert letters_to(ANNA) == 2
    answer(page, ANNA)
    assert is_live(page)


def test_nobody_is_asked_twice_about_the_same_words():
    page = interview()
    ask(page)
    answer(page, ANNA)
    answer(page, BRUNO)
    submit(page)
    approve(page)
    assert page.current_workflow_state is None
    assert letters_to(ANNA) == 1


def test_a_speaker_without_an_address_keeps_the_step_waiting_until_there_is_one():
    page = interview(addresses=("", BRUNO))
    state = ask(page)
    answer(page, BRUNO)
    assert running(page) == state
    assert state.waiting_for() == ["Anna Brel"]
    change_address(agreement=page.agreements.get(person__name="Anna Brel"), email=ANNA, user=make_user())
    assert letters_to(ANNA) == 1
    answer(page, ANNA)
    assert is_live(page)


def test_a_corrected_address_closes_the_letter_that_went_to_the_wrong_one():
    page = interview()
    ask(page)
    agreement = page.agreements.get(email=ANNA)
    change_address(agreement=agreement, email="anna@example.com", user=make_user())
    assert letters_to("anna@example.com") == 1
    assert list(agreement.letters.usable().values_list("sent_to", flat=True)) == ["anna@example.com"]


def test_the_last_known_address_of_somebody_is_proposed_for_their_next_interview():
    anna = make_person("Anna Brel")
    interview(anna, addresses=(ANNA,))
    second = make_interview(publish=False, speakers=[anna])
    ask(second)
    assert letters_to(ANNA) == 1


def test_sending_again_leaves_one_link_that_opens():
    page = interview()
    ask(page)
    agreement = page.agreements.get(email=ANNA)
    send_again(agreement=agreement, user=make_user())
    assert letters_to(ANNA) == 2
    assert agreement.letters.usable().count() == 1


def test_a_revoked_link_is_not_sent_again_by_itself():
    page = interview()
    ask(page)
    agreement = page.agreements.get(email=ANNA)
    revoke(agreement=agreement, user=make_user())
    answer(page, BRUNO)
    assert not agreement.letters.usable().exists()
    assert letters_to(ANNA) == 1


def test_nothing_is_sent_to_whoever_has_agreed():
    page = interview()
    ask(page)
    answer(page, ANNA)
    with pytest.raises(NotNow):
        send_again(agreement=page.agreements.get(email=ANNA), user=make_user())


def test_the_last_speaker_awaited_is_set_aside_and_the_workflow_goes_on():
    page = interview()
    ask(page)
    answer(page, ANNA)
    agreement = page.agreements.get(email=BRUNO)
    set_aside(agreement=agreement, reason="D’accord au téléphone.", user=make_user())
    assert is_live(page)
    assert not agreement.letters.usable().exists()


def test_what_was_set_aside_can_be_asked_after_all():
    page = interview()
    ask(page)
    agreement = page.agreements.get(email=BRUNO)
    set_aside(agreement=agreement, reason="Injoignable.", user=make_user())
    ask_after_all(agreement=agreement, user=make_user())
    answer(page, ANNA)
    assert not is_live(page)
    assert letters_to(BRUNO) == 2


def test_the_step_set_aside_holds_for_this_workflow_and_no_other():
    page = interview()
    ask(page)
    set_step_aside(page=page, reason="Il faut paraître ce soir.", user=make_user())
    assert is_live(page)
    page = InterviewPage.objects.get(pk=page.pk)
    amend(page, 0, "<p>Je programme encore.</p>")
    ask(page)
    assert letters_to(ANNA) == 2


def test_a_speaker_taken_out_of_the_interview_is_awaited_no_more():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Retirez-moi."})
    draft = page.get_latest_revision_as_object()
    draft.speakers = [row for row in draft.speakers.all() if row.person.name != "Bruno Colas"]
    del draft.body[0].value["replies"][1]
    draft.save_revision(user=make_user())
    submit(page)
    answer(page, ANNA)
    approve(page)
    assert is_live(page)


def test_an_interview_without_speakers_passes():
    page = make_interview(publish=False, speakers=[], body=[])
    submit(page)
    approve(page)
    assert is_live(page)


def test_deleting_the_interview_takes_its_letters_along():
    page = interview()
    ask(page)
    page.delete()
    assert not SpeakerAgreement.objects.exists()
    assert not AgreementLetter.objects.exists()


def test_the_writer_is_told_that_a_speaker_agreed_once_and_never_of_the_last():
    writer = make_user(email="redaction@example.net")
    page = interview()
    ask(page, writer)
    before = letters_to("redaction@example.net")
    answer(page, ANNA)
    assert letters_to("redaction@example.net") == before + 1
    told = next(message for message in reversed(mail.outbox) if message.to == ["redaction@example.net"])
    assert "Anna Brel" in told.body
    assert "Bruno Colas" in told.body
    answer(page, BRUNO)
    assert not any("Bruno Colas" in message.subject for message in mail.outbox)


def test_the_writer_is_told_whose_address_is_missing():
    writer = make_user(email="redaction@example.net")
    ask(interview(addresses=("", BRUNO)), writer)
    told = [message for message in mail.outbox if message.to == ["redaction@example.net"]]
    assert any("Anna Brel" in message.body and "Bruno" not in message.body for message in told)


def test_a_task_asks_nothing_about_a_page_that_is_no_interview():
    page = make_article(publish=False)
    page.save_revision(user=make_user())
    task = SpeakersAgreementTask.objects.get()
    workflow_state = WorkflowState(
        content_type=page.get_content_type(),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=Workflow.objects.get(name=AGREEMENT_WORKFLOW),
    )
    workflow_state.save()
    assert task.start(workflow_state).status == TaskState.STATUS_SKIPPED
    assert not mail.outbox


def test_a_name_that_is_withdrawn_leaves_the_answers_too_and_agreements_stand():
    anna, bruno = make_person("Anna Brel"), make_person("Bruno Colas")
    replies = [
        ("turn", {"speaker": anna.pk, "text": "<p>Bruno Colas programme.</p>"}),
        ("turn", {"speaker": bruno.pk, "text": "<p>Oui.</p>"}),
    ]
    page = interview(anna, bruno, body=[("exchange", {"question": "Qui ?", "replies": replies})])
    ask(page)
    answer(page, ANNA)
    withdraw_consent(page=page, person=bruno, words="un salarié", user=None)
    agreement = page.agreements.get(email=ANNA)
    assert "Colas" not in str(agreement.turns)
    assert round_of(page).waiting_for() == ["Bruno Colas"]
