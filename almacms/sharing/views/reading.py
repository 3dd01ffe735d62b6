"""What somebody with a link sees of a draft, and what they may say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from almacms.workflow.links import private_page
from almacms.workflow.outsiders import draw_draft

from ..forms import ReaderCommentForm
from ..models import SharedDraft
from ..passages import passages
from ..services import TooManyComments, keep_comment

COMMENTED = "commentaire-recu"
"""In the address once a comment was kept: it stands for a message that would need a cookie."""


@dataclass(frozen=True)
class Reading:
    """What the site's templates show around a shared draft."""

    expires_at: datetime
    written_at: datetime | None
    """When the text was kept that the link shows for good; None when it shows the latest."""
    form: ReaderCommentForm | None = None
    was_commented: bool = False


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def shared_draft(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show the draft that a link opens; keep a comment on it.

    Raises:
        Http404: the link opens nothing, or no longer.
    """
    link = SharedDraft.objects.held_by(secret).with_text().first()
    if link is None:
        raise Http404
    if request.method == "POST" and not link.comments_allowed:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    page = shown_page(link)
    if request.method != "POST":
        if request.method == "GET":
            link.note_opening()
        form = ReaderCommentForm(passages=passages(page)) if link.comments_allowed else None
        return show(request, link, page, form)
    form = ReaderCommentForm(request.POST, passages=passages(page))
    if not form.is_valid():
        return show(request, link, page, form)
    try:
        keep_comment(link=link, **form.comment)
    except TooManyComments:
        form.add_error(None, _("Many comments came by this link within the hour. Yours is still here: send it later."))
        return show(request, link, page, form, status=429)
    return HttpResponseRedirect(f"?{COMMENTED}#commenter")


def shown_page(link: SharedDraft) -> Page:
    """The page as the link shows it."""
    revision = link.shown_revision
    return revision.as_object() if revision is not None else link.page.specific


def show(
    request: HttpRequest, link: SharedDraft, page: Page, form: ReaderCommentForm | None, *, status: int = 200
) -> HttpResponse:
    """The draft, between what says that it is one and what may be said of it."""
    reading = Reading(
        expires_at=link.expires_at,
        written_at=link.revision.created_at if link.revision else None,
        form=form,
        was_commented=request.method != "POST" and COMMENTED in request.GET,
    )
    return HttpResponse(draw_draft(page, request, shared_draft=reading), status=status)
