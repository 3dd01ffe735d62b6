"""Where readers take an interview away: under its own address, whatever the tree above it."""

from django.urls import re_path

from . import views

urlpatterns = [
    re_path(
        r"^(?P<path>(?:[^/]+/)+)telecharger\.(?P<extension>docx|txt|md)$",
        views.public_download,
        name="interview_download",
    ),
]
