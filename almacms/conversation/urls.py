"""A conversation lies under its publication; the links of letters stand apart."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("conversation/confirmer/<str:secret>/", views.confirm, name="conversation_confirm"),
    path("conversation/ne-plus-suivre/<str:secret>/", views.unfollow, name="conversation_unfollow"),
    re_path(r"^(?P<path>(?:[^/]+/)+)conversation/$", views.conversation, name="conversation"),
    re_path(r"^(?P<path>(?:[^/]+/)+)conversation/ecrire/$", views.write, name="conversation_write"),
]
