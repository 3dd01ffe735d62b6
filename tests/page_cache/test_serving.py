"""What readers are given of what was kept: the same as was made, to those it was made for."""

import gzip
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from almacms.page_cache.cache import PageCache
from almacms.page_cache.changes import EVERYTHING, Change
from almacms.page_cache.fast_path import quick
from almacms.page_cache.services import announce
from home.models import HomePage
from tests.builders import make_article, make_site, make_topic

pytestmark = pytest.mark.django_db

KEPT = "X-Page-Cache"


@pytest.fixture
def reader(pages: PageCache) -> Client:
    """Somebody who is not signed in, on a site with a front page."""
    make_site()
    return Client()


def kept(client: Client, address: str, **options: Any) -> bool:
    """Whether an address that was asked for is kept."""
    client.get(address, **options)
    return client.get(address, **options).get(KEPT) == "hit"


def test_a_page_that_is_kept_asks_the_database_nothing(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = reader.get("/")
    with django_assert_num_queries(0):
        given = reader.get("/")
    assert (made[KEPT], given[KEPT]) == ("miss", "hit")
    assert given.content == made.content


def test_a_page_that_is_kept_has_every_header_of_one_that_was_made(reader: Client) -> None:
    made, given = reader.get("/"), reader.get("/")
    assert "Content-Security-Policy" in given
    assert {name: value for name, value in made.items() if name != KEPT} == {
        name: value for name, value in given.items() if name != KEPT
    }


def test_a_page_may_be_shown_while_it_is_asked_for_again(reader: Client) -> None:
    assert reader.get("/")["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60, stale-if-error=3600"


@pytest.mark.parametrize(("header", "condition"), [("ETag", "if-none-match"), ("Last-Modified", "if-modified-since")])
def test_a_page_that_the_reader_has_is_not_sent_again(reader: Client, header: str, condition: str) -> None:
    known = reader.get("/")[header]
    response = reader.get("/", headers={condition: known})
    assert (response.status_code, response.content) == (304, b"")
    assert "Content-Length" not in response
    assert response["Cache-Control"].startswith("public")


def test_a_page_made_for_somebody_who_has_another_one_is_kept_whole(reader: Client) -> None:
    assert reader.get("/", headers={"if-none-match": '"another"'}).status_code == 200
    assert b"<!DOCTYPE html>" in reader.get("/").content
    known = reader.get("/")["ETag"]
    announce(Change(frozenset([EVERYTHING])))
    response = reader.get("/", headers={"if-none-match": known})
    assert (response.status_code, response[KEPT]) == (304, "miss")
    assert reader.get("/").content


def test_a_page_made_again_in_the_same_second_bears_no_date(reader: Client) -> None:
    announce(Change(frozenset([EVERYTHING]), moment=time.time() + 1))
    assert "Last-Modified" not in reader.get("/")


def test_a_page_made_again_without_a_difference_keeps_its_date(reader: Client, pages: PageCache) -> None:
    first = reader.get("/")["Last-Modified"]
    announce(Change(frozenset([EVERYTHING]), moment=time.time() + 1))
    again = reader.get("/")
    assert (again[KEPT], again["Last-Modified"]) == ("miss", first)


def test_a_page_is_kept_compressed(reader: Client) -> None:
    plain = reader.get("/")
    small = reader.get("/", headers={"accept-encoding": "br, gzip;q=0.5"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert small["Vary"] == plain["Vary"] == "Accept-Encoding"
    refused = reader.get("/", headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused


def test_the_headers_alone_are_given_too(reader: Client) -> None:
    length = len(reader.get("/").content)
    response = reader.head("/")
    assert (response[KEPT], response.content, response["Content-Length"]) == ("hit", b"", str(length))


@pytest.mark.parametrize("headers", [{"cookie": "sessionid=abc"}, {"authorization": "Bearer abc"}])
def test_who_may_be_somebody_is_answered_for_themselves(reader: Client, headers: dict[str, str]) -> None:
    reader.get("/")
    assert KEPT not in reader.get("/", headers=headers)


def test_another_cookie_changes_nothing(reader: Client) -> None:
    assert kept(reader, "/", headers={"cookie": "theme=dark"})


def test_who_is_signed_in_gets_and_leaves_nothing(reader: Client) -> None:
    reader.force_login(get_user_model().objects.create_superuser("chef"))
    assert not kept(reader, "/")
    assert Client().get("/")[KEPT] == "miss"


def test_an_address_is_kept_for_its_host_and_scheme_only(reader: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["alma.example", "testserver"]
    assert kept(reader, "/")
    assert reader.get("/", secure=True)[KEPT] == "miss"
    assert reader.get("/", headers={"host": "alma.example"})[KEPT] == "miss"
    assert reader.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert reader.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_https_is_asked_for_as_if_nothing_were_kept(pages: PageCache, settings: Any) -> None:
    make_site()
    settings.SECURE_SSL_REDIRECT = True
    reader = Client()
    assert kept(reader, "/", secure=True)
    assert reader.get("/").status_code == 301


@pytest.mark.parametrize(
    "address",
    ["/rien/", "/admin/login/", "/api/v2/publications/", "/?inconnu=1", "/?page=1&page=2", f"/?q={'a' * 400}"],
)
def test_what_is_not_for_every_reader_is_not_kept(reader: Client, address: str) -> None:
    assert not kept(reader, address)


def test_what_newsletters_add_to_an_address_changes_nothing(reader: Client) -> None:
    reader.get("/")
    assert reader.get("/?utm_source=lettre&fbclid=abc")[KEPT] == "hit"


def test_a_restricted_page_is_not_kept(reader: Client) -> None:
    article = make_article()
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert not kept(reader, article.url)


@pytest.mark.parametrize("accepted", ["text/markdown", "Text/Markdown"])
def test_who_prefers_markdown_gets_markdown(reader: Client, accepted: str) -> None:
    article = make_article()
    assert kept(reader, article.url)
    response = reader.get(article.url, headers={"accept": accepted})
    assert response["Content-Type"].startswith("text/markdown")
    assert reader.get(article.url)["Content-Type"].startswith("text/html")


def test_search_is_kept_for_seconds_and_until_anything_changes(reader: Client, pages: PageCache) -> None:
    assert kept(reader, "/recherche/?q=coopérative")
    (key,) = pages.queries.keys()
    entry = pages.queries.get(key)
    assert entry is not None
    assert entry.until < time.time() + 11
    announce(Change(frozenset(["page:0"])))
    assert reader.get("/recherche/?q=coopérative")[KEPT] == "miss"


def test_a_page_is_not_kept_beyond_what_it_shows(reader: Client, pages: PageCache) -> None:
    expiry = timezone.now() + timedelta(minutes=5)
    make_article(expire_at=expiry, go_live_at=None)
    assert kept(reader, "/articles/")
    (key,) = [key for key in pages.pages.keys() if key.path == "/articles/"]  # noqa: SIM118
    entry = pages.pages.get(key)
    assert entry is not None
    assert entry.until == expiry.timestamp()


def test_what_was_read_before_a_change_is_not_kept_after_it(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendered from the old state, stored after the invalidation: cannot be."""
    topic = make_topic()
    read = HomePage.get_context

    def slow(self: HomePage, *args: Any, **kwargs: Any) -> dict:
        context = read(self, *args, **kwargs)
        # Somebody else publishes while this page is being drawn.
        announce(Change(frozenset([f"topic:{topic.pk}", "tree"])))
        return context

    monkeypatch.setattr(HomePage, "get_context", slow)
    response = reader.get("/")
    assert response["Cache-Control"] == "no-cache"
    monkeypatch.undo()
    assert reader.get("/")[KEPT] == "miss"
    assert reader.get("/")[KEPT] == "hit"


def test_the_server_answers_with_what_is_kept_before_django_knows(reader: Client) -> None:
    asked: list[str] = []

    def django(environ: dict, start_response: Any) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        response = reader.get(environ["PATH_INFO"])
        start_response("200 OK", list(response.items()))
        return [response.content]

    heads: list[tuple[str, list]] = []
    application = quick(django)
    made, given = (
        b"".join(application(RequestFactory().get("/").environ, lambda *head: heads.append(head))) for _ in range(2)
    )
    assert asked == ["/"]
    assert made == given
    assert [(status, dict(headers)[KEPT]) for status, headers in heads] == [("200 OK", "miss"), ("200 OK", "hit")]


def test_the_cache_can_be_turned_off(settings: Any) -> None:
    settings.PAGE_CACHE = False
    make_site()
    reader = Client()
    assert KEPT not in reader.get("/")
    application = get_wsgi_application()
    assert quick(application) is application
