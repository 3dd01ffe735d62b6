"""A refused decision, told to the one who took it; personal links, kept private whatever is answered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse

from .decisions import Refused
from .links import kept_private


class PersonalLinkMiddleware:
    """The headers of a page that one person may see, on errors too: they have links, and style sheets, of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        return kept_private(response) if getattr(request, "is_personal_link", False) else response


class RefusalMiddleware:
    """Say why, and lead back to the page.

    Wagtail's own answer to a workflow action that is not allowed is the front page of the interface and a sentence
    about permissions: neither tells what happened to the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer a `Refused` that left a view of somebody who is signed in."""
        if not isinstance(exception, Refused) or not request.user.is_authenticated:
            return None
        messages.error(request, str(exception))
        address = _way_back(request.resolver_match)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's dialog waits for before it leaves.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def _way_back(match: ResolverMatch | None) -> str:
    page_id = match.kwargs.get("page_id") or next(iter(match.args), None) if match else None
    return reverse("wagtailadmin_pages:edit", args=[page_id]) if page_id else reverse("wagtailadmin_home")
