"""Code and words in English: what an author marks so that it is said, and left, as it is."""

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from almacms.publications.blocks.text import TEXT_FEATURES
from tests.builders import make_article

TEXT = """<p>Du <span lang="en">What's up ?</span> et <code>x ? 'y' : "z"</code> ?</p>"""


def test_the_editor_keeps_them() -> None:
    converter = ContentstateConverter(features=TEXT_FEATURES)
    source = '<p data-block-key="a1b2c">Du <span lang="en">pair programming</span>, <code>x ?</code></p>'
    assert converter.to_database_format(converter.from_database_format(source)) == source


@pytest.mark.django_db
def test_pages_and_what_leaves_the_site_leave_them_as_they_are(client: Client) -> None:
    article = make_article(body=[("paragraph", TEXT)])
    shown = """Du <span lang="en">What's up ?</span> et <code>x ? 'y' : "z"</code>\u202f?"""
    assert shown in client.get(article.url).content.decode()
    assert "What's up ? et `x ? 'y' : \"z\"`\u202f?" in client.get(f"{article.url}index.md").content.decode()
