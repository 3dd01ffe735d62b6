"""Interviews as files: those that readers see, for anybody; the latest drafts, for those who may edit them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from almacms.publications.routing import route

from ..models import InterviewPage
from .access import require_edit
from .formats import FORMATS, download


@require_safe
def public_download(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """A published interview as a file; unknown as soon as not every reader may see it."""
    found = route(request, path)
    page = found.page if found is not None else None
    if not isinstance(page, InterviewPage) or not page.unrestricted:
        raise Http404
    response = download(page, FORMATS[extension], revision=page.live_revision_id or 0)
    # The page itself is what search engines should show.
    response.headers["X-Robots-Tag"] = "noindex"
    if page.last_published_at:
        response.headers["Last-Modified"] = http_date(page.last_published_at.timestamp())
    return response


@never_cache
@require_safe
def draft_download(request: HttpRequest, page_id: int, extension: str) -> HttpResponse:
    """The latest draft of an interview as a file."""
    page = get_object_or_404(InterviewPage, pk=page_id)
    require_edit(request, page)
    draft = page.get_latest_revision_as_object()
    return download(draft, FORMATS[extension], revision=page.latest_revision_id or 0)
