"""Pictures are ready before the first reader, and never stand in the way of a publication."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from almacms.images.models import CustomImage
from almacms.publications import handlers
from home.models import SiteSettings
from tests.builders import make_article, make_content_page, make_image, make_person

pytestmark = pytest.mark.django_db


def test_a_publication_succeeds_whatever_happens_to_its_pictures(monkeypatch, django_capture_on_commit_callbacks):
    def fail(_publication):
        raise RuntimeError("no room left on the disk")

    monkeypatch.setattr(handlers, "prepare_pictures", fail)

    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(cover=make_image())

    assert article.live


def inserts(address: str) -> list[str]:
    """What a reader's visit writes."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert b"<img" in Client().get(address).content
    return [query["sql"] for query in queries if query["sql"].startswith("INSERT")]


def picture(image: CustomImage) -> tuple[str, dict]:
    return "picture", {"image": image, "caption": "", "credit": ""}


def test_the_pictures_of_a_plain_page_are_ready_for_its_first_reader(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_content_page(body=[picture(make_image())])

    assert inserts(page.url) == []


def test_a_portrait_that_comes_after_publication_is_ready_for_the_next_reader(django_capture_on_commit_callbacks):
    person = make_person()
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(authors=[person])
        person.portrait = make_image()
        person.save()

    assert inserts(article.url) == []


def test_a_new_focal_point_has_its_files_before_the_next_reader(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(cover=make_image(size=(640, 480)))
    image = CustomImage.objects.get(pk=article.cover_id)
    with django_capture_on_commit_callbacks(execute=True):
        image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 50, 50, 20, 20
        image.save()

    assert inserts(article.url) == []


def test_a_new_default_sharing_picture_has_its_file_before_the_next_reader(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_content_page(body=[picture(make_image())])
        settings = SiteSettings.for_site(Site.objects.get())
        settings.social_picture = make_image()
        settings.save()

    assert inserts(page.url) == []
