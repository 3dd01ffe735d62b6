"""From an address that was to the one that is, for readers who may see what is there now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from almacms.people.models import Person
from almacms.workflow.links import PRIVATE

from .models import Publication, Topic

NAMED: dict[str, type[Person | Topic]] = {"person": Person, "topic": Topic}
"""What has an address of its own outside of the tree, by the name of its view."""


def moved_to(request: HttpRequest, path: str) -> Redirect | None:
    """What leads from this path, for this reader.

    Nothing leads to a page that is a draft again, or that this reader may not see: its address tells its title. Nothing
    leads to a person or a topic of whom readers have nothing left: a consent taken back is a name taken back.
    """
    redirect = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
    if redirect is None or not redirect.link:
        return None
    if redirect.redirect_page is not None:
        return redirect if _may_see(request, redirect.redirect_page) else None
    return redirect if not redirect.automatically_created or _is_there(redirect.redirect_link) else None


def _may_see(request: HttpRequest, page: Page) -> bool:
    if not page.live or (page.expire_at is not None and page.expire_at <= timezone.now()):
        return False
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def _is_there(address: str) -> bool:
    try:
        match = resolve(address)
    except Resolver404:
        return False
    named: Any = NAMED.get(match.url_name or "")
    found = named.objects.filter(slug=match.kwargs["slug"]).first() if named else None
    return found is not None and is_shown(found)


def is_shown(named: Person | Topic) -> bool:
    """Whether readers may know of a person or a topic: something that they may see is theirs."""
    visible = Publication.objects.visible()
    shown = visible.with_person(named) if isinstance(named, Person) else visible.in_topic(named)
    return shown.exists()


class MovedAddressMiddleware(RedirectMiddleware):
    """Wagtail's redirects, under the rules above; but not for personal links: a closed one has moved nowhere.

    Asking whether it has would be more work for an address that opens nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or response.get("Cache-Control") == PRIVATE:
            return response
        # As Wagtail does: an address with its parameters may have moved by itself.
        paths = dict.fromkeys([request.get_full_path(), request.path])
        redirect = next(filter(None, (moved_to(request, path) for path in paths)), None)
        if redirect is None:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(redirect.link)
