"""A publication in Markdown: at an address of its own, and at the page's for programs that ask for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from ..models import Publication
from ..routing import route
from .markdown import document
from .reading import writers_of

MEDIA_TYPE = "text/markdown"


@require_safe
def markdown_twin(request: HttpRequest, path: str) -> HttpResponse:
    """A published page in Markdown; unknown as soon as not every reader may see it."""
    found = route(request, path)
    if found is None or not isinstance(found.page, Publication) or not found.page.unrestricted:
        raise Http404
    return answer(request, found.page)


def answer(request: HttpRequest, publication: Publication) -> HttpResponse:
    """A publication that the reader may see, in Markdown."""
    (writer,) = writers_of([publication], request)
    response = HttpResponse(document(writer), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    # The page itself is what search engines should show.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{writer.url}>; rel="canonical"'
    if publication.last_published_at:
        response.headers["Last-Modified"] = http_date(publication.last_published_at.timestamp())
    return response


def asks_for_markdown(request: HttpRequest) -> bool:
    """Whether this request would rather have Markdown than a page; no browser does.

    A cache in front of the pages must let these requests through.
    """
    accepted = request.headers.get("Accept", "")
    return MEDIA_TYPE in accepted and request.get_preferred_type(["text/html", MEDIA_TYPE]) == MEDIA_TYPE


def negotiated(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The same at the page's own address.

    Kept by nobody: were the pages to vary with `Accept`, of which every browser sends its own, a cache would keep each
    of them many times over. A cache that does not know may give the page, never this to those who want the page.
    """
    response = answer(request, publication)
    patch_vary_headers(response, ["Accept"])
    add_never_cache_headers(response)
    return response
