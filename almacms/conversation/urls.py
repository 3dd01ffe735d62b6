"""A conversation lies under its publication; the links of letters stand apart."""

from django.urls import re_path

from almacms.publications.addresses import PAGE_PATH
from almacms.workflow.links import ANY_SECRET

from .views import readers

urlpatterns = [
    re_path(rf"^conversation/confirmer/{ANY_SECRET}", readers.confirm, name="conversation_confirm"),
    re_path(rf"^conversation/ne-plus-suivre/{ANY_SECRET}", readers.unfollow, name="conversation_unfollow"),
    re_path(rf"^(?P<path>{PAGE_PATH})conversation/$", readers.conversation, name="conversation"),
    re_path(rf"^(?P<path>{PAGE_PATH})conversation/ecrire/$", readers.write, name="conversation_write"),
    re_path(rf"^(?P<path>{PAGE_PATH})conversation/suivre/$", readers.follow, name="conversation_follow"),
]
