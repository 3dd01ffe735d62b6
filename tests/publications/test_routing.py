import pytest
from django.test import Client

from articles.models import ArticlePage
from interviews.models import InterviewPage
from tests.builders import make_article, make_interview

pytestmark = pytest.mark.django_db


def test_each_kind_of_page_is_served_as_its_own_type(client: Client):
    article, interview = make_article(), make_interview()

    assert isinstance(client.get(article.url).context["page"], ArticlePage)
    assert isinstance(client.get(interview.url).context["page"], InterviewPage)


def test_an_unknown_address_is_not_found_in_french(client: Client):
    make_article()

    response = client.get("/articles/jamais-ecrit/")

    assert response.status_code == 404
    assert 'lang="fr"' in response.content.decode()


def test_an_address_without_its_last_slash_leads_to_the_page(client: Client):
    article = make_article()

    assert client.get(article.url.rstrip("/"), follow=True).context["page"].pk == article.pk


@pytest.mark.parametrize("page", ["0", "9", "deux"])
def test_a_page_of_a_list_that_does_not_exist_is_not_found(client: Client, page):
    make_article()

    assert client.get(f"/articles/?page={page}").status_code == 404


def test_an_empty_list_is_a_page(client: Client):
    make_interview()

    assert client.get("/articles/").status_code == 200
