"""Pages that are no publications are found too."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from almacms.search.finding import Narrowing, find
from almacms.search.models import Entry
from almacms.search.queries import parse
from tests.builders import make_article, make_content_page

pytestmark = pytest.mark.django_db


def kinds(typed: str) -> list[tuple[str, str]]:
    found = find(parse(typed), Narrowing())
    by_pk = Entry.objects.in_bulk(found.entries)
    return [(by_pk[pk].kind, by_pk[pk].title) for pk in found.entries]


def test_a_plain_page_is_found_by_its_title_and_its_body_and_led_to(client: Client) -> None:
    page = make_content_page(title="Nous rejoindre", body=[("paragraph", "<p>Envoyez-nous votre candidature.</p>")])
    soup = BeautifulSoup(client.get("/recherche/?q=candidatures").content.decode(), "html.parser")
    (link,) = soup.select(".result h3 a")
    assert (link["href"], link.get_text()) == (page.url, "Nous rejoindre")
    assert [mark.get_text() for mark in soup.select(".result-extract mark")] == ["candidature"]
    assert [link.get_text(" ", strip=True) for link in soup.select('[data-filter="genre"] a')] == ["Page 1"]
    assert kinds("rejoignez") == []
    assert kinds("rejoindre") == [("page", "Nous rejoindre")]


def test_it_is_found_for_as_long_as_readers_may_see_it() -> None:
    page = make_content_page(title="Nous rejoindre", publish=False)
    assert kinds("rejoindre") == []
    page.get_latest_revision().publish()
    assert len(kinds("rejoindre")) == 1
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert kinds("rejoindre") == []
    restriction.delete()
    assert len(kinds("rejoindre")) == 1
    Page.objects.get(pk=page.pk).unpublish()
    assert kinds("rejoindre") == []


def test_its_deletion_and_rebuilding() -> None:
    page, other = make_content_page(title="Nous rejoindre"), make_content_page(title="Nous écrire")
    Page.objects.get(pk=page.pk).delete()
    assert kinds("rejoindre") == []
    Entry.objects.filter(page=other.pk).delete()
    call_command("rebuild_search", verbosity=0)
    assert kinds("écrire") == [("page", "Nous écrire")]


def test_a_publication_comes_before_it_for_the_same_words_when_it_is_newer() -> None:
    make_content_page(title="La coopérative")
    make_article(title="Une coopérative")
    assert kinds("coopérative")[0] == ("article", "Une coopérative")
