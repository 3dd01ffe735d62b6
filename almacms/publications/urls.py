"""Addresses of topics and people, and of the Markdown under each publication, and the read API."""

from django.urls import path, re_path

from . import views
from .api import router
from .plain.views import markdown_twin

urlpatterns = [
    path("api/v2/", router.urls),
    path("thematiques/", views.topic_index, name="topic_index"),
    path("thematiques/<slug:slug>/", views.topic, name="topic"),
    path("personnes/<slug:slug>/", views.person, name="person"),
    re_path(r"^(?P<path>(?:[^/]+/)+)index\.md$", markdown_twin, name="markdown_twin"),
]
