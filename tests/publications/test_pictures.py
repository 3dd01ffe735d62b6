"""Pictures are ready before the first reader, and never stand in the way of a publication."""

import pytest

from almacms.publications import handlers
from tests.builders import make_article, make_image

pytestmark = pytest.mark.django_db


def test_a_publication_succeeds_whatever_happens_to_its_pictures(monkeypatch, django_capture_on_commit_callbacks):
    def fail(_publication):
        raise RuntimeError("no room left on the disk")

    monkeypatch.setattr(handlers, "prepare_pictures", fail)

    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(cover=make_image())

    assert article.live
