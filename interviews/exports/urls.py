"""Where readers take an interview away: under its own address, whatever the tree above it."""

from django.urls import re_path

from almacms.publications.addresses import PAGE_PATH

from . import views

urlpatterns = [
    re_path(
        rf"^(?P<path>{PAGE_PATH})telecharger\.(?P<extension>docx|txt|md)$",
        views.public_download,
        name="interview_download",
    ),
]
