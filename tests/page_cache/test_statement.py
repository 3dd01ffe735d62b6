"""The statement of accessibility says more of the settings than other pages do: it alone is made new by that."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from almacms.page_cache.cache import PageCache
from home.models import SiteSettings
from tests.builders import make_site


@pytest.mark.django_db
def test_what_the_settings_say_shows_at_once(pages: PageCache, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_site()
        given = SiteSettings.for_site(Site.objects.get())
    reader = Client()
    assert "acces@alma.example" not in reader.get("/accessibilite/").content.decode()
    given.accessibility_email = "acces@alma.example"
    with django_capture_on_commit_callbacks(execute=True):
        given.save()
    assert "acces@alma.example" in reader.get("/accessibilite/").content.decode()
