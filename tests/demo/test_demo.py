"""The demonstration: all of it or nothing, once, and never over what somebody changed."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision, WorkflowState
from wagtail_footnotes.models import Footnote

from almacms.demo import sources
from almacms.demo.accounts import ensure_accounts
from almacms.demo.loader import Loaded, is_empty, load
from almacms.demo.newsroom import Newsroom
from almacms.images.models import CustomImage, CustomRendition
from almacms.people.models import Person
from almacms.publications.models import Publication, Topic
from almacms.workflow import roles
from articles.models import ArticlePage
from home.models import ContentPage, HomePage, SiteSettings
from interviews.forms import exchanges_of
from interviews.models import InterviewPage
from interviews.rules import problems

PASSWORD = "un-mot-de-passe-de-demonstration"
SMALL = 96
User = get_user_model()
ACCOUNTS = {"redaction": roles.WRITERS, "relecture": roles.REVIEWERS, "admin": roles.ADMINISTRATORS}


def quietly(_message: str) -> None:
    """Whoever tests does not wait."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The demonstration loaded once for the module, and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(say=quietly, password=PASSWORD, picture_width=SMALL)
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demo: Loaded) -> Iterator[Loaded]:
    """The same for one test, which may change it."""
    with transaction.atomic():
        yield demo
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    models = (Page, Revision, WorkflowState, CustomImage, Person, Topic, Footnote, User, get_document_model())
    return {model.__name__: model._default_manager.count() for model in models}


def files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_twelve_articles_and_four_interviews_are_public(loaded: Loaded) -> None:
    visible = Publication.objects.visible()

    assert visible.of_kind(Publication.Kind.ARTICLE).count() == 12
    assert visible.of_kind(Publication.Kind.INTERVIEW).count() == 4
    dates = [publication.publication_date for publication in visible.newest_first()]
    assert (dates[-1].year, dates[0].year) == (2014, 2026)
    assert visible.filter(cover=None).count() >= 1


def test_every_picture_is_used(loaded: Loaded) -> None:
    titles = set(CustomImage.objects.values_list("title", flat=True))

    assert titles == {entry["title"] for entry in sources.table("pictures").values()}


def test_every_page_can_be_read(loaded: Loaded) -> None:
    pages = [*Publication.objects.visible(), *ContentPage.objects.live(), HomePage.objects.get()]
    addresses = [page.url for page in pages]
    addresses += [topic.get_absolute_url() for topic in Topic.objects.all()]
    addresses += [person.get_absolute_url() for person in Person.objects.all()]

    assert len(addresses) > 35
    assert {Client().get(address).status_code for address in addresses} == {200}


def test_the_interviews_have_from_one_to_four_voices_and_keep_the_rules(loaded: Loaded) -> None:
    interviews = list(InterviewPage.objects.live())

    assert sorted(len(interview.cast) for interview in interviews) == [1, 2, 3, 4]
    for interview in interviews:
        declared = {speaker.person.pk: speaker.name for speaker in interview.cast}
        assert problems(exchanges_of(interview.body), declared) == []
        assert 6 <= len(interview.questions) <= 12


def test_bodies_are_what_the_editor_would_accept(loaded: Loaded) -> None:
    pages = [*ArticlePage.objects.all(), *InterviewPage.objects.all(), *ContentPage.objects.all()]

    assert len(pages) == 21
    for page in pages:
        page.body.stream_block.clean(page.body)
        page.full_clean()


def test_articles_show_every_block_there_is(loaded: Loaded) -> None:
    used = {block.block_type for article in ArticlePage.objects.live() for block in article.body}

    # What an import keeps is nothing that anybody writes.
    assert used == set(ArticlePage.body.field.stream_block.child_blocks) - {"kept_html"}


def test_footnotes_are_all_referred_to(loaded: Loaded) -> None:
    article = ArticlePage.objects.get(slug="le-terrain-ou-nous-ne-construirons-pas")

    html = Client().get(article.url).content.decode()

    assert article.footnotes.count() == 2
    assert 'href="#note-2"' in html
    assert 'id="note-2"' in html


def test_a_draft_waits_for_review_and_a_page_for_its_hour(loaded: Loaded) -> None:
    review = Publication.objects.get(slug="reparer-les-machines")
    scheduled = Publication.objects.get(slug="carnet-d-hiver")
    draft = Publication.objects.get(slug="petit-lexique")

    assert review.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert review.current_workflow_state.requested_by.username == "redaction"
    assert scheduled.go_live_at > timezone.now()
    assert scheduled.scheduled_revision is not None
    assert draft.current_workflow_state is None
    assert not any(page.live for page in (review, scheduled, draft))


def test_the_accounts_can_sign_in(loaded: Loaded) -> None:
    assert {account.user.username: account.group for account in loaded.accounts} == ACCOUNTS
    for username, group in ACCOUNTS.items():
        client = Client()
        assert client.login(username=username, password=PASSWORD)
        assert client.get("/admin/").status_code == 200
        assert list(User.objects.get(username=username).groups.values_list("name", flat=True)) == [group]


def test_a_second_run_changes_nothing(loaded: Loaded) -> None:
    before, written = counts(), files()

    again = load(say=quietly, password="un-autre", picture_width=SMALL)

    assert counts() == before
    assert files() == written
    assert again.pages == []
    assert [account.password for account in again.accounts] == [None, None, None]
    assert Client().login(username="redaction", password=PASSWORD)


def test_what_an_editor_changed_is_kept(loaded: Loaded) -> None:
    article = ArticlePage.objects.get(slug="la-passerelle")
    article.title = "Un pont"
    article.save_revision().publish()
    Person.objects.filter(slug="odile-pressenda").update(role="Navigatrice")
    HomePage.objects.update(introduction="<p>Bonjour.</p>")
    site_settings = SiteSettings.objects.get()
    site_settings.tagline = "Autre chose"
    site_settings.save()

    load(say=quietly, picture_width=SMALL)

    assert ArticlePage.objects.get(slug="la-passerelle").title == "Un pont"
    assert Person.objects.get(slug="odile-pressenda").role == "Navigatrice"
    assert HomePage.objects.get().introduction == "<p>Bonjour.</p>"
    assert SiteSettings.objects.get().tagline == "Autre chose"


def test_what_is_missing_comes_back(loaded: Loaded) -> None:
    before = counts()
    ArticlePage.objects.get(slug="la-passerelle").delete()

    again = load(say=quietly, picture_width=SMALL)

    assert [page.slug for page in again.pages] == ["la-passerelle"]
    assert counts()["Page"] == before["Page"]


def test_the_command_tells_the_accounts(loaded: Loaded) -> None:
    said, said_if_empty = io.StringIO(), io.StringIO()

    call_command("demo", stdout=said)
    call_command("demo", if_empty=True, stdout=said_if_empty)

    assert set(ACCOUNTS) <= set(said.getvalue().split())
    assert PASSWORD not in said.getvalue()
    assert "redaction" in said_if_empty.getvalue()


@pytest.fixture
def short_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration of two publications."""
    whole = sources.folder
    monkeypatch.setattr(sources, "folder", lambda name: [s for s in whole(name) if s.state == "live"][-1:])


@pytest.mark.django_db
def test_the_first_reader_waits_for_no_picture_and_nobody_gets_mail(
    short_demo: None, django_capture_on_commit_callbacks: Callable
) -> None:
    assert is_empty()
    with django_capture_on_commit_callbacks(execute=True):
        loaded = load(say=quietly, picture_width=SMALL)
    made = CustomRendition.objects.count()

    statuses = {Client().get(page.url).status_code for page in [*loaded.pages, HomePage.objects.get()]}

    assert statuses == {200}
    assert CustomRendition.objects.count() == made > 0
    assert mail.outbox == []
    assert not is_empty()


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch, short_demo: None) -> None:
    before, written = counts(), files()
    on_the_way: set[Path] = set()

    def fail(*_args: object) -> None:
        on_the_way.update(files() - written)
        raise InterruptedError

    monkeypatch.setattr(Newsroom, "release", fail)

    with pytest.raises(InterruptedError):
        load(say=quietly, picture_width=SMALL)

    assert on_the_way
    assert counts() == before
    assert files() == written


@pytest.mark.django_db
def test_without_a_password_one_is_drawn() -> None:
    first = ensure_accounts(None)

    passwords = {account.password for account in first}
    assert len(passwords) == 1
    password = passwords.pop()
    assert password and len(password) >= 12
    assert all(account.user.check_password(password) for account in first)
