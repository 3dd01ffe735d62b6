"""Several pages submitted at once."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from tests.builders import make_article, make_interview, make_user

from .newsroom import reviewer, submitted_article

pytestmark = pytest.mark.django_db


def submit_all(client: Client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    client.force_login(make_user())
    shown = client.get(f"{address}?{query}").content.decode()
    client.post(f"{address}?{query}")
    return shown


def test_drafts_are_submitted_as_they_stand(client: Client):
    first, second = make_article(publish=False), make_article(publish=False)

    submit_all(client, first, second)

    assert first.workflow_in_progress and second.workflow_in_progress


def test_what_cannot_be_submitted_is_named_and_left_alone(client: Client):
    unanswered = make_interview(
        publish=False, title="Sans réponse", body=[("exchange", {"question": "Pourquoi ?", "replies": []})]
    )
    waiting, online = submitted_article(), make_article()

    shown = submit_all(client, unanswered, waiting, online)

    assert "Sans réponse" in shown
    assert not unanswered.workflow_in_progress
    assert waiting.workflow_states.count() == 1
    assert not online.workflow_in_progress


def test_a_page_that_was_sent_back_goes_on_where_it_was(client: Client):
    article = submitted_article()
    article.current_workflow_task_state.reject(user=reviewer(), comment="Il manque la date.")

    submit_all(client, article)

    assert article.workflow_states.count() == 1
    assert article.workflow_in_progress


def test_a_page_whose_workflow_nobody_reads_holds_up_no_other(client: Client):
    unread, read = make_article(publish=False), make_article(publish=False)
    WorkflowPage.objects.create(page=unread, workflow=Workflow.objects.create(name="Vide"))

    submit_all(client, unread, read)

    assert read.workflow_in_progress
    assert not unread.workflow_in_progress
