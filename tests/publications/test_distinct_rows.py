"""The same author or speaker chosen twice."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticleIndexPage, ArticlePage
from tests.builders import make_person, make_site, make_user

pytestmark = pytest.mark.django_db


def test_an_author_chosen_twice_signs_once_and_the_draft_is_kept(client: Client):
    make_site()
    person = make_person()
    client.force_login(make_user())
    nothing = inline_formset([])
    data = {
        "title": "À une main",
        "lead": "",
        "slug": "",
        "body": streamfield([]),
        "authorships": inline_formset([{"person": person.pk}, {"person": person.pk}]),
        "topic_links": nothing,
        "related_links": nothing,
        "footnotes": nothing,
        "comments": nothing,
    }
    parent = ArticleIndexPage.objects.get()

    client.post(reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent.pk]), nested_form_data(data))

    assert ArticlePage.objects.get().byline == [person]
