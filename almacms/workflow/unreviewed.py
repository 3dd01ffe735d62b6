"""The one exception: an administrator publishes what nobody reviewed, says why, and everybody concerned is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from .decisions import check_publishable, check_shown
from .digests import content_digest
from .locks import hold
from .signals import published_without_review

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from wagtail.models import Page

LOG_ACTION = "almacms.publish_without_review"


@transaction.atomic
def publish_without_review(*, page: Page, user: AbstractBaseUser | AnonymousUser, reason: str, shown: str) -> None:
    """Publish the latest revision of a page, or schedule it when it has a day of its own.

    A review under way has nothing left to decide: it is cancelled, which the page's history says.

    Args:
        reason: why this could not wait; it stays in the page's history.
        shown: the digest of what this person was shown.

    Raises:
        decisions.Refused: the text has changed since, or breaks a rule of its type.
    """
    page = hold(page.pk).specific
    revision = Revision.objects.select_for_update().get(pk=page.latest_revision_id)
    check_shown(shown, content_digest(revision.content))
    check_publishable(revision)
    log(instance=page, action=LOG_ACTION, user=user, revision=revision, data={"reason": reason})
    revision.publish(user=user, skip_permission_checks=True)
    if review := page.current_workflow_state:
        review.cancel(user=user)
    page.refresh_from_db()
    is_scheduled = bool(page.go_live_at and page.go_live_at > timezone.now())
    published_without_review.send(
        sender=type(page), page=page, user=user, reason=reason, is_scheduled=is_scheduled, revision=revision
    )
