"""A document is as public as the pages that offer it."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from tests.builders import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return get_document_model().objects.create(title="Rapport", file=ContentFile(b"%PDF-1.7", name="rapport.pdf"))


def body(document) -> list:
    return [("document", {"document": document, "title": ""})]


def test_a_document_of_a_draft_is_not_found_until_its_page_is_published(client: Client, document):
    article = make_article(publish=False, body=body(document))
    refused = client.get(document.url)
    article.save_revision().publish()
    given = client.get(document.url)

    assert (refused.status_code, given.status_code) == (404, 200)
    assert "no-store" in refused["Cache-Control"]
    assert "public" in given["Cache-Control"]


def test_a_document_that_only_the_draft_of_a_published_page_offers_is_not_found(client: Client, document):
    article = make_article()
    article.body = body(document)
    article.save_revision()

    assert client.get(document.url).status_code == 404


def test_a_document_in_the_text_of_a_published_page_is_given(client: Client, document):
    make_article(body=[("paragraph", f'<p><a linktype="document" id="{document.pk}">Le rapport</a></p>')])

    assert client.get(document.url).status_code == 200


def test_a_document_that_nothing_offers_is_the_newsrooms(client: Client, document):
    assert client.get(document.url).status_code == 404
    client.force_login(make_user())
    given = client.get(document.url)

    assert given.status_code == 200
    assert "private" in given["Cache-Control"]


def test_a_document_of_a_page_under_a_password_is_given_to_whoever_knows_it(client: Client, document):
    article = make_article(body=body(document))
    restriction = PageViewRestriction.objects.create(page=article, restriction_type="password", password="sésame")
    refused = client.get(document.url)
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    given = client.get(document.url)

    assert (refused.status_code, given.status_code) == (404, 200)
    assert "private" in given["Cache-Control"]
