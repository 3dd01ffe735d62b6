"""The report on mail: administrators see what does not leave, why, and what they can do; nobody else does."""

import re
from typing import Any

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from almacms.mail.models import TRIES_BEFORE_WORRY, Message
from almacms.workflow import roles
from tests.builders import make_user

pytestmark = pytest.mark.django_db

State = Message.State


@pytest.fixture(autouse=True)
def outbox(mailbox: Any) -> None:
    """Messages are stored."""


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user("admin", group=roles.ADMINISTRATORS))
    return client


def stuck(to: str = "camille@example.org", failure: str = "550 5.1.1 No such user") -> Message:
    send_mail("À relire", "Un secret", "redaction@alma.example", [to])
    Message.objects.filter(recipient=to).update(state=State.STUCK, next_try_at=None, tries=8, failure=failure)
    return Message.objects.get(recipient=to)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_what_does_not_leave_is_listed_with_the_servers_words_and_without_what_it_says(admin: Client) -> None:
    stuck()
    text = text_of(admin.get(reverse("mail_outbox")))
    for expected in ("camille@example.org", "À relire", "550 5.1.1 No such user", " 8 "):
        assert expected in text
    assert "Un secret" not in text


def test_an_empty_report_says_so_and_offers_nothing(admin: Client) -> None:
    response = admin.get(reverse("mail_outbox"))
    assert response.status_code == 200
    assert reverse("mail_retry_all") not in response.content.decode()


def test_the_words_are_introduced_by_what_they_mean() -> None:
    reasons = {
        stuck(f"{n}@example.org", failure).reason for n, failure in enumerate(["550 no", "451 later", "timed out"])
    }
    assert len(reasons) == 3
    assert all(reasons)
    assert Message(failure="").reason == ""


def test_a_stuck_message_is_tried_again_on_request(admin: Client, mailbox: Any) -> None:
    message = stuck()
    admin.post(reverse("mail_retry", args=[message.pk]))
    assert len(mailbox.to("camille@example.org")) == 1


def test_everything_is_tried_again_once_the_server_is_back(admin: Client, mailbox: Any) -> None:
    stuck("un@example.org")
    stuck("deux@example.org")
    admin.post(reverse("mail_retry_all"))
    assert len(mailbox.messages) == 2


def test_giving_up_asks_first_then_erases(admin: Client, mailbox: Any) -> None:
    message = stuck()
    address = reverse("mail_give_up", args=[message.pk])

    assert admin.get(address).status_code == 200
    assert Message.objects.get().state == State.STUCK
    admin.post(address)

    message.refresh_from_db()
    assert (message.state, message.content) == (State.ABANDONED, None)
    assert mailbox.messages == []
    assert admin.get(address).status_code == 404


def test_retrying_what_has_left_meanwhile_changes_nothing(admin: Client, mailbox: Any) -> None:
    message = stuck()
    Message.objects.update(state=State.DELIVERED, content=None)
    admin.post(reverse("mail_retry", args=[message.pk]))
    assert mailbox.messages == []


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS])
def test_nobody_else_sees_it_or_touches_it(group: str, mailbox: Any) -> None:
    message = stuck()
    client = Client()
    client.force_login(make_user(group=group))
    for name, arguments in (("mail_outbox", []), ("mail_give_up", [message.pk])):
        assert "camille@example.org" not in client.get(reverse(name, args=arguments), follow=True).content.decode()
    for name, arguments in (("mail_retry", [message.pk]), ("mail_retry_all", []), ("mail_give_up", [message.pk])):
        client.post(reverse(name, args=arguments))
    assert Message.objects.get().state == State.STUCK
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("mail_outbox") not in dashboard


def test_reading_the_addresses_that_act_changes_nothing(admin: Client) -> None:
    message = stuck()
    assert admin.get(reverse("mail_retry", args=[message.pk])).status_code == 405
    assert admin.get(reverse("mail_retry_all")).status_code == 405
    assert Message.objects.get().state == State.STUCK


@pytest.mark.parametrize(
    ("state", "tries", "is_told"),
    [(State.STUCK, 8, True), (State.WAITING, TRIES_BEFORE_WORRY, True), (State.WAITING, 1, False)],
)
def test_the_dashboard_tells_administrators_when_mail_does_not_leave(
    admin: Client, state: str, tries: int, is_told: bool
) -> None:
    message = stuck()
    next_try = timezone.now() if state == State.WAITING else None
    Message.objects.filter(pk=message.pk).update(state=state, tries=tries, next_try_at=next_try)
    panels = admin.get(reverse("wagtailadmin_home")).context["panels"]
    (panel,) = [one for one in panels if one.name == "mail_trouble"]
    html = panel.render_html({"request": admin.get(reverse("wagtailadmin_home")).wsgi_request})
    assert (reverse("mail_outbox") in html) is is_told


def test_the_list_takes_as_many_queries_however_long(admin: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        stuck(f"{number}@example.org")
    admin.get(reverse("mail_outbox"))
    with django_assert_max_num_queries(12):
        admin.get(reverse("mail_outbox"))
