"""Mail leaves by SMTP, as the settings say."""

from typing import Any

from django.core.mail import send_mail


def test_a_message_arrives_with_its_accents(mailbox: Any) -> None:
    send_mail("À relire", "Été", "redaction@alma.example", ["relecture@alma.example"])
    (message,) = mailbox.to("relecture@alma.example")
    assert (message["Subject"], message.get_content().strip()) == ("À relire", "Été")
    assert mailbox.to("redaction@alma.example") == []
