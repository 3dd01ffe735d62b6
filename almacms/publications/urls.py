"""Addresses of topics and people."""

from django.urls import path

from . import views

urlpatterns = [
    path("thematiques/", views.topic_index, name="topic_index"),
    path("thematiques/<slug:slug>/", views.topic, name="topic"),
    path("personnes/<slug:slug>/", views.person, name="person"),
]
