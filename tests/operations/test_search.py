import pytest
from django.test import Client

from tests.builders import make_article, make_image, make_user

pytestmark = pytest.mark.django_db

ADDRESSES = ["articles/", "images/", "pages/search/", "choose-page/search/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ['"', 'un "mot', "\0", "%", "'", "a OR", "*", "-"])
def test_any_string_may_be_searched_for(client: Client, address, query):
    make_article(title="Un mot")
    make_image("Un mot")
    client.force_login(make_user())

    assert client.get(f"/admin/{address}", {"q": query}).status_code == 200


def test_what_is_there_is_found(client: Client):
    article = make_article(title="Jardin forestier")
    client.force_login(make_user())

    response = client.get("/admin/articles/", {"q": '"jardin'})

    assert [page.pk for page in response.context["object_list"]] == [article.pk]
