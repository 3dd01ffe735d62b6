"""What older sites leave behind, wherever a publication is read: its page, search, Markdown."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from almacms.publications.blocks.kept import harmless
from almacms.publications.plain.markdown import from_html
from tests.builders import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    sound = get_document_model().objects.create(title="Voix du matin", file=ContentFile(b"ID3", name="voix.mp3"))
    body = [
        ("document", {"document": sound, "title": ""}),
        ("highlight", {"text": "<p>Une voix, une personne.</p>", "source": "Camille", "source_url": ""}),
        ("code", {"code": "if a < b:\n    voter()", "language": "python"}),
        ("kept_html", {"html": '<dl><dt>Scop</dt><dd><a href="/scop/">coopérative</a> !</dd></dl>', "origin": ""}),
    ]
    return make_article(body=body)


def test_readers_see_them(client: Client, article) -> None:
    content = client.get(article.url).content.decode()

    assert "<audio controls" in content
    assert "Voix du matin</a>" in content
    assert "Une voix, une personne." in content
    assert "if a &lt; b:\n    voter()" in content
    assert '<a href="/scop/" rel="noopener">coopérative</a>\u202f!' in content


def test_search_reads_them(article) -> None:
    texts = " ".join(article.searchable_texts())

    for words in ("Voix du matin", "Une voix, une personne", "voter()", "coopérative"):
        assert words in texts


def test_programs_are_given_them(client: Client, article) -> None:
    markdown = client.get(f"{article.url}index.md").content.decode()

    assert "[Voix du matin](<http://localhost/documents/" in markdown
    assert "> Une voix, une personne." in markdown
    assert "```python\nif a < b:\n    voter()\n```" in markdown
    assert "Scop\n\n[coopérative](<http://localhost/scop/>)" in markdown


@pytest.mark.parametrize(
    ("language", "mark"), [("python", "python"), ("C ++ 20", "c-++-20"), ("", ""), ("`x`", "x"), ('"><b>', '"><b>')]
)
def test_programs_are_told_what_code_is_written_in(client: Client, language: str, mark: str) -> None:
    article = make_article(body=[("code", {"code": "voter()", "language": language})])
    assert f"\n```{mark}\nvoter()\n```\n" in client.get(f"{article.url}index.md").content.decode()
    (part,) = client.get(f"/api/v2/publications/{article.pk}/").json()["body"]
    code = BeautifulSoup(part["html"], "html.parser").code
    assert code is not None
    said = [name for name in code.get_attribute_list("class") if name]
    assert said == ([f"language-{language.lower().replace(' ', '-')}"] if language else [])


def test_code_stands_between_marks_that_it_does_not_hold() -> None:
    assert from_html("<pre><code>```\nx\n```</code></pre>") == "````\n```\nx\n```\n````"


@pytest.mark.parametrize("address", ["https://autre.example/x.png", "//autre.example/x.png", "data:image/png;base64,x"])
def test_a_picture_that_is_elsewhere_is_not_asked_for(address: str) -> None:
    assert harmless(f'<p>Avant <img alt="a &gt; src=&quot;b" src="{address}"> après</p>') == "<p>Avant  après</p>"


def test_a_picture_of_the_site_is_kept() -> None:
    assert harmless('<img src="/media/x.png" alt="Un jardin">') == '<img src="/media/x.png" alt="Un jardin">'


def test_a_picture_of_another_site_has_no_spelling_that_passes():
    for address in ("/\\other.example/x.png", "/\t/other.example/x.png", "//other.example/x.png"):
        assert "other.example" not in harmless(f'<img src="{address}" alt="x">')
