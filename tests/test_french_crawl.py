"""Wherever somebody of the newsroom can go by links, no English word meets them: full and empty, for every group."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from almacms.accounts.models import User
from almacms.workflow import roles
from tests import builders
from tests.test_french_interface import ENGLISH, LANGUAGELESS, VisibleText
from tests.workflow.newsroom import decide, reviewer, submitted_article

pytestmark = pytest.mark.django_db

EVERYWHERE = 40
"""A crawl that sees fewer screens than this has lost its way."""

NOT_SCREENS = re.compile(r"/(logout|lock|unlock|release|ping|bulk|jsi18n|set_focal|api)\b|export=|/images/\d+/preview")

MORE_ENGLISH = re.compile(
    r"\b(review|deadline|since|sent|back|expected|waits?|approvals?|late|withdraw|who|by|for|to|can|is|it|no|any|ago|name|"
    r"user|group|task|file|filter|more|less|next|open|help|link|links|which|where|when|what|was|were|has|have)\b",
    re.IGNORECASE,
)

# What is nobody's language: the first lines of the site's history were written before French was chosen.
WRITTEN_ONCE = {"Welcome to your new Wagtail site!"}


def something_everywhere() -> None:
    """A page in every state, and something in every library."""
    portrait = builders.make_image("Jardin")
    person = builders.make_person("Zoé Martin", portrait=portrait)
    topic = builders.make_topic("Coopération")
    article = builders.make_article(title="Le jardin", cover=portrait, authors=[person], topics=[topic])
    builders.make_interview(title="Une conversation", speakers=[person], related=[article])
    submitted_article(builders.make_user("ada"), title="En cours")
    returned = submitted_article(builders.make_user("ida"), title="Renvoi")
    decide(reviewer("rosa"), returned, "reject", comment="Il manque une date.")
    builders.make_content_page(title="À propos")


def somebody(group: str) -> User:
    if group:
        return builders.make_user("sasha", group=group)
    return User.objects.create_superuser("sasha", "sasha@example.org", builders.PASSWORD)


def screens(client: Client) -> Iterator[tuple[str, str]]:
    """Every screen that links lead to from the dashboard, one of each kind; addresses and what they say."""
    waiting, known = ["/admin/"], set()
    while waiting:
        address = urlsplit(waiting.pop(0)).path
        kind = re.sub(r"\d+", "0", address)
        if kind in known or NOT_SCREENS.search(address) or not address.startswith("/admin/"):
            continue
        known.add(kind)
        response = client.get(address)
        if response.status_code == 302:
            waiting.append(response["Location"])
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        waiting += [str(link["href"]) for link in BeautifulSoup(html, "html.parser").select("a[href]")]
        # The menus are drawn by a script, from data.
        waiting += re.findall(r'"url": ?"(/admin/[^"]*)"', html)
        yield address, html


def english_on_the_way(client: Client) -> dict[str, str]:
    """English sentences, each with the first address where it stands."""
    found: dict[str, str] = {}
    count = 0
    for address, html in screens(client):
        count += 1
        parser = VisibleText()
        parser.feed(html)
        buttons = BeautifulSoup(html, "html.parser").select("input[type=submit][value]")
        for sentence in {*parser.said, *(str(button["value"]) for button in buttons)} - WRITTEN_ONCE:
            words = LANGUAGELESS.sub("", sentence)
            if ENGLISH.search(words) or MORE_ENGLISH.search(words):
                found.setdefault(sentence, address)
    assert count > EVERYWHERE
    return found


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS, ""])
def test_no_screen_speaks_english(client: Client, group: str) -> None:
    builders.make_site()
    something_everywhere()
    client.force_login(somebody(group))

    assert english_on_the_way(client) == {}


def test_no_empty_screen_speaks_english(client: Client) -> None:
    builders.make_site()
    client.force_login(somebody(""))

    assert english_on_the_way(client) == {}
