"""Redirects from addresses that are no longer."""

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from .links import PRIVATE


class MovedAddressMiddleware(RedirectMiddleware):
    """Wagtail's redirects, but not for personal links: a closed one has moved nowhere.

    Asking whether it has would be more work for an address that opens nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Cache-Control") == PRIVATE:
            return response
        return super().process_response(request, response)
