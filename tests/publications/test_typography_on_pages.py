"""French typography where a text reaches the page by another way than a paragraph."""

import pytest
from django.test import Client
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from articles.models import ArticlePage
from home.models import SiteSettings
from tests.builders import make_article, make_site

pytestmark = pytest.mark.django_db

NOTE = "0f3b6c1e-0000-4000-8000-000000000001"


def test_notes_cells_and_footer_are_set_as_french(client: Client):
    make_site()
    SiteSettings.objects.create(site=Site.objects.get(), footer="<p>L'équipe !</p>")
    table = {
        "caption": "",
        "columns": [{"type": "text", "heading": "a"}, {"type": "number", "heading": "b"}],
        "rows": [{"values": ["<p>D'accord ?</p>", "42 % < 50"]}],
    }
    text = f'<p>Un mot<footnote id="{NOTE}">[note]</footnote>.</p>'
    article = make_article(publish=False, body=[("paragraph", text), ("table", table)])
    article.footnotes = [Footnote(uuid=NOTE, text="<p>C'est noté !</p>")]
    article.save_revision().publish()

    content = client.get(ArticlePage.objects.get(pk=article.pk).url).content.decode()

    assert "C’est noté\u202f!" in content
    assert "D’accord\u202f?" in content
    assert "42\u202f% &lt; 50" in content
    assert "L’équipe\u202f!" in content
