"""What pages say of themselves to programs, and the picture of a shared link."""

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image
from wagtail.models import PageViewRestriction

from almacms.publications import sharing_pictures
from almacms.publications.listing import PER_PAGE
from interviews.consent import withdraw_consent
from tests.builders import (
    make_article,
    make_content_page,
    make_image,
    make_interview,
    make_person,
    make_topic,
    make_user,
    moment,
)

pytestmark = pytest.mark.django_db

ROOT = "http://localhost"


def graph(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page by type."""
    scripts = BeautifulSoup(client.get(address).content, "html.parser").find_all("script", type="application/ld+json")
    assert len(scripts) == 1
    data = json.loads(scripts[0].string or "")
    assert data["@context"] == "https://schema.org"
    nodes = {node["@type"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    return nodes


def head_meta(client: Client, address: str, name: str) -> str:
    found = BeautifulSoup(client.get(address).content, "html.parser").find("meta", property=name)
    return str(found["content"]) if found else ""


def test_an_article_says_what_it_is_who_signs_it_and_where_it_stands(client: Client):
    person = make_person("Zoé")
    article = make_article(
        title="Vœux", authors=[person], topics=[make_topic("Code")], publication_date=moment(2025, 2, 3)
    )
    nodes = graph(client, article.url)

    post = nodes["BlogPosting"]
    assert (post["headline"], post["url"], post["keywords"]) == ("Vœux", article.full_url, ["Code"])
    assert post["datePublished"].startswith("2025-02-03")
    assert post["author"][0]["url"] == f"{ROOT}/personnes/zoe/"
    assert post["publisher"]["@id"] == nodes["Organization"]["@id"]
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Alma", f"{ROOT}/"),
        (2, "Articles", f"{ROOT}/articles/"),
        (3, "Vœux", article.full_url),
    ]


def test_an_interview_says_who_answers_which_question(client: Client):
    known, hidden = make_person("Zoé"), make_person("Nom Secret")
    interview = make_interview(speakers=[known, hidden], shown_as={hidden: "une salariée"})
    article = graph(client, interview.url)["Article"]

    (question,) = article["hasPart"]
    assert (question["@type"], question["name"]) == ("Question", "Que faites-vous\u202f?")
    assert question["url"] == f"{interview.full_url}#{interview.questions[0].anchor}"
    answers = question["suggestedAnswer"]
    assert [(each["author"]["name"], each["text"]) for each in answers] == [
        ("Zoé", "Je programme."),
        ("une salariée", "Je programme."),
    ]
    assert "url" not in answers[1]["author"]
    assert [each["name"] for each in article["contributor"]] == ["Zoé", "une salariée"]
    assert "ecret" not in json.dumps(article)


def test_what_an_editor_types_cannot_end_the_element(client: Client):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    content = client.get(make_article(title=title, lead=title).url).content.decode()

    assert "<script>alert" not in content
    assert "</script><script>" not in content
    assert graph(client, make_article(title=title).url)["BlogPosting"]["headline"] == title


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "WebSite"),
        ("/articles/", "CollectionPage"),
        ("/thematiques/code/", "CollectionPage"),
        ("/personnes/zoe/", "ProfilePage"),
        ("/a-propos/", "WebPage"),
    ],
)
def test_every_kind_of_page_says_what_it_is(client: Client, path, kind):
    make_article(authors=[make_person("Zoé", role="Ingénieure")], topics=[make_topic("Code")])
    make_content_page(slug="a-propos")
    nodes = graph(client, path)

    assert kind in nodes
    assert nodes["Organization"]["name"] == "Alma"


def test_a_person_says_what_their_page_says(client: Client):
    make_article(authors=[make_person("Zoé", role="Ingénieure", organisation="Alma")])
    person = graph(client, "/personnes/zoe/")["ProfilePage"]["mainEntity"]

    assert (person["name"], person["jobTitle"], person["worksFor"]["name"]) == ("Zoé", "Ingénieure", "Alma")


def picture_of(client: Client, address: str) -> str:
    return head_meta(client, address, "og:image").removeprefix(ROOT)


def test_without_a_cover_a_picture_of_the_title_is_shared(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        interview = make_interview(title="Une très longue conversation " * 8, speakers=[make_person("Zoé")])
    address = picture_of(client, interview.url)
    drawn = Image.open(io.BytesIO(client.get(address).getvalue()))

    assert drawn.size == (1200, 630)
    assert drawn.format == "PNG"


def test_with_a_cover_nothing_is_drawn(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(cover=make_image())

    assert "/partage/" not in picture_of(client, article.url)
    folder = f"partage/{article.pk}"
    assert not default_storage.exists(folder) or default_storage.listdir(folder)[1] == []


def test_another_title_is_another_picture_and_the_former_is_gone(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(title="Avant")
    before = picture_of(client, article.url)
    article.title = "Après"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    after = picture_of(client, article.url)

    assert before != after
    assert [client.get(address).status_code for address in (before, after)] == [404, 200]


@pytest.mark.parametrize("how", ["unpublished", "deleted"])
def test_the_picture_goes_with_its_publication(client: Client, django_capture_on_commit_callbacks, how):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article()
    address = picture_of(client, article.url)
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish() if how == "unpublished" else article.delete()

    assert client.get(address).status_code == 404


def test_no_picture_keeps_a_name_that_was_taken_back(client: Client, django_capture_on_commit_callbacks):
    person = make_person("Zoé Martin")
    with django_capture_on_commit_callbacks(execute=True):
        interview = make_interview(title="Rencontre", speakers=[person])
    before = picture_of(client, interview.url)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(page=interview, person=person, words="une salariée", user=make_user())

    assert client.get(before).status_code == 404
    assert picture_of(client, interview.url) != before


def test_a_file_that_cannot_be_written_breaks_no_page(client: Client, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise OSError

    article = make_article()
    monkeypatch.setattr(default_storage, "save", fail)
    monkeypatch.setattr(default_storage, "exists", lambda _path: False)

    assert client.get(article.url).status_code == 200


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_no_title_can_be_found_out_by_trying(django_capture_on_commit_callbacks, settings, kind):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(title="Plan secret")
        PageViewRestriction.objects.create(page=article, restriction_type=kind, password="x" * 12)
    known = sharing_pictures.picture_path(article)
    settings.SECRET_KEY = "celui-d-un-autre-site"

    assert sharing_pictures.picture_path(article) != known


def test_a_draft_is_drawn_nowhere(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(title="Paru")
    article.title = "Pas encore"
    article.save_revision()
    folder = f"partage/{article.pk}"
    before = default_storage.listdir(folder)[1]

    draft = article.get_latest_revision_as_object()
    draft.make_preview_request()

    assert draft.social_picture_url == ""
    assert default_storage.listdir(folder)[1] == before


def test_no_picture_keeps_the_former_name_of_somebody(client: Client, django_capture_on_commit_callbacks):
    person = make_person("Zoé Martin")
    with django_capture_on_commit_callbacks(execute=True):
        interview = make_interview(speakers=[person])
    before = picture_of(client, interview.url)
    person.name = "Zoé Durand"
    with django_capture_on_commit_callbacks(execute=True):
        person.save()
    after = picture_of(client, interview.url)

    assert [client.get(address).status_code for address in (before, after)] == [404, 200]


@pytest.mark.parametrize(
    "title", ["Ici", "Anticonstitutionnellement " * 8, "Mot" * 60, "Un-trait-" * 20, "Ÿ ½ №", "« Ça ! »\u202f?"]
)
def test_any_title_can_be_drawn_and_is_light(title):
    article = make_article(title=title, authors=[make_person(f"Prénom Nom-Composé {n}") for n in range(9)])
    drawn = sharing_pictures.draw(article)

    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) < 100_000


@pytest.mark.parametrize(
    ("address", "title", "kind"),
    [
        ("/thematiques/", "Topics", "website"),
        ("/thematiques/code/", "Code", "website"),
        ("/personnes/zoe/", "Zoé", "profile"),
        ("/archives/", "Archives", "website"),
        ("/archives/2025/", "2025", "website"),
        ("/archives/2025/2/", "Février 2025", "website"),
        ("/plan-du-site/", "Site map", "website"),
    ],
)
def test_every_way_in_has_its_card_and_its_one_address(client: Client, address, title, kind):
    make_article(authors=[make_person("Zoé")], topics=[make_topic("Code")], publication_date=moment(2025, 2, 3))
    with translation.override("fr"):
        shown = gettext(title)
    head = BeautifulSoup(client.get(f"{address}?utm_source=x", headers={"host": "127.0.0.1"}).content, "html.parser")

    def said(name: str) -> list[str]:
        return [str(meta["content"]) for meta in head.find_all("meta", property=name)]

    assert (said("og:title"), said("og:type"), said("og:url")) == ([shown], [kind], [f"{ROOT}{address}"])
    assert [link["href"] for link in head.select("link[rel=canonical]")] == [f"{ROOT}{address}"]
    assert head.find("meta", attrs={"name": "twitter:card"})


def test_the_pages_of_a_list_name_those_around_them(client: Client):
    topic = make_topic("Code")
    for _ in range(PER_PAGE * 2 + 1):
        make_article(topics=[topic])
    head = BeautifulSoup(client.get("/thematiques/code/?page=2").content, "html.parser").head
    assert head

    assert [link["href"] for link in head.select("link[rel=canonical]")] == [f"{ROOT}/thematiques/code/?page=2"]
    assert [link["href"] for link in head.select("link[rel=prev]")] == ["/thematiques/code/"]
    assert [link["href"] for link in head.select("link[rel=next]")] == ["/thematiques/code/?page=3"]
