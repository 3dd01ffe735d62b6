"""What surrounds every page: the menus, and the names of the pages above the one being read."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from wagtail.models import Site

from almacms.publications.trees import site_for
from home.furniture import furniture_for
from home.models import SiteSettings
from tests.builders import make_article, make_content_page, make_site


@pytest.mark.django_db
def test_whoever_finds_none_of_it_kept_has_it_read_in_two_queries(django_assert_num_queries: Any) -> None:
    make_site()
    about, article = make_content_page(title="À propos"), make_article(title="À la une")
    draft = make_content_page(title="Bientôt", publish=False)
    links = [("link", {"page": page, "address": "", "label": ""}) for page in (article, about, draft)]
    SiteSettings.objects.create(site=Site.objects.get(), header_links=links)
    request = RequestFactory().get("/")
    # As every page does first; the request remembers it.
    site_for(request)
    cache.clear()

    with django_assert_num_queries(2):
        found = furniture_for(request)

    assert [(link.label, link.url) for link in found.navigation] == [
        ("À la une", article.url),
        ("À propos", about.url),
    ]
    named = {title for title, _address, _pk in found.titles.values()}
    assert "À propos" in named
    assert named.isdisjoint({"À la une", "Bientôt"})
