"""The outbox: nothing is lost while the mail server is down, nothing is kept once it has taken the message."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from almacms.mail import delivery
from almacms.mail.delivery import DELAYS, KEPT_FOR, LEASE, deliver, give_up, is_final, next_try, retry, words
from almacms.mail.models import Message
from tests.builders import make_article, make_user
from tests.workflow.newsroom import submit

pytestmark = pytest.mark.django_db

SENDER, READER = "redaction@alma.example", "relecture@alma.example"
State = Message.State


def write(to: str = READER, subject: str = "À relire", body: str = "Été") -> None:
    send_mail(subject, body, SENDER, [to])


def make_due() -> None:
    """Let the delay of what waits pass."""
    Message.objects.filter(state=State.WAITING).update(next_try_at=timezone.now())


class Refusing:
    """A mail server that answers something else than 250; what `answers` holds, one for each message."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def __call__(self, monkeypatch: Any, mailbox: Any) -> None:
        receive = mailbox.receiver.handle_DATA

        async def answer(server: Any, session: Any, envelope: Any) -> str:
            return self.answers.pop(0) if self.answers else await receive(server, session, envelope)

        monkeypatch.setattr(mailbox.receiver, "handle_DATA", answer)


class TestStoring:
    def test_a_message_is_stored_and_leaves_at_the_next_round(self, mailbox: Any) -> None:
        write()
        assert mailbox.receiver.received == []

        assert deliver() == 1

        (message,) = mailbox.receiver.received
        assert (message["Subject"], message.get_content().strip()) == ("À relire", "Été")
        assert deliver() == 0

    def test_what_an_undone_action_wrote_never_leaves(self, mailbox: Any) -> None:
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
        assert not Message.objects.exists()

    def test_each_recipient_is_a_message_of_their_own_and_hidden_copies_stay_hidden(self, mailbox: Any) -> None:
        EmailMessage("Objet", "Texte", SENDER, [READER], cc=["cc@alma.example"], bcc=["bcc@alma.example"]).send()

        assert deliver() == 3
        assert sorted(message["X-Envelope-To"] for message in mailbox.messages) == [
            "bcc@alma.example",
            "cc@alma.example",
            READER,
        ]
        assert all("bcc@alma.example" not in str(message["To"]) + str(message["Cc"]) for message in mailbox.messages)

    def test_everything_of_a_message_arrives(self, mailbox: Any) -> None:
        message = EmailMultiAlternatives(
            "Objet", "Une ligne de {{ texte }} {% brut %}\nÉté\n", "Alma <redaction@alma.example>", [READER],
            headers={"Auto-Submitted": "auto-generated"}, reply_to=["reponse@alma.example"],
        )  # fmt: skip
        message.attach_alternative("<p>Été</p>", "text/html")
        message.attach("notes.txt", "pièce jointe", "text/plain")
        message.send()

        (received,) = mailbox.messages
        assert received["Auto-Submitted"] == "auto-generated"
        assert received["Reply-To"] == "reponse@alma.example"
        assert received["From"] == "Alma <redaction@alma.example>"
        assert received.get_body(("plain",)).get_content().splitlines() == [
            "Une ligne de {{ texte }} {% brut %}",
            "Été",
        ]
        assert received.get_body(("html",)).get_content().strip() == "<p>Été</p>"
        assert [part.get_filename() for part in received.iter_attachments()] == ["notes.txt"]

    def test_names_with_accents_are_kept_beside_the_addresses(self, mailbox: Any) -> None:
        EmailMessage("Objet", "Texte", "Coopérative <redaction@alma.example>", ["Élie <elie@alma.example>"]).send()
        (message,) = mailbox.to("elie@alma.example")
        assert (message["From"], message["To"]) == (
            "Coopérative <redaction@alma.example>",
            "Élie <elie@alma.example>",
        )
        assert message["X-Envelope-To"] == "elie@alma.example"

    def test_nobody_to_write_to_is_nothing_to_store(self, mailbox: Any) -> None:
        assert EmailMessage("Objet", "Texte", SENDER, []).send() == 0
        assert not Message.objects.exists()


class TestServerDown:
    def test_the_action_succeeds_and_the_message_arrives_once_when_the_server_is_back(
        self, mailbox: Any, server_back: Any, server_down: None
    ) -> None:
        page = make_article(publish=False)
        make_user("camille", group="Relecture")

        submit(page, make_user("auteur"))
        deliver()

        assert page.current_workflow_state.status == "in_progress"
        (message,) = Message.objects.all()
        assert (message.state, message.tries) == (State.WAITING, 1)
        assert "refused" in message.failure
        server_back()
        assert deliver() == 0, "it waits for its delay"
        make_due()
        assert deliver() == 1
        assert deliver() == 0
        assert len(mailbox.to("camille@example.org")) == 1

    def test_tries_are_further_and_further_apart_then_it_is_stuck(self, server_down: None) -> None:
        write()
        waited = []
        for _ in DELAYS:
            before = timezone.now()
            deliver()
            next_try_at = Message.objects.get().next_try_at
            assert next_try_at
            waited.append(next_try_at - before)
            make_due()
        assert all(delay <= wait < delay + timedelta(minutes=1) for delay, wait in zip(DELAYS, waited, strict=True))
        assert list(DELAYS) == sorted(set(DELAYS))

        deliver()

        message = Message.objects.get()
        assert (message.state, message.tries, message.next_try_at) == (State.STUCK, len(DELAYS) + 1, None)
        assert message.content
        assert list(Message.objects.in_trouble()) == [message]

    def test_a_server_that_does_not_answer_is_asked_once_a_round(self, server_down: None, monkeypatch: Any) -> None:
        opened = []
        connect = smtplib.SMTP.connect

        def counted(*args: Any, **kwargs: Any) -> Any:
            opened.append(args)
            return connect(*args, **kwargs)

        monkeypatch.setattr(smtplib.SMTP, "connect", counted)
        for number in range(5):
            write(f"{number}@alma.example")
        deliver()
        assert len(opened) == 1
        assert set(Message.objects.values_list("tries", flat=True)) == {1}


class TestRefusals:
    def test_what_is_refused_for_good_is_stuck_at_once_and_holds_up_nothing(
        self, mailbox: Any, monkeypatch: Any
    ) -> None:
        Refusing("550 5.1.1 Mailbox unknown")(monkeypatch, mailbox)
        write("personne@alma.example")
        write()

        assert deliver() == 1

        stuck = Message.objects.get(state=State.STUCK)
        assert stuck.recipient == "personne@alma.example"
        assert stuck.failure.startswith("550 5.1.1")

    def test_what_is_put_off_is_tried_again(self, mailbox: Any, monkeypatch: Any) -> None:
        Refusing("451 4.7.1 Greylisted, try again later")(monkeypatch, mailbox)
        write()
        assert deliver() == 0
        assert Message.objects.get().failure == "451 4.7.1 Greylisted, try again later"
        make_due()
        assert deliver() == 1

    @pytest.mark.parametrize(
        ("error", "final", "said"),
        [
            (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), True, "550 no such user"),
            (smtplib.SMTPRecipientsRefused({"a": (450, b"mailbox busy")}), False, "450 mailbox busy"),
            (smtplib.SMTPDataError(554, b"spam"), True, "554 spam"),
            (smtplib.SMTPAuthenticationError(535, b"bad password"), False, "535 bad password"),
            (smtplib.SMTPServerDisconnected("closed"), False, "closed"),
            (TimeoutError(), False, "TimeoutError"),
        ],
    )
    def test_final_or_not_and_in_the_servers_words(self, error: Exception, final: bool, said: str) -> None:
        assert (is_final(error), words(error)) == (final, said)

    def test_after_the_last_delay_there_is_no_other(self) -> None:
        moment = timezone.now()
        assert next_try(1, moment) == moment + DELAYS[0]
        assert next_try(len(DELAYS), moment) == moment + DELAYS[-1]
        assert next_try(len(DELAYS) + 1, moment) is None


class TestOneTryAtATime:
    def test_a_message_that_another_process_is_sending_is_left_to_it(self, mailbox: Any) -> None:
        write()
        assert delivery.claim(Message.objects.get())
        assert deliver() == 0
        Message.objects.update(next_try_at=timezone.now() - LEASE)
        assert deliver() == 1

    def test_nor_is_it_tried_again_on_request(self, mailbox: Any) -> None:
        write()
        message = Message.objects.get()
        assert delivery.claim(message)
        assert not retry(message=message)
        assert deliver() == 0

    def test_a_message_that_kills_its_process_every_time_is_stuck_in_the_end(self, mailbox: Any) -> None:
        write()
        for _ in range(len(DELAYS) + 1):
            assert delivery.claim(Message.objects.get())
            make_due()
        assert deliver() == 0
        assert Message.objects.get().state == State.STUCK

    def test_a_long_round_leaves_the_rest_to_the_next(self, mailbox: Any, monkeypatch: Any) -> None:
        write("un@alma.example")
        write("deux@alma.example")
        monkeypatch.setattr(delivery, "PATIENCE", timedelta(0))
        assert deliver() == 0
        monkeypatch.undo()
        assert deliver() == 2


class TestNothingIsKept:
    def test_what_a_delivered_message_said_is_erased_at_once(self, mailbox: Any) -> None:
        write(body="https://alma.example/accord/secret-du-lien/")
        deliver()
        message = Message.objects.get()
        assert (message.state, message.content) == (State.DELIVERED, None)

    def test_a_link_to_a_new_password_is_not_kept_either(self, mailbox: Any) -> None:
        make_user("camille")
        Client().post(reverse("wagtailadmin_password_reset"), {"email": "camille@example.org"})

        (message,) = mailbox.to("camille@example.org")
        (link,) = [line for line in message.get_content().splitlines() if line.startswith("http")]
        assert Client().get(link, follow=True).status_code == 200
        token = link.rstrip("/").rsplit("/", 1)[1]
        assert not any(token.encode() in bytes(one.content or b"") for one in Message.objects.all())
        assert Message.objects.get().content is None

    def test_the_database_refuses_a_delivered_message_that_still_says_something(self, mailbox: Any) -> None:
        write()
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.update(state=State.DELIVERED, next_try_at=None)

    def test_old_messages_are_forgotten(self, mailbox: Any) -> None:
        write("ancien@alma.example")
        deliver()
        Message.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
        write()
        deliver()
        assert [message.recipient for message in Message.objects.all()] == [READER]

    def test_giving_up_erases_and_sends_to_nobody(self, mailbox: Any) -> None:
        write()
        message = Message.objects.get()
        assert give_up(message=message)
        assert deliver() == 0
        assert Message.objects.get().content is None
        assert not retry(message=message)
        assert not give_up(message=message)


def test_a_password_can_be_asked_for_while_the_mail_server_is_down(server_down: None) -> None:
    make_user("camille")
    form = PasswordResetForm({"email": "camille@example.org"})
    assert form.is_valid()
    form.save(domain_override="alma.example", email_template_name="wagtailadmin/account/password_reset/email.txt")
    assert Message.objects.get().state == State.WAITING
