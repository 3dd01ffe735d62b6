"""Cards are drawn once for all the pages that show them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from almacms.publications import cards
from almacms.publications.models import Publication
from tests.builders import make_article, make_person, make_site, make_topic

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


def test_a_list_reads_whole_only_what_is_not_drawn_yet(client: Client) -> None:
    make_site()
    topic = make_topic()
    address = topic.get_absolute_url()
    make_article(title="Un", topics=[topic])
    first = asked(client, address)
    again = asked(client, address)
    make_article(title="Deux", topics=[topic])
    grown = asked(client, address)

    # With the pictures of their cards.
    whole = [[s for s in each if "listing_summary" in s and "customimage" in s] for each in (first, again, grown)]
    assert [len(sql) for sql in whole] == [1, 0, 1]
    shown = client.get(address).content.decode()
    assert ("Un" in shown, "Deux" in shown) == (True, True)


def test_what_is_deleted_while_a_list_is_read_is_left_out_of_it() -> None:
    stays, goes = make_article(title="Un"), make_article(title="Deux")
    briefly = list(Publication.objects.brief().order_by("pk"))
    goes.delete()

    assert [each.pk for each in cards.loaded(briefly)] == [stays.pk]
