import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow

from almacms.workflow import roles
from tests.builders import make_article, make_user

pytestmark = pytest.mark.django_db


def submitted_article(author=None, **fields):
    article = make_article(publish=False, **fields)
    author = author or make_user(roles.WRITERS)
    article.save_revision(user=author)
    Workflow.objects.get(name=roles.REVIEW_WORKFLOW).start(article, author)
    return article


def act(client: Client, article, action, **data):
    """What the editor's buttons post."""
    task_state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, action, task_state.pk])
    return client.post(address, {"comment": "", "digest": task_state.current_digest, **data})


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS])
def test_nobody_publishes_by_themselves(group):
    permissions = make_article(publish=False).permissions_for_user(make_user(group=group))

    assert permissions.can_edit()
    assert not permissions.can_publish()


def test_the_whole_site_is_moderated():
    assert make_article(publish=False).get_workflow().name == roles.REVIEW_WORKFLOW


def test_a_reviewers_approval_publishes(client: Client):
    article = submitted_article()
    client.force_login(make_user(group=roles.REVIEWERS))

    act(client, article, "approve")

    article.refresh_from_db()
    assert article.live


def test_a_writer_cannot_approve(client: Client):
    article = submitted_article()
    client.force_login(make_user(group=roles.WRITERS))

    act(client, article, "approve")

    article.refresh_from_db()
    assert not article.live


def test_a_page_sent_back_stays_a_draft_and_says_why(client: Client, mailbox):
    author = make_user("auteur")
    article = submitted_article(author)
    client.force_login(make_user("relectrice", group=roles.REVIEWERS))

    act(client, article, "reject", comment="Il manque la date.")

    article.refresh_from_db()
    assert not article.live
    assert article.current_workflow_state.status == "needs_changes"
    assert "Il manque la date." in mailbox.to("auteur@example.org")[-1].get_content()


def test_reviewers_and_author_are_written_to_in_french(client: Client, mailbox):
    author = make_user("auteur")
    reviewer = make_user("relectrice", group=roles.REVIEWERS)
    article = submitted_article(author, title="Le jardin")
    client.force_login(reviewer)
    act(client, article, "approve")

    asked, told = mailbox.to("relectrice@example.org"), mailbox.to("auteur@example.org")

    assert [message["Subject"] for message in asked] == ["À relire\u00a0: «\u202fLe jardin\u202f»"]
    assert len(told) == 1
    assert "Le jardin" in told[0]["Subject"]
    assert "approuvé" in told[0].get_content()


def test_the_groups_are_made_again_without_harm():
    migration = importlib.import_module("almacms.workflow.migrations.0001_groups_and_moderation")
    before = GroupPagePermission.objects.count()

    migration.create_groups(apps, SimpleNamespace(connection=connection))

    assert GroupPagePermission.objects.count() == before
    assert set(Group.objects.values_list("name", flat=True)) == {roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS}
