"""A conversation as readers see it: its order, its pages, its links, its cost."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from almacms.conversation import rules
from almacms.conversation.models import Comment
from almacms.conversation.reading import ON_THE_PAGE, ON_THE_PAGE_TEXT, PER_PAGE
from almacms.conversation.services import thread_of
from tests.builders import make_article

from .talk import comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


def said(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser", from_encoding="utf-8")
    return [text.get_text(strip=True) for text in page.select(".comment .said")]


def many(page: Any, count: int) -> None:
    thread, start = thread_of(page), timezone.now() - timedelta(days=1)
    rows = [
        Comment(thread=thread, text=f"n{number}", status="approved", created_at=start + timedelta(seconds=number))
        for number in range(count)
    ]
    Comment.objects.bulk_create(rows)
    for row in Comment.objects.filter(path=""):
        row.place()


def test_answers_lie_under_what_they_answer_and_the_rest_in_order_of_time(client: Client, article: Any):
    now = timezone.now()
    first = comment(article, "un", created_at=now - timedelta(hours=3))
    comment(article, "deux", created_at=now - timedelta(hours=2))
    late = comment(article, "un a", parent=first, created_at=now)
    comment(article, "un a i", parent=late, created_at=now)
    comment(article, "un avant", parent=first, created_at=now - timedelta(hours=1))
    assert said(client, article.url) == ["un", "un avant", "un a", "un a i", "deux"]


def test_an_endless_exchange_stays_within_the_page(client: Client, article: Any):
    last = comment(article, "0")
    for number in range(1, rules.DEEPEST + 4):
        last = comment(article, str(number), parent=last)
    assert last.depth == rules.DEEPEST
    assert said(client, article.url) == [str(number) for number in range(rules.DEEPEST + 4)]


def test_text_is_text_and_addresses_are_links_that_vouch_for_nothing(client: Client, article: Any):
    comment(article, "<script>alert(1)</script> voir https://a.example/?x=1&y=2 !")
    page = client.get(article.url).content.decode()
    assert "<script>alert" not in page
    assert '<a href="https://a.example/?x=1&amp;y=2" rel="nofollow ugc">' in page


def test_a_mailbox_is_told_to_nobody(client: Client, article: Any):
    comment(article, email="secret@example.net")
    for address in (article.url, f"{article.url}conversation/"):
        assert "secret@example.net" not in client.get(address).content.decode()


def test_the_beginning_is_under_the_article_and_all_of_it_on_pages_of_its_own(client: Client, article: Any):
    many(article, PER_PAGE + 1)
    assert said(client, article.url) == [f"n{number}" for number in range(ON_THE_PAGE)]
    assert len(said(client, f"{article.url}conversation/")) == PER_PAGE
    assert said(client, f"{article.url}conversation/?page=2") == [f"n{PER_PAGE}"]
    for page in ("3", "0", "-1", "x"):
        assert client.get(f"{article.url}conversation/?page={page}").status_code == 404


def test_a_publication_stays_light_whatever_is_said_under_it(client: Client, article: Any):
    for number in range(4):
        comment(article, f"{number} " + "mot " * (ON_THE_PAGE_TEXT // 8))
    assert len(said(client, article.url)) == 1
    page = client.get(article.url).content.decode()
    assert "4 commentaires" in page
    assert f'href="{article.url}conversation/"' in page


def test_how_much_was_said_is_told_at_the_top_and_leads_there(client: Client, article: Any):
    assert not BeautifulSoup(client.get(article.url).content, "html.parser").select(".opening a[href='#conversation']")
    comment(article)
    (link,) = BeautifulSoup(client.get(article.url).content, "html.parser").select(".opening a[href='#conversation']")
    assert link.get_text(strip=True) == "1 commentaire"


def test_a_long_conversation_costs_no_more_queries_than_a_short_one(
    client: Client, article: Any, django_assert_max_num_queries: Any
):
    many(article, ON_THE_PAGE)
    client.get(article.url)
    with django_assert_max_num_queries(10) as few:
        client.get(article.url)
    many(article, 3 * PER_PAGE)
    with django_assert_max_num_queries(len(few)):
        client.get(article.url)
    with django_assert_max_num_queries(10):
        client.get(f"{article.url}conversation/?page=2")


def test_comments_of_a_page_under_a_password_are_under_it_too(client: Client, article: Any):
    comment(article, "Entre nous")
    article.view_restrictions.create(restriction_type="password", password="x")
    client.post(
        f"/_util/authenticate_with_password/{article.view_restrictions.get().pk}/{article.pk}/",
        {"password": "x", "return_url": article.url},
    )
    inside = client.get(article.url).content.decode()
    assert "data-publication" in inside
    assert "Entre nous" not in inside
    assert client.get(f"{article.url}conversation/").status_code == 404
