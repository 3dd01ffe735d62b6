"""Conversations in the rest of the site: what is forgotten, and what the history says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from almacms.publications.models import Publication

from . import services
from .digest import write_digest
from .models import Comment
from .views import desk as desk_views

LABELS = {
    services.APPROVED: (_("Approve a comment"), _("Comment approved")),
    services.REJECTED: (_("Reject a comment"), _("Comment rejected")),
    services.SPAM: (_("Mark a comment as spam"), _("Comment marked as spam")),
    services.EDITED: (_("Edit a comment"), _("Comment edited")),
    services.ANSWERED: (_("Answer a comment"), _("Answer of the team")),
    services.ERASED: (_("Erase a comment"), _("Comment erased at its author’s request")),
    services.THREAD_CHANGED: (_("Open or close a conversation"), _("Conversation opened, closed or hidden")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LABELS.items():
        actions.register_action(action, label, message)


class CommentFinder(ModelAdminURLFinder):
    """From a line of the history to the comment, for those who moderate, as long as there is something to see."""

    edit_url_name = desk_views.COMMENT

    def get_edit_url(self, instance: Comment) -> str | None:
        may_see = self.user is None or self.user.has_perm(desk_views.PERMISSION)
        return self.construct_edit_url(instance) if may_see and instance.erased_at is None else None


register_admin_url_finder(Comment, CommentFinder)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="conversation", codename="moderate_comment")


@hooks.register("register_periodic_job")
def forget_every_day() -> tuple[str, timedelta, Callable[[], object]]:
    return "comments to forget", timedelta(days=1), services.forget


@hooks.register("register_periodic_job")
def tell_moderators() -> tuple[str, timedelta, Callable[[], object]]:
    return "comments to moderate", timedelta(hours=1), write_digest


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("comments/", desk_views.QueueView.as_view(), name=desk_views.QUEUE),
        path("comments/<int:pk>/", desk_views.CommentView.as_view(), name=desk_views.COMMENT),
        path("comments/about/<int:page_id>/", desk_views.ThreadView.as_view(), name=desk_views.THREAD),
        path("comments/reader/", desk_views.PersonView.as_view(), name=desk_views.PERSON),
    ]


class CommentsMenuItem(MenuItem):
    """The queue, for those who moderate."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(desk_views.PERMISSION)


@hooks.register("register_admin_menu_item")
def list_comments() -> MenuItem:
    return CommentsMenuItem(_("Comments"), reverse(desk_views.QUEUE), name="comments", icon_name="comment", order=240)


@hooks.register("register_page_header_buttons")
def lead_to_the_conversation(page: Page, user: Any, **_options: Any) -> Iterator[Button]:
    """In the menu of a publication's editor."""
    if isinstance(page.specific_deferred, Publication) and page.permissions_for_user(user).can_edit():
        address = reverse(desk_views.THREAD, args=[page.pk])
        yield Button(_("Readers’ comments"), address, icon_name="comment", priority=60)


class WaitingPanel(Component):
    """One line on the dashboard of those who moderate, when something waits."""

    name = "comments_waiting"
    order = 20
    template_name = "conversation/admin/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        is_theirs = parent_context["request"].user.has_perm(desk_views.PERMISSION)
        return {
            "count": Comment.objects.waiting().count() if is_theirs else 0,
            "address": reverse(desk_views.QUEUE),
        }


@hooks.register("construct_homepage_panels")
def tell_of_waiting_comments(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())
