"""An address that readers knew leads to where things are now; no other one leads anywhere."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage
from interviews.consent import withdraw_consent
from tests.builders import make_article, make_content_page, make_interview, make_person, make_topic, make_user

pytestmark = pytest.mark.django_db


def rename(named, slug: str) -> None:
    named.slug = slug
    named.save()


def test_a_renamed_person_is_still_found_by_page_and_by_feed(client: Client):
    person = make_person("Zoé")
    make_article(authors=[person])
    rename(person, "zoe-martin")

    assert client.get("/personnes/zoe/")["Location"] == "/personnes/zoe-martin/"
    assert client.get("/flux/personnes/zoe/atom.xml")["Location"] == "/flux/personnes/zoe-martin/atom.xml"


def test_a_renamed_topic_is_still_found_by_page_and_by_feed(client: Client):
    topic = make_topic("Code")
    make_article(topics=[topic])
    rename(topic, "logiciel")

    assert client.get("/thematiques/code/")["Location"] == "/thematiques/logiciel/"
    assert client.get("/flux/thematiques/code/rss.xml")["Location"] == "/flux/thematiques/logiciel/rss.xml"


def test_renamed_twice_the_first_address_leads_to_the_last(client: Client):
    topic = make_topic("Code")
    make_article(topics=[topic])
    rename(topic, "logiciel")
    rename(topic, "programmes")

    assert client.get("/thematiques/code/")["Location"] == "/thematiques/programmes/"


def test_renamed_back_nothing_leads_in_circles(client: Client):
    topic = make_topic("Code")
    make_article(topics=[topic])
    rename(topic, "logiciel")
    rename(topic, "code")

    assert client.get("/thematiques/code/").status_code == 200
    assert client.get("/thematiques/logiciel/")["Location"] == "/thematiques/code/"


def test_a_name_that_readers_never_saw_leaves_no_address():
    person, topic = make_person("Nom Secret"), make_topic("Projet secret")
    make_article(authors=[person], topics=[topic], publish=False)
    restricted = make_article(authors=[person], topics=[topic])
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    make_interview(speakers=[person], shown_as={person: "une salariée"})
    rename(person, "autre")
    rename(topic, "autre")

    assert not Redirect.objects.exists()


def test_nothing_leads_to_a_person_who_is_gone():
    person = make_person("Zoé")
    article = make_article(authors=[person])
    rename(person, "zoe-martin")
    article.delete()
    person.delete()

    assert not Redirect.objects.exists()


def test_a_list_that_moves_takes_its_publications_along(client: Client, django_capture_on_commit_callbacks):
    make_article(slug="un")
    index = ArticleIndexPage.objects.get()
    index.slug = "textes"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()

    assert client.get("/articles/un/")["Location"].endswith("/textes/un/")


def test_a_page_that_moves_is_still_found(client: Client, django_capture_on_commit_callbacks):
    parent, page = make_content_page(slug="qui"), make_content_page(slug="legal")
    with django_capture_on_commit_callbacks(execute=True):
        page.move(parent, pos="last-child")

    assert client.get("/legal/")["Location"].endswith("/qui/legal/")


def test_a_draft_that_moves_or_changes_its_address_leaves_none(django_capture_on_commit_callbacks):
    parent, page = make_content_page(slug="qui"), make_content_page(slug="projet-secret", publish=False)
    with django_capture_on_commit_callbacks(execute=True):
        page.move(parent, pos="last-child")
        page.refresh_from_db()
        page.slug = "projet"
        page.save_revision().publish()

    assert not Redirect.objects.exists()


def test_consent_taken_back_leaves_no_address_that_tells_the_name(client: Client, django_capture_on_commit_callbacks):
    person = make_person("Zoé Martin")
    interview = make_interview(title="Rencontre", slug="rencontre-avec-zoe-martin", speakers=[person])
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(page=interview, person=person, words="une salariée", user=make_user())
    interview.refresh_from_db()

    assert "zoe" not in interview.slug
    assert not Redirect.objects.exists()
    assert client.get("/entretiens/rencontre-avec-zoe-martin/").status_code == 404
    assert client.get("/flux/personnes/zoe-martin/atom.xml").status_code == 404


def test_nothing_leads_to_a_page_that_is_a_draft_again(client: Client, django_capture_on_commit_callbacks):
    article = make_article(slug="avant")
    article.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
        article.unpublish()
    draft = ArticlePage.objects.get()
    draft.slug = "projet-secret"
    draft.save()

    for address in ("/articles/avant/", "/articles/avant/index.md", "/articles/avant/?a=b"):
        answer = client.get(address)
        assert (answer.status_code, answer.get("Location")) == (404, None)


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_nothing_leads_to_a_page_that_this_reader_may_not_see(client: Client, django_capture_on_commit_callbacks, kind):
    article = make_article(slug="avant")
    article.slug = "projet-secret"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    PageViewRestriction.objects.create(page=article, restriction_type=kind, password="x" * 12)
    refused = client.get("/articles/avant/")
    client.force_login(make_user())
    allowed = client.get("/articles/avant/")

    assert refused.status_code == 404
    assert allowed.status_code == (301 if kind == PageViewRestriction.LOGIN else 404)
    assert "public" not in allowed["Cache-Control"]


def test_nothing_leads_to_a_person_of_whom_readers_have_nothing_left(
    client: Client, django_capture_on_commit_callbacks
):
    person = make_person("Zoé")
    interview = make_interview(speakers=[person])
    rename(person, "zoe-martin")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(page=interview, person=person, words="une salariée", user=make_user())

    for address in ("/personnes/zoe/", "/flux/personnes/zoe/atom.xml"):
        answer = client.get(address)
        assert (answer.status_code, answer.get("Location")) == (404, None)


def test_a_question_of_a_page_that_is_a_draft_again_leads_nowhere(client: Client, django_capture_on_commit_callbacks):
    interview = make_interview(slug="avant")
    interview.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        interview.save_revision().publish()
    assert client.get("/entretiens/avant/q/abc/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        interview.unpublish()

    assert client.get("/entretiens/avant/q/abc/").status_code == 404
