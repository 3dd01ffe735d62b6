import re
from threading import Thread

import pytest
from django.test import Client
from wagtail_footnotes.models import Footnote

from articles.models import ArticlePage
from tests.builders import make_article

pytestmark = pytest.mark.django_db

FIRST, SECOND = "0f3b6c1e-0000-4000-8000-000000000001", "0f3b6c1e-0000-4000-8000-000000000002"


def reference(uuid):
    return f'<footnote id="{uuid}">[note]</footnote>'


def make_annotated_article() -> ArticlePage:
    """Two notes, written in another order than they are referred to, the second one twice."""
    text = f"<p>Un mot{reference(SECOND)}, un autre{reference(FIRST)}, encore{reference(SECOND)}.</p>"
    article = make_article(publish=False, body=[("paragraph", text)])
    article.footnotes = [
        Footnote(uuid=FIRST, text="<p>Première écrite.</p>"),
        Footnote(uuid=SECOND, text="<p>Seconde <b>écrite</b>.</p>"),
    ]
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def test_notes_are_numbered_as_they_are_met_and_lead_both_ways(client: Client):
    content = client.get(make_annotated_article().url).content.decode()

    anchors = set(re.findall(r'id="([^"]+)"', content))
    links = set(re.findall(r'href="#([^"]+)"', content))
    notes = {"note-1", "note-2", "renvoi-1-1", "renvoi-1-2", "renvoi-2-1"}
    assert notes <= anchors
    assert notes <= links
    assert content.index("Seconde <b>écrite</b>") < content.index("Première écrite")


def test_pages_that_threads_draw_at_the_same_time_keep_their_own_notes(client: Client, monkeypatch: pytest.MonkeyPatch):
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks["paragraph"]
    attach = block.attach_footnote_to_page

    def another_page_begins(*args):
        other = Thread(target=setattr, args=(block, "all_footnotes", {}))
        other.start()
        other.join()
        return attach(*args)

    monkeypatch.setattr(block, "attach_footnote_to_page", another_page_begins)
    content = client.get(make_annotated_article().url).content.decode()

    assert 'href="#note-2"' in content


def test_a_reference_to_a_note_that_is_gone_leaves_nothing(client: Client):
    article = make_article(body=[("paragraph", f"<p>Un mot{reference(FIRST)} sans note.</p>")])

    content = client.get(article.url).content.decode()

    assert "Un mot sans note." in content
    assert "footnote" not in content


def test_headings_have_an_address_each_even_when_they_say_the_same(client: Client):
    heading = {"text": "Décider à l’œil", "level": "2"}
    article = make_article(body=[("heading", heading), ("heading", {**heading, "level": "3"})])

    content = client.get(article.url).content.decode()

    assert 'id="decider-a-l-oeil"' in content
    assert 'id="decider-a-l-oeil-2"' in content


def test_every_block_of_an_article_is_drawn(client: Client):
    body = [
        ("heading", {"text": "Un intertitre", "level": "2"}),
        ("quotation", {"text": "<p>Une citation</p>", "source": "Livret des vingt-cinq ans", "source_url": ""}),
        ("callout", {"kind": "warning", "title": "Un encadré", "text": "<p>Attention.</p>"}),
        ("embed", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Un film", "caption": "", "thumbnail": None}),
        (
            "table",
            {"caption": "Un tableau", "columns": [{"type": "number", "heading": "An"}], "rows": [{"values": ["1979"]}]},
        ),
    ]

    content = client.get(make_article(body=body).url).content.decode()

    for text in ("Un intertitre", "Une citation", "Livret des vingt-cinq ans", "Un encadré", "Un film", "1979"):
        assert text in content


def test_a_film_asks_nothing_of_its_site_before_the_reader_does(client: Client):
    film = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Un film", "caption": "", "thumbnail": None}

    content = client.get(make_article(body=[("embed", film)]).url).content.decode()

    assert "<iframe" not in content
    assert 'href="https://youtu.be/dQw4w9WgXcQ"' in content
