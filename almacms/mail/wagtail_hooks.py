"""The outbox in the rest of the site: its beat, its page, its line on the dashboard."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from . import views
from .delivery import deliver
from .models import Message


@hooks.register("register_periodic_job")
def deliver_mail() -> tuple[str, timedelta, Callable[[], object]]:
    """What was written a moment ago leaves within seconds."""
    return "outbox", timedelta(seconds=settings.OUTBOX_INTERVAL), deliver


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("reports/mail/", views.OutboxView.as_view(), name=views.INDEX),
        path("reports/mail/retry/", views.RetryAllView.as_view(), name=views.RETRY_ALL),
        path("reports/mail/<int:pk>/retry/", views.RetryView.as_view(), name=views.RETRY),
        path("reports/mail/<int:pk>/give-up/", views.GiveUpView.as_view(), name=views.GIVE_UP),
    ]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="mail", codename="manage_outbox")


class OutboxMenuItem(MenuItem):
    """The report, for those who may see to the mail."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.PERMISSION)


@hooks.register("register_reports_menu_item")
def list_unsent_mail() -> MenuItem:
    return OutboxMenuItem(_("Mail"), reverse(views.INDEX), name="mail", icon_name="mail", order=1100)


class TroublePanel(Component):
    """One line on the dashboard of those who may see to the mail, when some does not leave."""

    name = "mail_trouble"
    order = 10
    template_name = "mail/admin/trouble_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        is_theirs = parent_context["request"].user.has_perm(views.PERMISSION)
        return {"count": Message.objects.in_trouble().count() if is_theirs else 0, "address": reverse(views.INDEX)}


@hooks.register("construct_homepage_panels")
def tell_of_stuck_mail(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TroublePanel())
