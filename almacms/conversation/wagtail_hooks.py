"""Conversations in the rest of the site: what is forgotten, and what the history says."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from . import services

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


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="conversation", codename="moderate_comment")


@hooks.register("register_periodic_job")
def forget_every_day() -> tuple[str, timedelta, Callable[[], object]]:
    return "comments to forget", timedelta(days=1), services.forget
