"""Addresses of the whole site: its feeds."""

from django.urls import path

from . import feeds

urlpatterns = [
    path("flux/<str:file>", feeds.site_feed, name="site_feed"),
    path("flux/thematiques/<slug:slug>/<str:file>", feeds.topic_feed, name="topic_feed"),
    path("flux/personnes/<slug:slug>/<str:file>", feeds.person_feed, name="person_feed"),
    path("flux/<slug:kind>/<str:file>", feeds.kind_feed, name="kind_feed"),
]
