"""The way in to the pages of the tree."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from wagtail import views as wagtail_views

from almacms import languages

from .models import Publication
from .plain.views import asks_for_markdown, negotiated
from .routing import route
from .trees import tell_site

ROUTE = "_wagtail_route_for_request"
"""Where Wagtail keeps the route of a request once it has one (`Page.route_for_request`)."""


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page of the tree, found by the short way."""
    tell_site(request)
    found = route(request, path, to_be_shown=True)
    if found is not None:
        setattr(request, ROUTE, found)
        page = found.page
        if isinstance(page, Publication) and page.unrestricted and asks_for_markdown(request):
            return negotiated(request, page)
    elif languages.current() != settings.LANGUAGE_CODE:
        # Wagtail would answer with the pages of the site's own language, at addresses that are not theirs.
        raise Http404
    return wagtail_views.serve(request, path)
