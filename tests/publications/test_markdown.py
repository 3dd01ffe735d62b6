"""The Markdown twin of every publication, and the file that says where they are."""

import random
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction
from wagtail_footnotes.models import Footnote

from almacms.publications.plain.inline_markdown import escaped
from almacms.publications.plain.markdown import from_html
from almacms.publications.plain.views import asks_for_markdown
from tests.builders import make_article, make_image, make_interview, make_person, make_site, make_topic
from tests.public_site import article_body, interview_body

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


def rendered(markdown: str) -> str:
    return MarkdownIt("commonmark").enable("table").render(markdown)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Un <strong>gras </strong>et <em>italique</em>, <a href='https://x.example/a_b(c)'>lien</a>.</p>",
        "<p># pas un titre</p><p>1. pas une liste</p><p>- ni ici</p><p>2024. Une année</p>",
        "<p>*étoiles* _soulignés_ [crochets](x) `code` &lt;b&gt; a\\b</p>",
        "<ul><li>un</li><li>deux<ol><li>dedans</li><li>encore</li></ol></li></ul>",
        "<blockquote><p>Cité.</p><p>Source</p></blockquote>",
        "<h2>Titre *ici*</h2><p>a<br/>b</p>",
        "<p>a<br/># b<br/>- c<br/>=== <br/>2) d</p><p>---</p><p>~~~</p>",
        "<p>Le nom &amp;amp;copy; et R&amp;D, &amp;lt;</p><p>Oui&nbsp;!<a href='https://x.example/'>ici</a></p>",
        "<p><code>a*b_c[d] \\n `e`</code> <code>x</code><code>y</code></p><p>10<sup>9</sup> CO<sub>2</sub></p>",
        "<p>avant<strong>« mot »</strong>après <strong>fin.</strong>Suite <em>un</em><em>deux</em></p>",
        "<p><strong>gras <em>et italique</em></strong>, <strong>\u00a0espacé\u202f</strong>.</p><h2>Le C #</h2>",
        "<p><a href='https://x.example/&lt;a&gt; b'>lien</a></p>",
    ],
)
def test_what_is_read_back_says_the_same(html):
    def said(source: str) -> list[tuple[str, str]]:
        tags = BeautifulSoup(source, "html.parser").find_all(lambda tag: tag.name != "p")
        return [(tag.name, "".join(tag.get_text().split())) for tag in tags]

    def text(source: str) -> str:
        return " ".join(BeautifulSoup(source, "html.parser").get_text(" ").split())

    back = rendered(from_html(html))
    assert said(back) == said(html)
    assert text(back) == text(html)


def test_whatever_is_typed_is_read_back_word_for_word():
    """Texts made of what is a mark somewhere, in every order, one inside of the other."""
    signs = "-#=+*_`~|!\\"
    words_made_of_marks = ["a", "---", "===", "1.", "2)", "~~~", "```", "[x]", "(y)", "« mot »", "fin.", "***"]
    pieces = [*signs, *words_made_of_marks, "&amp;", "&amp;amp;", "&lt;b&gt;", "\u00a0", "\u202f"]
    seeded = random.Random(1)  # noqa: S311 (no secret)

    def words(depth: int = 0) -> str:
        chosen = "".join(seeded.choice(["", " "]) + seeded.choice(pieces) for _ in range(3))
        tag = seeded.choice(["b", "i", "strong", "code", "sup", "a", ""])
        if depth == 2 or tag in {"", "code"}:
            return f"<code>{chosen}</code>" if tag == "code" else f"{chosen}<br/>{chosen}"
        address = ' href="https://x.example/a_(b)"' if tag == "a" else ""
        return f"{chosen}<{tag}{address}>{chosen if tag == 'a' else words(depth + 1)}</{tag}>{words(depth + 1)}"

    def text(html: str) -> str:
        return "".join(BeautifulSoup(html, "html.parser").get_text().split())

    made = [f"<p>{words()}</p><ul><li>{words()}</li></ul><blockquote>{words()}</blockquote>" for _ in range(300)]
    assert [html for html in made if text(rendered(from_html(html))) != text(html)] == []


@pytest.mark.parametrize(
    "text", ["# a", "1. a", "- a", "a_b*c*", "[x](y)", "<script>", "C'est 3 - 2 = 1", "a | b", "---", "&copy;", "~~~"]
)
def test_an_escaped_text_is_itself(text):
    assert BeautifulSoup(rendered(escaped(text)), "html.parser").get_text().strip() == text


def test_an_article_has_its_twin(client: Client):
    article = make_article(title="Vœux", authors=[make_person("Zoé")])
    response = client.get(f"{article.url}index.md")
    text = response.content.decode()

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.startswith("# Vœux\n\nUn chapô qui donne envie.\n\n- Zoé\n")
    assert f"<{article.full_url}>" in text
    assert text.endswith("Nous décidons ensemble.\n")
    page = client.get(article.url).content.decode()
    assert f'href="{article.url}index.md"' in page


def test_an_interview_says_who_answers(client: Client):
    zoe, hidden = make_person("Zoé"), make_person("Nom Secret")
    interview = make_interview(speakers=[zoe, hidden], shown_as={hidden: "une salariée"})
    text = client.get(f"{interview.url}index.md").content.decode()

    assert "## Que faites-vous\u202f?\n\n**Zoé\u00a0:** Je programme.\n\n**une salariée\u00a0:** Je" in text
    assert "ecret" not in text


def test_a_twin_follows_its_page(client: Client, django_capture_on_commit_callbacks):
    article = make_article(slug="avant")
    article.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    assert client.get("/articles/avant/index.md")["Location"].endswith("/articles/apres/index.md")
    assert client.get("/articles/avant.md")["Location"].endswith("/articles/apres/index.md")


@pytest.mark.parametrize(
    "accept",
    [
        "text/markdown",
        "text/markdown, text/html, */*",
        "text/html;q=0.9, Text/Markdown;variant=GFM",
        "*/*;q=0.1, text/markdown",
    ],
)
def test_whoever_would_rather_have_markdown_has_it(rf, accept):
    assert asks_for_markdown(rf.get("/", headers={"accept": accept}))


def test_a_program_that_asks_for_markdown_has_it_at_the_page_s_address(client: Client):
    article = make_article()
    response = client.get(article.url, headers={"accept": "text/markdown, text/html;q=0.5"})

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert "Accept" in response["Vary"]
    assert "no-store" in response["Cache-Control"]
    assert response.content == client.get(f"{article.url}index.md").content


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/html, text/markdown;q=0.5", "text/markdown;q=0", ""])
def test_a_browser_has_the_page_which_anybody_may_keep(client: Client, accept):
    response = client.get(make_article().url, headers={"accept": accept})

    assert response["Content-Type"].startswith("text/html")
    assert "Accept" not in response.get("Vary", "").replace("Accept-Encoding", "")
    assert "public" in response["Cache-Control"]


def test_an_address_that_ends_in_md_leads_to_the_twin(client: Client):
    article, interview = make_article(), make_interview()
    answers = [client.get(f"{page.url[:-1]}.md") for page in (article, interview)]

    assert [answer.status_code for answer in answers] == [301, 301]
    assert [answer["Location"] for answer in answers] == [f"{article.url}index.md", f"{interview.url}index.md"]


def test_an_address_that_ends_in_md_tells_nothing_of_what_is_not_for_readers(client: Client):
    draft, restricted = make_article(publish=False), make_article(title="Entre nous")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    paths = [f"{page.get_url_parts()[2][:-1]}.md" for page in (draft, restricted)]
    nothing = client.get("/articles/rien.md")
    answers = [client.get(path) for path in [*paths, "/articles.md", "/index.md", "/rien.md"]]

    assert {answer.status_code for answer in answers} == {404} == {nothing.status_code}
    assert {answer.content for answer in answers} == {nothing.content}


def test_nothing_unpublished_or_restricted_has_a_twin(client: Client):
    draft, restricted = make_article(publish=False), make_article(title="Entre nous")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)

    for page in (draft, restricted):
        assert client.get(f"{page.get_url_parts()[2]}index.md").status_code == 404
        answer = client.get(page.get_url_parts()[2], headers={"accept": "text/markdown"})
        assert answer.status_code in {302, 404} and b"Entre nous" not in answer.content
    assert client.get("/articles/index.md").status_code == 404
    assert "Entre nous" not in client.get("/llms.txt").content.decode()


@pytest.mark.parametrize("kind", ["article", "interview"])
def test_a_twin_keeps_to_its_queries(client: Client, django_capture_on_commit_callbacks, kind):
    with django_capture_on_commit_callbacks(execute=True):
        image, people = make_image(), [make_person() for _ in range(6)]
        note_ids = str(uuid4()), str(uuid4())
        notes = [Footnote(uuid=uuid, text="<p>Note.</p>") for uuid in note_ids]
        common: dict[str, Any] = {"authors": people, "cover": image, "topics": [make_topic()]}
        link = ("paragraph", f'<p><a linktype="page" id="{make_site().pk}">là</a></p>')
        pages = {
            "article": make_article(body=[*article_body(image, note_ids), link], footnotes=notes, **common),
            "interview": make_interview(speakers=people, body=interview_body(people, image), **common),
        }
    address = f"{pages[kind].url}index.md"
    client.get(address)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    queries = [query["sql"] for query in captured]

    assert "public" in response["Cache-Control"] and not response.cookies
    assert len(queries) <= 10 and len(set(queries)) == len(queries), "\n".join(queries)
    assert all(sql.startswith("SELECT") for sql in queries)


def test_the_file_for_programs_names_what_is_published(client: Client):
    make_article(title="Vœux", slug="voeux", lead="Un mot.")
    text = client.get("/llms.txt").content.decode()

    assert text.startswith("# Alma\n")
    assert "- [Vœux](http://localhost/articles/voeux/index.md): Un mot." in text
