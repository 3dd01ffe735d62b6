"""What is decided on comments shows at once on the pages that are kept: under its publication, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from almacms.conversation import services
from almacms.conversation.models import Comment, ConversationSettings, Thread
from almacms.page_cache.cache import PageCache
from tests.builders import make_article, make_user
from tests.conversation.talk import comment, send
from tests.page_cache.test_precision import Newsroom, ask_all, make_newsroom, published, said

pytestmark = pytest.mark.django_db
Status = Comment.Status


def addresses(site: Newsroom) -> dict[str, str]:
    talks = {f"talk {number}": f"{page.url}conversation/" for number, page in enumerate(site.articles, start=1)}
    return {**site.addresses(), **talks}


def said_by(site: Newsroom, text: str) -> Comment:
    return Comment.objects.get(thread__publication=site.articles[1], text=text)


Act = Callable[[Newsroom, Any], object]
ACTS: dict[str, tuple[Act, str]] = {
    "nothing": (lambda _site, _user: None, ""),
    "a comment that waits": (lambda site, _: comment(site.articles[1], "Encore", status="pending"), ""),
    "approved": (
        lambda site, user: services.moderate(comments=[said_by(site, "attend")], status=Status.APPROVED, user=user),
        "A2 | talk 2",
    ),
    "rejected, never shown": (
        lambda site, user: services.moderate(comments=[said_by(site, "attend")], status=Status.REJECTED, user=user),
        "",
    ),
    "taken away": (
        lambda site, user: services.moderate(comments=[said_by(site, "montré")], status=Status.SPAM, user=user),
        "A2 | talk 2",
    ),
    "edited": (
        lambda site, user: services.edit(comment=said_by(site, "montré"), text="mieux dit", user=user),
        "A2 | talk 2",
    ),
    "answered": (
        lambda site, user: services.answer(comment=said_by(site, "montré"), text="Oui.", user=user),
        "A2 | talk 2",
    ),
    "erased": (lambda _, user: services.erase(email="camille@example.org", user=user), "A2 | talk 2"),
    "closed": (
        lambda site, user: services.set_state(publication=site.articles[1], state=Thread.State.CLOSED, user=user),
        "A2 | talk 2",
    ),
    "hidden": (
        lambda site, user: services.set_state(publication=site.articles[1], state=Thread.State.HIDDEN, user=user),
        "A2 | talk 2",
    ),
    "imported": (
        lambda site, _: services.store_imported(
            publication=site.articles[1],
            comments=[services.Imported("w:1", timezone.now(), "venu d’ailleurs", name="Noé")],
        ),
        "A2 | talk 2",
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_comments_makes_new_the_article_and_its_conversation_and_nothing_else(
    pages: PageCache, django_capture_on_commit_callbacks: Any, act: str
) -> None:
    do, expected = ACTS[act]
    with django_capture_on_commit_callbacks(execute=True):
        site = make_newsroom()
        comment(site.articles[1], "montré")
        comment(site.articles[1], "attend", status="pending")
        user = make_user("relecture")
    client, paths = Client(), addresses(site)
    for _ in range(2):
        ask_all(client, paths)
    before = ask_all(client, paths)
    assert {name for name in paths if before[name].get("X-Page-Cache") != "hit"} == set()
    with django_capture_on_commit_callbacks(execute=True):
        do(site, user)
    after, fresh = ask_all(client, paths), ask_all(client, paths, headers={"authorization": "none"})
    assert {name for name in paths if said(after)[name] != said(fresh)[name]} == set(), "stale"
    touched = set(filter(None, expected.split(" | ")))
    assert {name for name in paths if said(fresh)[name] != said(before)[name]} == touched
    assert {name for name in paths if after[name].get("X-Page-Cache") != "hit"} == touched


def test_a_change_to_a_publication_shows_on_its_conversation(
    pages: PageCache, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        site = make_newsroom()
    client, address = Client(), f"{site.articles[1].url}conversation/"
    for _ in range(2):
        assert "Article 2" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        published(site.articles[1], title="La grange")
    assert "La grange" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=site.articles[1], restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 404


def test_what_the_site_agrees_on_shows_on_every_publication(
    pages: PageCache, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = make_newsroom().articles[0]
    client = Client()
    for _ in range(2):
        assert "conversation/ecrire/" in client.get(article.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        ConversationSettings(pk=1, closes_after=1).save()
    assert "conversation/ecrire/" not in client.get(article.url).content.decode()


def test_a_page_that_is_kept_expires_when_its_conversation_closes(
    pages: PageCache, django_capture_on_commit_callbacks: Any
) -> None:
    published_on = timezone.now() - timedelta(days=1) + timedelta(minutes=5)
    with django_capture_on_commit_callbacks(execute=True):
        make_newsroom()
        article = make_article(title="Bientôt clos", publication_date=published_on)
        ConversationSettings(pk=1, closes_after=1).save()
    client = Client()
    for address in (article.url, f"{article.url}conversation/"):
        client.get(address)
        (key,) = [key for key in pages.pages.keys() if key.path == address]  # noqa: SIM118
        entry = pages.pages.get(key)
        assert entry is not None
        assert entry.until == (published_on + timedelta(days=1)).timestamp()


def test_the_form_is_drawn_for_each_and_kept_once_it_is_closed(
    pages: PageCache, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = make_newsroom().articles[0]
    client, address = Client(), f"{article.url}conversation/ecrire/"
    assert [client.get(address).get("X-Page-Cache") for _ in range(2)] == [None, None]
    with django_capture_on_commit_callbacks(execute=True):
        services.set_state(publication=article, state=Thread.State.CLOSED, user=make_user("redaction"))
    assert [client.get(address).get("X-Page-Cache") for _ in range(2)] == ["miss", "hit"]
    with django_capture_on_commit_callbacks(execute=True):
        services.set_state(publication=article, state=Thread.State.OPEN, user=make_user("autre"))
    assert "<form" in client.get(address).content.decode()


def test_what_readers_send_passes_through(pages: PageCache, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = make_newsroom().articles[0]
    client = Client()
    client.get(f"{article.url}conversation/ecrire/")
    assert send(client, article).status_code == 303
    assert Comment.objects.count() == 1
