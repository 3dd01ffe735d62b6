"""What tests say to each other."""

from datetime import timedelta
from typing import Any
from unittest import mock

from django.test import Client
from django.utils import timezone

from almacms.conversation import forms
from almacms.conversation.models import Comment
from almacms.conversation.services import post_comment, thread_of

SAID = {"name": "Camille", "email": "camille@example.org", "text": "Merci pour ce texte."}


def old_stamp(**ago: int) -> str:
    """The stamp of a form that was opened some time ago."""
    with mock.patch.object(forms.timezone, "now", return_value=timezone.now() - timedelta(**ago)):
        return forms.stamp()


def send(client: Client, page: Any, *, answering: Comment | None = None, **fields: str) -> Any:
    """Send the form of a publication's conversation, a minute after it was opened."""
    query = f"?reponse={answering.pk}" if answering else ""
    data = {**SAID, "website": "", "stamp": old_stamp(minutes=1), **fields}
    return client.post(f"{page.url}conversation/ecrire/{query}", data)


def comment(page: Any, text: str = "Bien dit.", *, status: str = "approved", **fields: Any) -> Comment:
    """A comment as it stands in the database."""
    fields = {"name": "Camille", "email": "camille@example.org", **fields}
    return Comment.objects.create(thread=thread_of(page), text=text, status=status, **fields)


def post(page: Any, **fields: Any) -> Comment:
    return post_comment(publication=page, **{**SAID, **fields})
