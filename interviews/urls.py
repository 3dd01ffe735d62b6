"""The address of each question."""

from django.urls import path

from . import views

urlpatterns = [path("<path:interview>/q/<slug:key>/", views.question, name="question")]
