"""Answers of search that the cache of pages keeps: never beyond the next change of what is published."""

from typing import Any

import pytest
from django.test import Client

from tests.builders import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/recherche/?q=heron", "/recherche/suggestions/?q=heron"])
def test_publishing_and_its_contrary_show_at_once(
    client: Client, path: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(title="Le moulin")
    assert b"lacustre" not in client.get(path).content
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "Heron lacustre"
        article.save_revision().publish()
    assert b"lacustre" in client.get(path).content
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()
    assert b"lacustre" not in client.get(path).content
