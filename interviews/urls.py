"""The address of each question, and of the files an interview can be taken away in."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("<path:interview>/q/<slug:key>/", views.question, name="question"),
    path("", include("interviews.exports.urls")),
]
