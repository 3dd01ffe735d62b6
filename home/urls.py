"""Addresses of the whole site: its feeds, its archives, its maps, and what programs are told."""

from django.urls import path

from . import archives, feeds, llms, sitemaps
from .statement.views import statement

urlpatterns = [
    path("llms.txt", llms.llms, name="llms"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("accessibilite/", statement, name="accessibility_statement"),
    path("plan-du-site/", archives.site_map, name="site_map"),
    path("archives/", archives.archives, name="archives"),
    path("archives/<int:year>/", archives.archive, name="archive_year"),
    path("archives/<int:year>/<int:month>/", archives.archive, name="archive_month"),
    path("flux/<str:file>", feeds.site_feed, name="site_feed"),
    path("flux/thematiques/<slug:slug>/<str:file>", feeds.topic_feed, name="topic_feed"),
    path("flux/personnes/<slug:slug>/<str:file>", feeds.person_feed, name="person_feed"),
    path("flux/<slug:kind>/<str:file>", feeds.kind_feed, name="kind_feed"),
]
