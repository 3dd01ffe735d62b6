"""Imports in the rest of the site."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from . import logs


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    logs.register(actions)
