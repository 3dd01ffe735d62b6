"""What anybody can write in the address bar is answered, on any database: never an error of ours."""

import pytest
from django.test import Client

from tests.builders import make_article, make_site

LONG = "9" * 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/archives/1/",
        "/archives/1/1/",
        "/archives/9999/12/",
        f"/archives/{LONG}/",
        f"/archives/2026/{LONG}/",
        "/sitemap-0.xml",
        f"/sitemap-{LONG}.xml",
        "/sitemap-99999999999999999.xml",
        f"/articles/?page={LONG}",
        "/articles/?personne=%00",
        "/articles/?theme=%00",
        "/articles/?annee=%00",
        f"/recherche/?q=a&page={LONG}",
        "/api/v2/publications/99999999999999999999/",
        "/%00/",
        "/%00/index.md",
        "/%00/partager/",
        "/%00/conversation/",
        "/%00/conversation/ecrire/",
        "/conversation/confirmer/%00/",
        "/conversation/ne-plus-suivre/%00%0A/",
        "/%00/q/a/",
        "/%00/telecharger.txt",
        "/flux/articles/%00",
        "/articles/%FF/",
    ],
)
def test_an_address_of_nothing_is_not_found(client: Client, address: str) -> None:
    make_site()
    make_article()
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["topic=%00", "person=%00", f"limit={LONG}", "limit=-1", f"offset={LONG}", "offset=-1"]
)
def test_the_read_api_says_what_it_cannot_read(client: Client, query: str) -> None:
    assert client.get(f"/api/v2/publications/?{query}").status_code == 400
