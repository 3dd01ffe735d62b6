"""A publication in Markdown: at an address of its own, and at the page's for programs that ask for it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.http import require_safe

from ..models import Publication
from ..moved_addresses import moved_to
from ..routing import route
from .markdown import document
from .reading import writers_of

MEDIA_TYPE = "text/markdown"
PAGES = {"text/html", "text/*", "application/xhtml+xml", "*/*"}
FILE = "index.md"


@require_safe
def markdown_twin(request: HttpRequest, path: str) -> HttpResponse:
    """A published page in Markdown; unknown as soon as not every reader may see it."""
    found = found_or_moved(request, path)
    return answer(request, found) if isinstance(found, Publication) else found


@require_safe
def short_twin(request: HttpRequest, path: str) -> HttpResponse:
    """Where the page's address with `.md` in place of its last sign leads, as others' do: to the Markdown."""
    found = found_or_moved(request, f"{path}/")
    if not isinstance(found, Publication):
        return found
    return HttpResponsePermanentRedirect(f"{found.get_url(request)}{FILE}")


def found_or_moved(request: HttpRequest, path: str) -> Publication | HttpResponse:
    """The publication at this path, or the way to the Markdown of the one that was.

    Raises:
        Http404: there is none that any reader may see.
    """
    found = route(request, path)
    if found is None and (moved := moved_to(request, f"/{path}")) is not None and moved.redirect_page is not None:
        return HttpResponseRedirect(f"{moved.link}{FILE}")
    if found is None or not isinstance(found.page, Publication) or not found.page.unrestricted:
        raise Http404
    return found.page


def answer(request: HttpRequest, publication: Publication) -> HttpResponse:
    """A publication that the reader may see, in Markdown."""
    (writer,) = writers_of([publication], request)
    response = HttpResponse(document(writer), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    # The page itself is what search engines should show.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{writer.url}>; rel="canonical"'
    return response


def asks_for_markdown(request: HttpRequest) -> bool:
    """Whether this request would rather have Markdown than a page; no browser does.

    A cache in front of the pages must let these requests through.
    """
    if "markdown" not in request.headers.get("Accept", "").lower():
        return False
    # The most wanted first; of those wanted alike, the most precise, then the first named. Refused ones are not there.
    names = (f"{each.main_type}/{each.sub_type}".lower() for each in request.accepted_types)
    return next((name for name in names if name == MEDIA_TYPE or name in PAGES), "") == MEDIA_TYPE


def negotiated(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The same at the page's own address.

    Kept by nobody: were the pages to vary with `Accept`, of which every browser sends its own, a cache would keep each
    of them many times over. A cache that does not know may give the page, never this to those who want the page.
    """
    response = answer(request, publication)
    patch_vary_headers(response, ["Accept"])
    add_never_cache_headers(response)
    return response
