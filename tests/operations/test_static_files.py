"""Addresses of static files in production."""

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile

from almacms.operations.static_files import LastingStaticFilesStorage


@pytest.fixture
def storage(settings, tmp_path) -> LastingStaticFilesStorage:
    settings.DEBUG = False
    files = StaticFilesStorage(location=tmp_path)
    files.save("site.css", ContentFile("body { color: red }"))
    gathered = LastingStaticFilesStorage(location=tmp_path)
    list(gathered.post_process({"site.css": (files, "site.css")}))
    return LastingStaticFilesStorage(location=tmp_path)


def test_an_address_bears_a_digest_and_is_worked_out_once(storage):
    first = storage.url("site.css")
    storage.hashed_files.clear()

    assert first.startswith("/static/site.")
    assert first != "/static/site.css"
    assert storage.url("site.css") == first


def test_a_file_that_is_not_there_has_none(storage):
    with pytest.raises(ValueError, match=r"missing\.css"):
        storage.url("missing.css")
