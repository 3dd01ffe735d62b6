"""The addresses that the blog had, asked of the application that the server runs, with its page cache."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import RequestFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from almacms.page_cache.answers import STATE
from almacms.page_cache.cache import start_again
from almacms.people.models import Person
from almacms.wordpress.models import Origin
from tests.builders import make_content_page, make_site

from .blog import everything
from .exports import BLOG, Item, attachment, export

pytestmark = pytest.mark.django_db

Asking = Callable[[str], tuple[int, dict[str, str]]]


@pytest.fixture
def ask(settings: Any, tmp_path: Path) -> Iterator[Asking]:
    """The status and the headers that the server's application answers."""
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_DIR = tmp_path / "page-cache"
    start_again()
    with pytest.MonkeyPatch.context() as patch:
        # A process that starts gives its connections back; this one has the test's transaction.
        patch.setattr(connections, "close_all", lambda: None)
        application = runpy.run_path(str(settings.BASE_DIR / "almacms" / "wsgi.py"))["application"]

    def asked(address: str) -> tuple[int, dict[str, str]]:
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        body = application(RequestFactory().get(address).environ, lambda *head: heads.append(head))
        list(body)
        status, headers = heads[0]
        return int(status[:3]), dict(headers)

    # As Django's own test client: the test's transaction is on the connection that the end of a request would close.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    settings.PAGE_CACHE = False
    start_again()


def page_of(number: int) -> Page:
    return Page.objects.get(pk=Origin.objects.get(source="item", key=str(number)).target).specific


def path_of(number: int) -> str:
    return urlsplit(page_of(number).url).path


def led(ask: Asking, addresses: Any) -> dict[str, str]:
    """Where these addresses lead, those that lead nowhere left out."""
    found = {}
    for address in addresses:
        status, headers = ask(address)
        if status == 301:
            found[address] = urlsplit(headers["Location"]).path
    return found


def test_texts_are_found_at_every_address_that_they_had(imported, ask: Asking):
    imported(*everything(posts=18))
    post, page = path_of(101), path_of(202)
    expected = {
        "/?p=101": post,
        "/?p=101&preview=true": post,
        "/?page_id=101": post,
        "/?p=101&feed=rss2": post,
        "/?utm_source=lettre&p=101": post,
        "/index.php?p=101": post,
        "/?page_id=202": page,
        "/2014/09/12/texte-101/": post,
        "/2014/09/12/texte-101": post,
        "/2014/09/12/texte-101/feed/": post,
        "/2014/09/12/texte-101/feed/atom/": post,
        "/2014/09/12/texte-101/comment-page-2/": post,
        "/2014/09/12/texte-101/?replytocom=2": post,
    }

    assert led(ask, expected) == expected


def test_lists_are_found_at_every_address_that_they_had(imported, ask: Asking):
    imported(*everything(posts=18))
    topic, person = "/thematiques/vie-cooperative/", "/personnes/sylvain-oeil/"
    expected = {
        "/category/vie-coop/": topic,
        "/category/vie-coop/page/2/": topic,
        "/?cat=3": topic,
        "/?cat=3&paged=2": topic,
        "/?cat=3&feed=rss2": "/flux/thematiques/vie-cooperative/rss.xml",
        "/category/vie-coop/feed/": "/flux/thematiques/vie-cooperative/rss.xml",
        "/category/vie-coop/feed/atom/": "/flux/thematiques/vie-cooperative/rss.xml",
        "/tag/scop/": "/thematiques/cooperation/",
        "/?tag=scop": "/thematiques/cooperation/",
        "/author/sylvain/": person,
        "/?author=2": person,
        "/author/sylvain/feed/": "/flux/personnes/sylvain-oeil/rss.xml",
        "/?author=2&feed=atom": "/flux/personnes/sylvain-oeil/rss.xml",
    }

    assert led(ask, expected) == expected


def test_the_blogs_feeds_lead_to_the_sites(imported, ask: Asking):
    imported(*everything(posts=18))
    feeds = ["/feed/", "/feed/rss2/", "/feed/atom/", "/feed/rdf", "/rss2", "/comments/feed/", "/wp-rss2.php"]
    feeds += ["/?feed=rss2", "/?feed=comments-rss2"]

    assert led(ask, feeds) == dict.fromkeys(feeds, "/flux/rss.xml")


def test_files_and_their_pages_are_found(imported, ask: Asking):
    body = f'Voir <a href="{BLOG}/wp-content/uploads/2014/09/statuts.pdf">les statuts</a>.'
    imported(Item(1, content=body), attachment(501, "reunion.jpg"), attachment(504, "statuts.pdf", parent=1))
    addresses = ["/wp-content/uploads/2014/09/reunion.jpg", "/wp-content/uploads/2014/09/statuts.pdf"]
    addresses += ["/?attachment_id=501", "/?attachment_id=504"]
    found = led(ask, addresses)

    assert [found[address].split("/")[1] for address in addresses] == ["media", "documents", "media", "articles"]
    assert "original_images" not in str(found)
    assert ask(found["/wp-content/uploads/2014/09/statuts.pdf"])[0] == 200


def test_a_blog_that_stood_in_a_folder_is_found_there(imported, ask: Asking):
    data = export(Item(1, link=f"{BLOG}/blog/2014/09/12/texte-1/"), blog=f"{BLOG}/blog")
    imported(data=data)
    expected = {
        "/blog/?p=1": path_of(1),
        "/blog/2014/09/12/texte-1/": path_of(1),
        "/blog/?author=1": "/personnes/camille-morel/",
        "/blog/feed/": "/flux/rss.xml",
        "/blog/?feed=rss2": "/flux/rss.xml",
    }
    assert led(ask, expected) == expected

    make_content_page(title="Le blog", slug="blog")
    assert led(ask, expected) == expected


def test_the_front_page_that_is_kept_answers_no_short_address_and_the_other_way_round(imported, ask: Asking):
    imported(*everything(posts=18))

    assert [ask("/")[1].get(STATE) for _time in range(2)] == ["miss", "hit"]
    assert ask("/?p=101")[0] == 301
    status, headers = ask("/?p=999999")
    assert (status, headers.get(STATE)) == (200, None)
    status, headers = ask("/")
    assert (status, headers[STATE]) == (200, "hit")
    assert ask("/?p=101")[0] == 301


def test_nothing_leads_to_what_readers_may_not_see(imported, ask: Asking):
    imported(*everything(posts=18))
    PageViewRestriction.objects.create(page=page_of(102), restriction_type=PageViewRestriction.LOGIN)
    page_of(110).unpublish()
    hidden = ["/?p=103", "/?p=105", "/?p=106", "/?p=107", "/?p=102", "/?p=110", "/2014/09/12/texte-105/"]

    assert led(ask, [*hidden, "/?p=101"]) == {"/?p=101": path_of(101)}


def test_nothing_leads_to_a_person_or_a_topic_of_whom_readers_have_nothing_left(imported, ask: Asking):
    imported(Item(1, terms=[("category", "vie-coop", "Vie coopérative")]))
    addresses = ["/author/camille/", "/?author=1&feed=rss2", "/category/vie-coop/", "/category/vie-coop/feed/"]
    assert len(led(ask, addresses)) == len(addresses)

    page_of(1).unpublish()

    assert led(ask, addresses) == {}


def test_a_person_who_takes_another_name_is_found_all_the_same(imported, ask: Asking):
    imported(Item(1))
    person = Person.objects.get(name="Camille Morel")
    person.slug = "camille-durand"
    person.save()

    assert led(ask, ["/author/camille/", "/?author=1"]) == {
        "/author/camille/": "/personnes/camille-durand/",
        "/?author=1": "/personnes/camille-durand/",
    }


@pytest.mark.parametrize(
    "query",
    ["p=", "p=-1", "p=1'--", "p=١", "p=%00", "cat=%00", "tag=%f0%9f", "author=%0d%0a", "p=" + "9" * 500, "&&=&"],
)
def test_what_no_blog_asks_is_answered_as_any_page(ask: Asking, query: str):
    make_site()
    assert ask(f"/?{query}")[0] == 200


def test_an_address_that_somebody_led_elsewhere_stays_so(imported, ask: Asking):
    make_site()
    Redirect.add_redirect("/?p=1", "/thematiques/")
    run = imported(Item(1))

    assert led(ask, ["/?p=1"]) == {"/?p=1": "/thematiques/"}
    assert run.counts["redirects"]["why"] == {"address_taken": 1}


def test_an_address_that_a_text_had_before_another_leads_to_it(imported, client):
    text = export(Item(1, slug="bonjour")).replace(
        b"<wp:post_password>",
        b"<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>premier-nom</wp:meta_value></wp:postmeta>"
        b"<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>second-nom</wp:meta_value></wp:postmeta>"
        b"<wp:post_password>",
    )
    imported(data=text)

    found = [client.get(f"/2014/09/12/{slug}/") for slug in ("premier-nom", "second-nom")]
    assert [response["Location"].removeprefix("http://localhost") for response in found] == [page_of(1).url] * 2
