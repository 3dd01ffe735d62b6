"""Where the speakers stand, as the newsroom reads it, and what it may do about it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Workflow, WorkflowPage

from interviews.agreement.models import AgreementLetter, SpeakersAgreementTask
from interviews.agreement.names import AGREEMENT_TASK, AGREEMENT_WORKFLOW
from interviews.agreement.rounds import running
from interviews.agreement.standing import Stage, rows_of
from interviews.models import InterviewIndexPage, InterviewPage
from tests.builders import make_interview, make_person, make_site, make_user
from tests.interviews.agreement.asking import (
    ANNA,
    BRUNO,
    amend,
    answer,
    ask,
    fresh,
    interview,
    is_live,
    letters_to,
    link_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def table(page: InterviewPage) -> str:
    return reverse("interviews_agreement", args=[page.pk])


def stages(page: InterviewPage) -> list[Stage]:
    return [row.stage for row in rows_of(fresh(page), running(page))]


def press(client: Client, page: InterviewPage, action: str, address: str = "", **data: str):
    person = page.agreements.get(email=address).person_id if address else ""
    return client.post(table(page), {"action": action, "person": person, **data})


def history(page: InterviewPage) -> list[str]:
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="interviews.agreement")
    return [entry.message for entry in entries.order_by("pk")]


def test_the_site_starts_with_the_reviews_then_the_speakers_agreement():
    make_site()
    workflow = InterviewIndexPage.objects.get().get_workflow()
    assert workflow.name == AGREEMENT_WORKFLOW
    assert [task.name for task in workflow.tasks] == ["Relecture", AGREEMENT_TASK]
    assert isinstance(workflow.tasks.last().specific, SpeakersAgreementTask)


def test_a_workflow_that_an_administrator_took_away_does_not_come_back():
    make_site()
    index = InterviewIndexPage.objects.get()
    WorkflowPage.objects.filter(page=index).delete()
    index.save()
    assert index.get_workflow() == Workflow.objects.get(workflow_pages__page__depth=1)


def test_stages_follow_the_letters(client):
    page = interview()
    assert stages(page) == [Stage.TO_SEND, Stage.TO_SEND]
    ask(page)
    assert stages(page) == [Stage.SENT, Stage.SENT]
    client.get(link_to(ANNA))
    answer(page, BRUNO)
    assert stages(page) == [Stage.OPENED, Stage.AGREED]
    AgreementLetter.objects.update(expires_at=timezone.now())
    assert stages(page) == [Stage.EXPIRED, Stage.AGREED]
    amend(page, 1, "<p>Je dessine.</p>")
    assert stages(page) == [Stage.EXPIRED, Stage.TO_SEND]


def test_changes_asked_for_are_told_until_they_are_asked_again():
    page = interview()
    ask(page)
    answer(page, BRUNO, remarks={0: "Non."})
    assert stages(page) == [Stage.SENT, Stage.CHANGES]
    page.current_workflow_state.resume(user=make_user())
    assert stages(page) == [Stage.SENT, Stage.SENT]


def test_looking_writes_nothing(editor):
    page = make_interview(publish=False, speakers=[make_person("Anna Brel")])
    response = editor.get(table(page))
    assert "Anna Brel" in response.content.decode()
    assert not page.agreements.exists()
    assert stages(page) == [Stage.NO_ADDRESS]


def test_the_newsroom_reads_the_name_and_the_words_of_somebody_who_must_not_be_known(editor):
    anna = make_person("Anna Brel")
    page = make_interview(publish=False, speakers=[anna], shown_as={anna: "une salariée"})
    shown = editor.get(table(page)).content.decode()
    assert "Anna Brel" in shown
    assert "une salariée" in shown


def test_an_address_given_while_the_step_waits_sends_the_letter(editor):
    page = interview(addresses=("", BRUNO))
    ask(page)
    person = page.agreements.get(email="").person_id
    editor.post(table(page), {"action": "address", "person": person, "email": ANNA})
    assert letters_to(ANNA) == 1
    assert stages(page) == [Stage.SENT, Stage.SENT]


def test_a_wrong_address_is_refused_beside_it_and_kept_in_the_field(editor):
    page = interview()
    response = press(editor, page, "address", ANNA, email="anna chez exemple")
    shown = response.content.decode()
    assert response.status_code == 422
    assert "anna chez exemple" in shown
    assert "error-message" in shown
    assert page.agreements.filter(email=ANNA).exists()


def test_sending_again_and_revoking(editor):
    page = interview()
    ask(page)
    first = link_to(ANNA)
    press(editor, page, "send", ANNA)
    assert editor.get(first).status_code == 404
    assert editor.get(link_to(ANNA)).status_code == 200
    press(editor, page, "revoke", ANNA)
    assert editor.get(link_to(ANNA)).status_code == 404
    assert stages(page)[0] == Stage.REVOKED


def test_setting_aside_needs_a_reason(editor):
    page = interview()
    ask(page)
    response = press(editor, page, "set_aside", ANNA, reason=" ")
    assert response.status_code == 422
    assert stages(page)[0] == Stage.SENT
    press(editor, page, "set_aside", ANNA, reason="Injoignable.")
    assert stages(page)[0] == Stage.SET_ASIDE
    press(editor, page, "ask", ANNA)
    assert stages(page)[0] == Stage.SENT


def test_the_whole_step_is_set_aside_with_a_reason(editor):
    page = interview()
    ask(page)
    assert press(editor, page, "step").status_code == 422
    assert not is_live(page)
    press(editor, page, "step", reason="Il faut paraître ce soir.")
    assert is_live(page)


def test_what_means_nothing_any_more_is_said_and_changes_nothing(editor):
    page = interview()
    response = editor.post(table(page), {"action": "step", "reason": "Trop tard."}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_everything_is_told_in_the_history(editor):
    page = interview()
    ask(page)
    press(editor, page, "send", ANNA)
    press(editor, page, "set_aside", ANNA, reason="Injoignable.")
    answer(page, BRUNO, remarks={0: "Non."})
    entries = history(page)
    assert len(entries) == 5
    assert all("Anna Brel" in entry or "Bruno Colas" in entry for entry in entries)
    assert any("Injoignable." in entry for entry in entries)
    assert not any(ANNA in entry for entry in entries)


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_those_who_may_edit_the_page_see_or_do_anything(method):
    page = interview()
    stranger = Client()
    user = make_user()
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    stranger.force_login(user)
    response = getattr(stranger, method)(table(page))
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_nobody_edits_while_the_speakers_read(editor):
    page = interview()
    ask(page)
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.context["locked_for_user"]
    assert table(page) in response.content.decode()


def test_the_editor_leads_to_the_table(editor):
    page = interview()
    assert table(page) in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_the_table_costs_the_same_for_many_speakers(editor, django_assert_max_num_queries):
    people = [make_person() for _ in range(12)]
    page = interview(*people, addresses=tuple(f"p{number}@example.net" for number in range(12)))
    ask(page)
    editor.get(table(page))
    with django_assert_max_num_queries(60):
        editor.get(table(page))
