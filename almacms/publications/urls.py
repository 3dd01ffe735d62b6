"""Addresses of topics and people, and of the Markdown under each publication and of what passes it on."""

from django.urls import path, re_path

from . import views
from .addresses import PAGE_PATH
from .passing_on_views import pass_on
from .plain.views import markdown_twin

urlpatterns = [
    path("thematiques/", views.topic_index, name="topic_index"),
    path("thematiques/<slug:slug>/", views.topic, name="topic"),
    path("personnes/<slug:slug>/", views.person, name="person"),
    re_path(rf"^(?P<path>{PAGE_PATH})index\.md$", markdown_twin, name="markdown_twin"),
    re_path(rf"^(?P<path>{PAGE_PATH})partager/$", pass_on, name="pass_on"),
]
