"""Whoever shared a draft hears of what was said about it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from almacms.sharing.models import SharedDraft
from tests.builders import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_whoever_made_the_link_is_written_to_once(client: Client, mailbox):
    maker = make_user("redaction")
    link = SharedDraft(
        page=make_article(publish=False, title="Le four"),
        created_by=maker,
        recipient="Zoé, du four",
        comments_allowed=True,
        expires_at=timezone.now() + timedelta(days=1),
    )
    secret = link.new_secret()
    link.save()

    client.post(f"/brouillon/{secret}/", {"name": "Zoé", "passage": "", "text": "Il manque la date."})

    (message,) = mailbox.to(maker.email)
    assert "Le four" in message["Subject"]
    assert "Il manque la date." in message.get_content()
