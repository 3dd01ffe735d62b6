"""People without an account: what they are shown of a draft, and under which name the newsroom reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.text import slugify
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Comment

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page

reader_commented = Signal()
"""Sent once a comment of somebody without an account is kept; `page`, `comment`, `link_maker` (an account, or None)."""

SERVICE = "service:"
"""What the usernames of service accounts begin with: a sign that the forms refuse, so that they are nobody else's."""

LONGEST_SAVE = timedelta(minutes=1)
"""More time than any request takes from reading a page to saving it."""

OF_THE_SERVER = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL")
"""What a request says of the site that it was sent to, rather than of who sent it."""


def service_account(name: str) -> AbstractUser:
    """The account under which the newsroom reads what people without one wrote; made when it is first asked for.

    Nobody signs in with it: it is inactive, has no password, and no address to be sent one.

    Args:
        name: what the editorial interface shows, such as « Lecteurs de brouillons ».
    """
    account, _is_new = get_user_model().objects.get_or_create(
        username=f"{SERVICE}{slugify(name)}",
        defaults={"first_name": name, "is_active": False, "password": make_password(None)},
    )
    return account


def adopt_comments(page: Page) -> None:
    """Before a page is saved, add the comments of people without an account that came since it was read.

    Wagtail deletes the comments that the page being saved does not hold, as if the editor had. Editors save at every
    pause: a reader's comment that came meanwhile would be lost without anybody having seen it.
    """
    since = timezone.now() - LONGEST_SAVE
    recent = Comment.objects.filter(page_id=page.pk, user__username__startswith=SERVICE, created_at__gt=since)
    if new := list(recent.filter(resolved_at=None).defer("position")):
        comments = getattr(page, COMMENTS_RELATION_NAME)
        held = {comment.pk for comment in comments.all()}
        comments.add(*[comment for comment in new if comment.pk not in held])


def reader_request(page: Page, request: HttpRequest) -> HttpRequest:
    """The request that a reader would send for this page, with nothing of the one who asks now: to draw a draft with.

    Wagtail's own previews go through every middleware, with the cookies of whoever looks, and draw its user bar.
    """
    made = HttpRequest()
    made.method = "GET"
    made.path = made.path_info = urlsplit(page.full_url or "/").path
    made.META = {name: request.META[name] for name in OF_THE_SERVER if name in request.META}
    made.user = AnonymousUser()
    return made


def draw_draft(page: Page, request: HttpRequest, **attributes: object) -> bytes:
    """A draft as its readers will see it, drawn by the page's own template.

    A page that is not published has no address yet: whatever would tell it or lead there is left out.

    Args:
        page: the draft, as `Revision.as_object()` gives it.
        request: the one being answered, which says on which site.
        attributes: what the made-up request carries besides, for the templates.
    """
    made = reader_request(page, request)
    for name, value in attributes.items():
        setattr(made, name, value)
    if not page.live:
        page.get_url_parts = lambda *_args, **_options: None
    fetch_related_rows(page)
    code = page.locale.language_code if settings.WAGTAIL_I18N_ENABLED else translation.get_language()
    with translation.override(code):
        response = page.serve(made)
        return response.rendered_content.encode() if hasattr(response, "rendered_content") else response.content


def fetch_related_rows(page: Page) -> None:
    """Read what the rows of a draft point at, a query for each kind of row.

    They are in memory, where `select_related` does nothing: each of them would ask for its own.
    """
    for relation in get_all_child_relations(type(page)):
        rows = list(getattr(page, relation.get_accessor_name()).all())
        for field in relation.related_model._meta.fields:
            if field.many_to_one and field is not relation.field:
                prefetch_related_objects(rows, field.name)
