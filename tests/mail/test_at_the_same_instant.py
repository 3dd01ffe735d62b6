"""Two processes that deliver, two actions that write: each message leaves once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db import connection

from almacms.mail.delivery import deliver
from almacms.mail.models import Message
from almacms.workflow.notifications import notify
from tests.builders import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PROCESSES = 3


def at_once(action: Any) -> list[int]:
    """What each of several threads, started together, made of it."""
    barrier = Barrier(PROCESSES)

    def run(_number: int) -> int:
        try:
            barrier.wait(timeout=30)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(run, range(PROCESSES)))


def test_several_processes_deliver_each_message_once(mailbox: Any) -> None:
    for number in range(10):
        send_mail("Objet", "Texte", "redaction@alma.example", [f"{number}@alma.example"])

    delivered = at_once(deliver)

    assert sum(delivered) == 10
    assert len(mailbox.receiver.received) == 10
    assert set(Message.objects.values_list("tries", flat=True)) == {1}


def test_one_event_noticed_several_times_at_once_is_told_once(mailbox: Any) -> None:
    camille = make_user("camille")

    written = at_once(lambda: notify("opened:1", [camille], "workflow/mail/base.txt", {}))

    assert sum(written) == 1
    assert len(mailbox.to("camille@example.org")) == 1
