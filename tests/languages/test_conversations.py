"""A publication in English has its conversation in English, and its letters."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from almacms.conversation import services
from almacms.conversation.models import Comment, Follower
from home.models import HomePage
from tests.builders import make_user
from tests.conversation.talk import comment, send
from tests.languages.bilingual import Committing, page_at, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(homes: tuple[HomePage, HomePage], committing: Committing) -> tuple[Any, Any]:
    with committing():
        return pair()


def test_each_language_has_its_own_conversation_at_its_own_address(texts: tuple[Any, Any]) -> None:
    french, english = texts
    comment(french, "Bien dit : oui !")
    comment(english, 'Well said: "yes"!')
    page = page_at(f"{english.url}conversation/")
    assert english.url.startswith("/en/")
    assert "1 comment" in page
    assert "Write a comment" in page
    assert "Well said: &quot;yes&quot;!" in page
    assert "Bien dit" not in page
    # French is set as French is.
    assert "Bien dit\N{NO-BREAK SPACE}: oui\N{NARROW NO-BREAK SPACE}!" in page_at(f"{french.url}conversation/")


def test_what_is_sent_in_english_is_answered_in_english(texts: tuple[Any, Any]) -> None:
    _, english = texts
    response = send(Client(), english, email="")
    assert "Your address is needed" in response.content.decode()
    taken = send(Client(), english)
    assert taken["Location"].startswith("/en/")
    assert "Thank you." in Client().get(taken["Location"]).content.decode()


def test_letters_are_in_the_language_of_what_is_followed(texts: tuple[Any, Any], mailbox: Any) -> None:
    _, english = texts
    thread = services.thread_of(english)
    Follower.objects.create(thread=thread, email="anna@example.net", confirmed_at=timezone.now())
    said = comment(english, "A question", status="pending")
    with translation.override("fr"):
        services.moderate(comments=[said], status=Comment.Status.APPROVED, user=make_user("relecture"))
    (letter,) = mailbox.to("anna@example.net")
    assert "has commented on" in letter["Subject"]
    leave = re.search(r"https?://[^/]+(/\S+)", letter["List-Unsubscribe"].strip("<>"))
    assert leave is not None
    assert leave[1].startswith("/en/conversation/")
    assert "Write to me no more" in page_at(leave[1])


def test_a_language_that_is_closed_has_no_conversation(
    texts: tuple[Any, Any],
    committing: Committing,
) -> None:
    _, english = texts
    with committing():
        HomePage.objects.get(locale__language_code="en").unpublish()
    page_at(f"{english.url}conversation/", 404)
