"""Cards are drawn once for all the pages that show them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import make_article, make_person, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remembering")]


def asked(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_a_card_drawn_on_one_page_is_read_no_more_for_the_next(client: Client) -> None:
    make_site()
    ada = make_person("Ada")
    make_article(title="Un", authors=[ada])
    make_article(title="Deux", authors=[ada])
    asked(client, "/articles/")
    again = asked(client, "/articles/")
    person = client.get(ada.get_absolute_url())

    assert [sql for sql in again if "publications_contribution" in sql] == []
    assert "Deux" in person.content.decode()
