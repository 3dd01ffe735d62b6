"""What somebody with a link sees, and what it gives away: nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from almacms.sharing.models import SharedDraft
from almacms.sharing.views.reading import shown_page
from articles.models import ArticlePage
from tests.builders import make_article, make_image, make_interview, make_person, make_topic, make_user, moment
from tests.sharing.share import share

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|SAVEPOINT)", re.IGNORECASE)


def save(page: Any, title: str) -> Any:
    page.title = title
    return page.save_revision()


def read(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    return response.content.decode()


def asked(action: Callable[[], object]) -> list[str]:
    """The queries that something makes."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return [query["sql"] for query in queries]


class TestWhichText:
    def test_a_link_to_the_latest_follows_what_is_written(self) -> None:
        page = make_article(title="Un titre", publish=False)
        _link, path = share(page)
        assert "Un titre" in read(path)
        save(page, "Un autre titre")
        assert "Un autre titre" in read(path)

    def test_a_link_to_one_revision_goes_on_showing_it(self) -> None:
        page = make_article(title="Un titre", publish=False)
        _link, path = share(page, revision=page.latest_revision)
        save(page, "Un autre titre").publish()
        content = read(path)
        assert "Un titre" in content
        assert "Un autre titre" not in content

    def test_a_link_to_one_revision_survives_autosave_which_writes_over_it(self) -> None:
        author = make_user()
        page = make_article(title="Un titre", publish=False)
        revision = page.save_revision(user=author)
        _link, path = share(page, revision=revision)
        page.title = "Un autre titre"
        page.save_revision(user=author, overwrite_revision=revision)
        assert "Un autre titre" not in read(path)

    def test_it_is_drawn_by_the_page_of_its_kind_with_its_pictures(self) -> None:
        person, image = make_person("Anaïs"), make_image()
        page = make_interview(title="À deux voix", speakers=[person], cover=image, publish=False)
        _link, path = share(page)
        content = read(path)
        assert "Anaïs" in content
        assert re.search(r'<img[^>]+src="/media/images/', content)

    def test_a_page_that_was_never_saved_as_a_draft_is_shown_as_it_is(self) -> None:
        page = ArticlePage(title="Un titre", lead="Un chapô.", live=False)
        make_article().get_parent().add_child(instance=page)
        _link, path = share(page)
        assert "Un titre" in read(path)


class TestPrivacy:
    def test_it_carries_the_headers_of_a_private_page(self, client: Client) -> None:
        _link, path = share(make_article(publish=False))
        response = client.get(path)
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "ETag" not in response.headers

    def test_it_is_the_same_for_somebody_who_is_signed_in(self, client: Client) -> None:
        _link, path = share(make_article(publish=False), comments_allowed=True)
        anonymous = client.get(path)
        client.force_login(make_user(is_superuser=True))
        signed_in = client.get(path)
        assert signed_in.content == anonymous.content
        assert signed_in.headers == anonymous.headers
        assert "wagtail-userbar" not in signed_in.content.decode()

    def test_it_tells_no_address_of_a_page_that_is_not_published(self) -> None:
        people = [make_person(), make_person()]
        for page in (make_article(publish=False, title="Secret"), make_interview(publish=False, speakers=people)):
            _link, path = share(page)
            assert page.slug not in read(path)

    def test_it_gives_search_engines_and_cards_nothing(self) -> None:
        published = make_article(title="Publié", cover=make_image())
        save(published, "Un titre inédit")
        _link, path = share(published)
        content = read(path)
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in content
        assert "og:" not in content
        assert 'rel="canonical"' not in content
        assert 'name="description"' not in content

    def test_it_does_not_hold_its_own_address(self) -> None:
        _link, path = share(make_article(publish=False), comments_allowed=True)
        assert path.split("/")[2] not in read(path)

    def test_what_to_read_next_shows_published_pages_only(self) -> None:
        shown, hidden = make_article(title="Visible"), make_article(title="Cachée", publish=False)
        _link, path = share(make_article(publish=False, related=[shown, hidden]))
        content = read(path)
        assert "Visible" in content
        assert "Cachée" not in content

    def test_it_opens_no_other_draft(self) -> None:
        other = make_article(title="Autre", publish=False)
        _link, path = share(make_article(publish=False))
        assert Client().get(f"{path}{other.slug}/").status_code == 404
        assert Client().get(f"/articles/{other.slug}/").status_code == 404


class TestOpening:
    def test_the_first_one_is_noted_and_no_other(self, client: Client) -> None:
        link, path = share(make_article(publish=False))
        client.head(path)
        link.refresh_from_db()
        assert link.opened_at is None
        client.get(path)
        SharedDraft.objects.filter(pk=link.pk).update(opened_at=moment(2026, 1, 1))
        client.get(path)
        link.refresh_from_db()
        assert link.opened_at == moment(2026, 1, 1)

    def test_a_plain_draft_is_cheap_and_the_second_opening_writes_nothing(self, client: Client) -> None:
        _link, path = share(make_article(publish=False), comments_allowed=True)
        client.get(path)
        statements = asked(lambda: client.get(path))
        assert len(statements) <= 8
        assert [sql for sql in statements if WRITES.match(sql)] == []

    @pytest.mark.parametrize("named", [False, True])
    @pytest.mark.parametrize("kind", ["article", "interview"])
    def test_a_rich_one_costs_little_more_than_to_read_its_revision(
        self, client: Client, kind: str, named: bool
    ) -> None:
        people, topics, image = [make_person() for _ in range(6)], [make_topic(), make_topic()], make_image()
        related = [make_article(cover=make_image()) for _ in range(2)]
        fields: dict[str, Any] = {
            "authors": people[:3],
            "topics": topics,
            "cover": image,
            "related": related,
            "publish": False,
        }
        page = make_article(**fields) if kind == "article" else make_interview(speakers=people, **fields)
        link, path = share(page, revision=page.latest_revision if named else None, comments_allowed=True)
        client.get(path)
        statements = asked(lambda: client.get(path))
        assert [sql for sql in statements if WRITES.match(sql)] == []
        # Wagtail asks three times for each row of a revision; nothing here may add to that.
        reading = asked(lambda: shown_page(SharedDraft.objects.with_text().get(pk=link.pk)))
        assert len(statements) - len(reading) <= 10

    def test_other_methods_are_refused(self, client: Client) -> None:
        _link, path = share(make_article(publish=False), comments_allowed=True)
        assert client.put(path).status_code == 405
        assert client.delete(path).status_code == 405
