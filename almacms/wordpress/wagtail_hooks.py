"""Imports in the rest of the site: their screens, their turn of the scheduler, their line in histories."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from . import logs, views
from .services import PERMISSION, advance

EVERY = timedelta(seconds=5)
SECONDS_AT_A_TIME = 4.0
"""The scheduler publishes what is due in the same thread: it is given back quickly."""


@hooks.register("register_periodic_job")
def carry_on_imports() -> tuple[str, timedelta, Callable[[], object]]:
    return "imports from WordPress", EVERY, partial(advance, seconds=SECONDS_AT_A_TIME)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("imports/", views.ImportsView.as_view(), name=views.INDEX),
        path("imports/<uuid:pk>/", views.RunView.as_view(), name=views.RUN),
        path("imports/<uuid:pk>/progress/", views.ProgressView.as_view(), name=views.PROGRESS),
        path("imports/<uuid:pk>/report.json", views.ReportView.as_view(), name=views.REPORT),
        path("imports/<uuid:pk>/<slug:action>/", views.ActView.as_view(), name=views.ACT),
    ]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="wordpress", codename="run_import")


class ImportMenuItem(MenuItem):
    """For those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_settings_menu_item")
def offer_imports() -> MenuItem:
    return ImportMenuItem(
        _("Import from WordPress"), reverse(views.INDEX), name="wordpress-imports", icon_name="download", order=900
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    logs.register(actions)
