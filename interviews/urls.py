"""The address of each question, of the files an interview can be taken away in, and of the letters to speakers."""

from django.urls import include, path, re_path

from almacms.publications.addresses import PAGE_PATH
from almacms.workflow.links import ANY_SECRET

from . import views
from .agreement.views import speakers_agreement

urlpatterns = [
    path("accord/", include([re_path(ANY_SECRET, speakers_agreement, name="speakers_agreement")])),
    re_path(rf"^(?P<interview>{PAGE_PATH})q/(?P<key>[-\w]+)/$", views.question, name="question"),
    path("", include("interviews.exports.urls")),
]
