"""Blocks that code wrote, and no form checked: the page is drawn all the same."""

import pytest
from django.test import Client

from tests.builders import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("level", ["", None, "7", "deux"])
def test_a_heading_without_a_known_level_is_a_section(client: Client, level):
    article = make_article(body=[("heading", {"text": "Décider", "level": level})])

    assert [(entry.text, entry.level) for entry in article.table_of_contents] == [("Décider", 2)]
    assert '<h2 class="heading"' in client.get(article.url).content.decode()


@pytest.mark.parametrize("kind", ["", None, "disparu"])
def test_a_callout_of_an_unknown_kind_is_a_note(kind):
    article = make_article(body=[("callout", {"kind": kind, "title": "", "text": "<p>Attention.</p>"})])
    known = make_article(body=[("callout", {"kind": "note", "title": "", "text": "<p>Attention.</p>"})])

    assert article.body[0].value.get_kind_display() == known.body[0].value.get_kind_display()


@pytest.mark.parametrize("url", ["https://[", "", None])
def test_an_embed_whose_address_cannot_be_read_is_a_link_to_another_site(client: Client, url):
    article = make_article(body=[("embed", {"url": url, "title": "Visite", "caption": "", "thumbnail": None})])

    assert article.body[0].value.provider
    assert article.body[0].value.embed_url == ""
    assert client.get(article.url).status_code == 200
