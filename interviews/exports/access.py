"""Who may take out a draft, and bring one back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ..models import InterviewPage


def require_edit(request: HttpRequest, page: InterviewPage) -> None:
    """Refuse whoever may not edit the page."""
    if page.alias_of_id or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied


def is_locked_for(request: HttpRequest, page: InterviewPage) -> bool:
    """Whether the page is held by somebody else, or by its moderation."""
    lock = page.get_lock()
    return lock is not None and lock.for_user(request.user)
