"""A link to a draft, as the tests make one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from almacms.sharing.models import SharedDraft
from almacms.sharing.services import share_draft
from tests.builders import make_user


def share(page: Page, **terms: Any) -> tuple[SharedDraft, str]:
    """A link to a page's draft, and the path of its address."""
    terms.setdefault("expires_at", timezone.now() + timedelta(days=14))
    terms = {"revision": None, "recipient": "Nadia, pour avis", "comments_allowed": False, **terms}
    link, secret = share_draft(page=page, user=terms.pop("user", None) or make_user(), **terms)
    return link, f"/brouillon/{secret}/"


def expire(link: SharedDraft) -> None:
    """Let a link's time pass."""
    now = timezone.now()
    SharedDraft.objects.filter(pk=link.pk).update(
        created_at=now - timedelta(days=2), expires_at=now - timedelta(seconds=1)
    )
