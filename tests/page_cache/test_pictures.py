"""Pictures are made after what shows them is published: whoever came in between is not kept without them."""

from typing import Any

import pytest
from django.test import Client

from almacms.page_cache.cache import PageCache
from almacms.publications import handlers
from almacms.publications.services import prepare_pictures
from tests.builders import make_article, make_image
from tests.public_site import picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/articles/un-four/index.md", "/flux/atom.xml", "/flux/feed.json"])
def test_what_was_drawn_before_its_pictures_were_made_is_drawn_again_with_them(
    pages: PageCache, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, address: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image()
    gallery = {"pictures": [picture(image), picture(image)], "caption": ""}
    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(handlers, "prepare_pictures", lambda _publication: None)
        article = make_article(
            title="Un four", slug="un-four", body=[("picture", picture(image)), ("gallery", gallery)]
        )
    client = Client()
    bare = [client.get(address) for _ in range(2)]
    assert [answer["X-Page-Cache"] for answer in bare] == ["miss", "hit"]
    with django_capture_on_commit_callbacks(execute=True):
        prepare_pictures(article)
    (name,) = image.renditions.filter(filter_spec="width-1280|format-jpeg").values_list("file", flat=True)
    assert bare[0].content.decode().count(name) == 0
    assert client.get(address).content.decode().count(name) == 3
