"""Redirects from addresses that are no longer."""

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect

from .links import PRIVATE

BY_NUMBER = ("p", "page_id", "attachment_id")
"""What a blog's short addresses ask for: « /?p=12 »."""


class MovedAddressMiddleware(RedirectMiddleware):
    """Wagtail's redirects, but not for personal links: a closed one has moved nowhere.

    Asking whether it has would be more work for an address that opens nothing.
    """

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Answer a blog's short address, which has the path of a page that exists: nothing would be missing."""
        if request.path != "/" or not request.GET:
            return None
        number = next((request.GET[name] for name in BY_NUMBER if name in request.GET), "")
        if not (number.isascii() and number.isdecimal()):
            return None
        moved = get_redirect(request, f"/?p={number}")
        return HttpResponsePermanentRedirect(moved.link) if moved is not None and moved.link else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Cache-Control") == PRIVATE:
            return response
        return super().process_response(request, response)
