"""The language of an answer is that of its address, and of nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from wagtail.models import Site

from . import several
from .opening import is_open


class AddressLanguageMiddleware:
    """Answers in the language that the address begins with; without one, in the site's first language.

    Django's own also looks at what the browser prefers, redirects, and makes every answer vary with it: one address
    would be several pages, of which a cache keeps one for each of the thousand ways in which browsers say the same.
    Languages are put back afterwards: Wagtail draws a preview by a request within the editor's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not several():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        site = Site.find_for_request(request)
        # The newsroom previews what is still closed.
        if not getattr(request, "is_dummy", False) and not (site and is_open(site, code)):
            raise Http404
        with translation.override(code):
            request.LANGUAGE_CODE = code
            return self.get_response(request)
