"""The e-mails that are Wagtail's own: in French, as text, with what was said as it was said."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.admin.mail import send_notification
from wagtail.models import Comment

from tests.builders import make_article, make_user

pytestmark = pytest.mark.django_db


def test_comments_are_told_with_their_words_and_the_way_to_the_page(mailbox: Any) -> None:
    page = make_article(publish=False, title="L'air & l'eau")
    editor, camille = make_user("dominique"), make_user("camille")
    new = Comment(page=page, user=editor, text="C'est <vraiment> ça & tout", contentpath="lead")
    old = Comment(page=page, user=camille, text="Une question", contentpath="title")
    replies = [{"comment": old, "replies": [new]}]

    send_notification(
        [camille],
        "updated_comments",
        {"page": page, "editor": editor, "new_comments": [new], "resolved_comments": [], "deleted_comments": [],
         "replied_comments": replies},
    )  # fmt: skip

    (message,) = mailbox.to("camille@example.org")
    text = message.get_content()
    assert "L'air & l'eau" in message["Subject"]
    assert text.count("C'est <vraiment> ça & tout") == 2
    assert "Une question" in text
    assert f"/admin/pages/{page.pk}/edit/" in text
    assert text.startswith("Bonjour camille,")
    assert message.get_content_type() == "text/plain"


def test_a_new_password_is_chosen_by_following_the_link(mailbox: Any) -> None:
    camille = make_user("camille")
    client = Client()
    client.post(reverse("wagtailadmin_password_reset"), {"email": "camille@example.org"})
    (message,) = mailbox.to("camille@example.org")
    (link,) = [line for line in message.get_content().splitlines() if line.startswith("http")]

    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"new_password1": "un-nouveau-mot-de-passe", "new_password2": "un-nouveau-mot-de-passe"})

    camille.refresh_from_db()
    assert camille.check_password("un-nouveau-mot-de-passe")
    assert "trois jours" in message.get_content()
    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600
