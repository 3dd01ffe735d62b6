"""An import that is killed and run again ends as one that was not."""

import json
import random
import re
from contextlib import contextmanager
from datetime import timedelta
from itertools import zip_longest

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from almacms.conversation.models import Comment as Kept
from almacms.conversation.models import Thread
from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.publications.models import Topic
from almacms.wordpress.importer import spool_path
from almacms.wordpress.models import HELD_FOR, Line, Origin, Run
from almacms.wordpress.services import advance, begin_upload, options_of, pause, resume
from articles.models import ArticlePage
from interviews.models import InterviewPage
from tests.builders import make_site, make_user

from .blog import everything
from .conftest import MAPPING
from .exports import Item, export

pytestmark = pytest.mark.django_db

SAID = (
    "parent__source",
    "kind",
    "status",
    "name",
    "email",
    "text",
    "created_at",
    "depth",
    "is_team",
    "imported_digest",
)


class Killed(BaseException):
    """Nothing catches it, as nothing catches the end of a process."""


@contextmanager
def killed_at(statement: int):
    """End the work at its n-th SQL statement."""
    count = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == statement:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield lambda: count


def state() -> dict:
    """All that an import makes, without the numbers that the database gives."""
    names = {
        "page": dict(Page.objects.values_list("pk", "url_path")),
        "image": dict(CustomImage.objects.values_list("pk", "title")),
        "document": dict(get_document_model().objects.values_list("pk", "title")),
    }

    def named(source: str) -> str:
        source = re.sub(r'"image": (\d+)', lambda m: names["image"][int(m[1])], source)
        source = re.sub(r'"document": (\d+)', lambda m: names["document"][int(m[1])], source)
        source = re.sub(r'/media/original_images/[^"\\]+', "file", source)
        source = re.sub(r"/documents/\d+/", "file", source)
        return re.sub(r'id=\\"(\d+)\\" linktype=\\"(\w+)\\"', lambda m: names[m[2]][int(m[1])], source)

    pages = {}
    for page in [*ArticlePage.objects.all(), *InterviewPage.objects.all()]:
        body = re.sub(r'"speaker": \d+', "speaker", named(json.dumps(list(page.body.raw_data))))
        people, topics = [person.name for person in page.byline], [topic.name for topic in page.topic_list]
        notes = sorted(note.text for note in page.footnotes.all())
        dates = [page.publication_date, page.go_live_at, page.last_published_at and page.publication_date]
        row = [page.title, page.live, page.lead, page.cover and page.cover.title, page.has_unpublished_changes]
        pages[page.url_path] = [*row, *dates, body, people, topics, notes, page.workflow_in_progress]
    restrictions = Page.objects.exclude(view_restrictions=None).values_list("url_path", "view_restrictions__password")
    return {
        "pages": pages,
        "tree": sorted(Page.objects.values_list("url_path", "live")),
        "people": sorted(Person.objects.values_list("name", flat=True)),
        "topics": sorted(Topic.objects.values_list("name", flat=True)),
        "images": sorted(CustomImage.objects.values_list("title", "description", "file_hash")),
        "redirects": sorted(Redirect.objects.values_list("old_path", flat=True)),
        "restrictions": sorted(restrictions),
        "origins": sorted(Origin.objects.values_list("source", "key", "is_resolved")),
        "comments": sorted(Kept.objects.values_list("source", *SAID)),
        "threads": sorted(Thread.objects.values_list("publication__url_path", "state")),
    }


@pytest.fixture
def blog() -> bytes:
    return export(*everything(posts=28))


def test_killed_twenty_times_and_run_again_it_ends_the_same(imported, blog):
    with killed_at(0) as statements, transaction.atomic():
        imported(data=blog)
        expected = state()
        transaction.set_rollback(True)
    assert len(expected["pages"]) > 10

    chance = random.Random(2014)  # noqa: S311 (a choice of moments)
    kills = lives = 0
    while kills < 20:
        lives += 1
        with transaction.atomic():
            killed = imported_in_pieces(imported, blog, chance, statements() // 3)
            assert differences(state(), expected) == []
            transaction.set_rollback(True)
            kills += killed
    assert lives < 20


def differences(found: dict, expected: dict) -> list:
    """What is not the same, thing by thing."""
    pages = [key for key in expected["pages"] if found["pages"].get(key) != expected["pages"][key]]
    rows = ((key, found["pages"].get(key, []), expected["pages"][key]) for key in pages)
    parts = [(key, a, b) for key, one, other in rows for a, b in zip_longest(one, other) if a != b]
    others = [key for key in expected if key != "pages" and found[key] != expected[key]]
    return [*parts, *((key, found[key], expected[key]) for key in others)]


def imported_in_pieces(imported, blog: bytes, chance: random.Random, most: int) -> int:
    """Import as many times as it takes, each killed at a random statement but the last; how many were killed."""
    for killed in range(100):
        try:
            with killed_at(chance.randrange(1, most)):
                imported(data=blog)
        except Killed:
            continue
        return killed
    raise AssertionError


def test_the_schedulers_import_goes_on_where_it_was(blog, uploads):
    make_site()
    expected_run = started(blog, uploads)
    while not Run.objects.get(pk=expected_run.pk).is_over:
        advance(seconds=0)

    run = Run.objects.get(pk=expected_run.pk)
    assert run.state == Run.State.DONE
    assert run.counts["articles"]["created"] == ArticlePage.objects.count() > 10
    assert run.percent == 100
    assert not run.upload


def test_a_paused_import_waits_and_another_process_does_not_take_what_is_held(blog, uploads):
    make_site()
    run = started(blog, uploads)
    advance(seconds=0)
    pause(run=run)
    assert advance(seconds=0) is None

    resume(run=run)
    assert advance(seconds=0) is not None
    assert Line.objects.filter(run=run).count() == Line.objects.count()


def test_what_a_killed_command_leaves_is_let_go_of(imported, settings):
    run = Run.objects.create(name="a.xml", state=Run.State.RUNNING, claimed_until=timezone.now() - timedelta(minutes=1))
    alive = Run.objects.create(name="b.xml", state=Run.State.RUNNING, claimed_until=timezone.now() + HELD_FOR)
    settings.WORDPRESS_ROOT.mkdir()
    for each in (run, alive):
        spool_path(each).write_bytes(b"camille@exemple.org")

    imported(Item(1))

    run.refresh_from_db()
    assert (run.state, spool_path(run).exists()) == (Run.State.FAILED, False)
    assert spool_path(alive).exists()


def started(blog: bytes, uploads) -> Run:
    user = make_user(group="Administration")
    upload = ContentFile(blog, name="export.xml")
    return begin_upload(upload=upload, user=user, options=options_of(MAPPING, media=uploads), is_dry=False)
