"""Under whose name the newsroom reads what speakers want corrected."""

import importlib

import pytest
from django.apps import apps
from wagtail.models import Comment

from almacms.accounts.models import User
from almacms.workflow.outsiders import service_account
from interviews.agreement.names import SPEAKERS
from tests.builders import make_user
from tests.interviews.agreement.asking import ANNA, BRUNO, answer, ask, fresh, interview

pytestmark = pytest.mark.django_db


def test_an_ordinary_account_of_that_name_signs_nothing():
    ordinary = make_user("personne-interviewee")
    page = interview()
    ask(page)
    answer(page, ANNA, remarks={0: "Non."})
    comment = Comment.objects.get()
    assert comment.user == service_account(SPEAKERS) != ordinary


def test_a_remark_survives_what_was_being_saved_meanwhile():
    page = interview()
    ask(page)
    read_before = fresh(page).get_latest_revision_as_object()
    assert list(read_before.wagtail_admin_comments.all()) == []
    answer(page, BRUNO, remarks={0: "Non."})
    read_before.save_revision(user=make_user())
    assert Comment.objects.get().text.endswith("Non.")


@pytest.mark.parametrize(("signs_in", "expected"), [(False, "service:personne-interviewee"), (True, None)])
def test_the_former_account_is_renamed_unless_it_is_somebodys(signs_in, expected):
    account = User.objects.create_user("personne-interviewee", is_active=signs_in)
    migration = importlib.import_module("interviews.migrations.0008_service_account")
    migration.rename(apps, None)
    account.refresh_from_db()
    assert account.username == (expected or "personne-interviewee")
    assert (service_account(SPEAKERS) == account) is not signs_in
