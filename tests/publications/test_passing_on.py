"""How a reader passes a publication on: by plain links, and to a Mastodon server that only the reader may choose."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from almacms.publications.passing_on import PassingOn, server_named
from tests.builders import make_article, make_interview, make_site

WAYS = PassingOn("L'eau & l’air : 100 % ?", "https://alma.example/articles/l-eau/")
FROM_OUR_FORM = {"Sec-Fetch-Site": "same-origin"}


def test_a_letter_and_a_message_hold_the_title_and_the_address() -> None:
    letter = parse_qs(urlsplit(WAYS.mail_url).query)
    assert letter == {"subject": [WAYS.title], "body": [f"{WAYS.title}\r\n{WAYS.url}"]}
    assert parse_qs(urlsplit(WAYS.linkedin_url).query) == {"url": [WAYS.url]}
    message = urlsplit(WAYS.mastodon_url("piaille.fr"))
    assert (message.scheme, message.netloc, message.path) == ("https", "piaille.fr", "/share")
    assert parse_qs(message.query) == {"text": [f"{WAYS.title}\r\n{WAYS.url}"]}
    assert "+" not in WAYS.mail_url, "mail programs show it as it is"


@pytest.mark.parametrize(
    ("typed", "server"),
    [
        ("piaille.fr", "piaille.fr"),
        ("  Mastodon.Social ", "mastodon.social"),
        ("https://mamot.fr/@camille", "mamot.fr"),
        ("@camille@framapiaf.org", "framapiaf.org"),
        ("http://user:secret@mamot.fr/", "mamot.fr"),
        ("mastodon.xn--p1ai", "mastodon.xn--p1ai"),
        ("été.example", "xn--t-9fab.example"),
    ],
)
def test_a_server_is_found_in_what_people_type(typed: str, server: str) -> None:
    assert server_named(typed) == server


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "piaille",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "piaille.fr:8000",
        "piaille.fr?x=.org",
        "piaille.fr#x.org",
        "javascript:alert(1)",
        "evil.example\\piaille.fr",
        "a b.fr",
        "-piaille.fr",
        "piaille..fr",
        "\x00piaille.fr",
        "a" * 64 + ".fr",
        "é" * 400,
        '"><script>.fr',
    ],
)
def test_nothing_else_is_a_server(typed: str) -> None:
    assert server_named(typed) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_article, make_interview])
def test_every_publication_offers_its_own_links_and_asks_nobody(client: Client, make) -> None:
    page = make(title="L'eau")
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    section = html.select_one(".share")
    assert section is not None
    addresses = [str(link["href"]) for link in section.select("a")]
    assert [unquote(urlsplit(address).path) for address in addresses] == [
        "",
        f"{page.url}partager/",
        "/sharing/share-offsite/",
    ]
    assert all(page.full_url in unquote(address) or address.startswith("/") for address in addresses)
    assert len(section.select("li[hidden] button")) == len(section.select("button")) == 2
    assert section.select("script, img, iframe") == []


@pytest.mark.django_db
def test_a_link_of_somebody_else_never_leads_away_by_itself(client: Client) -> None:
    address = f"{make_article(title='L’eau').url}partager/"
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}):
        response = client.get(address, {"serveur": "evil.example", "text": "lu"}, headers=headers)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        link = BeautifulSoup(response.content, "html.parser").select_one("a.button")
        assert link is not None and link.get_text(strip=True).endswith("evil.example"), "the reader sees where it leads"
        assert "http-equiv" not in response.content.decode()


@pytest.mark.django_db
def test_our_own_form_leads_to_the_server_with_what_we_say(client: Client) -> None:
    page = make_article(title="L’eau")
    response = client.get(f"{page.url}partager/", {"serveur": "@moi@piaille.fr"}, headers=FROM_OUR_FORM)
    assert response.status_code == 302
    assert response["Location"] == page.passing_on.mastodon_url("piaille.fr")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.django_db
def test_what_is_no_server_is_asked_again_as_it_was_typed(client: Client) -> None:
    page = make_article()
    response = client.get(f"{page.url}partager/", {"serveur": '"><b>'}, headers=FROM_OUR_FORM)
    field = BeautifulSoup(response.content, "html.parser").select_one("#serveur")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == ('"><b>', "true")


@pytest.mark.django_db
def test_the_page_of_ways_may_be_kept_and_is_not_indexed(client: Client) -> None:
    response = client.get(f"{make_article().url}partager/")
    assert response["X-Robots-Tag"] == "noindex"
    assert "public" in response["Cache-Control"]
    assert "form-action 'self' https:" in response["Content-Security-Policy"]
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.django_db
def test_only_what_readers_may_see_is_passed_on(client: Client) -> None:
    draft, secret = make_article(publish=False), make_article()
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    assert client.get(f"{draft.url}partager/").status_code == 404
    assert client.get(f"{secret.url}partager/").status_code == 404
    assert client.get("/articles/partager/").status_code == 404
    assert client.get("/rien/du/tout/partager/").status_code == 404


@pytest.mark.django_db
def test_an_article_may_be_called_so(client: Client) -> None:
    make_site()
    page = make_article(title="Partager", slug="partager")
    assert page.url == "/articles/partager/"
    assert "<h1>Partager</h1>" in client.get(page.url).content.decode()
    assert client.get(f"{page.url}partager/").status_code == 200
