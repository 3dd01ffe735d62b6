"""Identifiers: each stands once on a page, whatever the headings say."""

import re
from collections import Counter

import pytest
from django.test import Client
from wagtail_footnotes.models import Footnote

from articles.models import ArticlePage
from tests.builders import make_article, make_content_page, make_interview, make_person, make_topic

pytestmark = pytest.mark.django_db

NOTE = "0f3b6c1e-0000-4000-8000-000000000001"
SAID = ["Notes", "Thématiques", "Contenu", "Sommaire", "À lire aussi", "Note 1", "Voice 1", "Même titre", "Même titre"]


def headings() -> list:
    return [("heading", {"text": text, "level": "2"}) for text in SAID]


def ids_of(client: Client, address: str) -> Counter[str]:
    return Counter(re.findall(r'\sid="([^"]+)"', client.get(address).content.decode()))


def test_no_heading_of_an_article_takes_an_identifier_of_the_page(client: Client):
    text = f'<p>Un mot<footnote id="{NOTE}">[note]</footnote>.</p>'
    article = make_article(
        publish=False, body=[("paragraph", text), *headings()], topics=[make_topic()], related=[make_article()]
    )
    article.footnotes = [Footnote(uuid=NOTE, text="<p>Une note.</p>")]
    article.save_revision().publish()

    ids = ids_of(client, ArticlePage.objects.get(pk=article.pk).url)

    assert {"contenu", "notes", "note-1", "thematiques", "sommaire", "a-lire-aussi"} <= ids.keys()
    assert {"section-notes", "section-contenu", "meme-titre", "meme-titre-2"} <= ids.keys()
    assert set(ids.values()) == {1}


def test_no_heading_of_an_interview_takes_an_identifier_of_the_page(client: Client):
    people = [make_person("Inès Robin"), make_person("Noé")]
    turns = [("turn", {"speaker": person.pk, "text": "<p>Oui.</p>"}) for person in people]
    voice = ("heading", {"text": "Voix Inès Robin", "level": "2"})
    body = [*headings(), voice, ("exchange", {"question": "Et alors ?", "replies": turns})]

    ids = ids_of(client, make_interview(speakers=people, body=body, topics=[make_topic()]).url)

    assert {"voice-1", "voix-ines-robin", "section-voix-ines-robin", "meme-titre-2"} <= ids.keys()
    assert set(ids.values()) == {1}


def test_no_heading_of_a_plain_page_takes_an_identifier_of_the_page(client: Client):
    assert set(ids_of(client, make_content_page(body=headings()).url).values()) == {1}
