"""Writing to people: once each about each event, only if they want it, and never at the expense of the action."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from almacms.workflow import roles
from almacms.workflow.notices import Notice
from almacms.workflow.notifications import notify
from tests.builders import make_article, make_user

pytestmark = pytest.mark.django_db

TEMPLATE = "workflow/mail/base.txt"


def test_each_person_is_written_to_once_about_each_event(mailbox: Any) -> None:
    camille, dominique = make_user("camille"), make_user("dominique")

    counts = [
        notify("opened:1", [camille, camille], TEMPLATE, {}),
        notify("opened:1", [camille, dominique], TEMPLATE, {}),
        notify("opened:2", [camille], TEMPLATE, {}),
    ]

    assert counts == [1, 1, 1]
    assert len(mailbox.to("camille@example.org")) == 2
    assert len(mailbox.to("dominique@example.org")) == 1


def test_those_who_cannot_or_do_not_want_to_be_written_to_are_left_out(mailbox: Any) -> None:
    gone = make_user("partie", is_active=False)
    nowhere = make_user("sans-adresse", email="")
    unwilling = make_user("tranquille")
    UserProfile.objects.create(user=unwilling, rejected_notifications=False)

    assert notify("sent_back:1", [gone, nowhere, unwilling], TEMPLATE, {}) == 0
    assert notify("to_review:1", [unwilling], TEMPLATE, {}) == 1
    assert notify("other:1", [unwilling], TEMPLATE, {}, preference="rejected") == 0
    assert len(mailbox.messages) == 1


def test_the_text_says_where_the_page_is_and_that_no_machine_should_answer(mailbox: Any) -> None:
    page = make_article(title="Semer & récolter", publish=False)

    notify("opened:1", [make_user("camille")], "workflow/mail/to_review.txt", {"page": page})

    (message,) = mailbox.messages
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert "Semer & récolter" in message["Subject"]
    assert f"/admin/pages/{page.pk}/edit/" in message.get_content()


def test_an_action_that_is_undone_has_written_to_nobody(mailbox: Any) -> None:
    camille = make_user("camille")

    with transaction.atomic():
        notify("opened:1", [camille], TEMPLATE, {})
        transaction.set_rollback(True)

    assert mailbox.messages == []
    assert notify("opened:1", [camille], TEMPLATE, {}) == 1


def test_a_text_that_cannot_be_written_fails_neither_the_action_nor_a_later_attempt(mailbox: Any, caplog: Any) -> None:
    camille = make_user("camille")

    assert notify("opened:1", [camille], "workflow/mail/no_such_text.txt", {}) == 0

    assert "opened:1" in caplog.text
    assert not Notice.objects.exists()
    assert notify("opened:1", [camille], TEMPLATE, {}) == 1


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS])
def test_everybody_chooses_in_their_account_what_they_want(group: str) -> None:
    """Whoever may be asked to review must be able to say no, which Wagtail offers to publishers only."""
    client, person = Client(), make_user(group=group)
    client.force_login(person)
    address = reverse("wagtailadmin_account")
    names = [
        f"notifications-{kind}_notifications" for kind in ("submitted", "approved", "rejected", "updated_comments")
    ]

    page = client.get(address)
    (form,) = [
        panel.get_form() for panels in page.context["panels_by_tab"].values() for panel in panels
        if panel.name == "notifications"
    ]  # fmt: skip
    assert [form.add_prefix(name) for name in form.fields] == names

    form = form.__class__(dict.fromkeys(names[1:], "on"), instance=form.instance, prefix="notifications")
    assert form.is_valid()
    form.save()
    assert notify("to_review:1", [person], TEMPLATE, {}) == 0
    assert notify("approved:1", [person], TEMPLATE, {}) == 1
