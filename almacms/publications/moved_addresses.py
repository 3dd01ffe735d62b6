"""From an address that was to the one that is, for readers who may see what is there now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from almacms.people.models import Person
from almacms.workflow.links import PRIVATE

from .models import Publication, Topic

NAMED: dict[str, type[Person | Topic]] = {
    "person": Person,
    "topic": Topic,
    "person_feed": Person,
    "topic_feed": Topic,
}
"""What has an address of its own outside of the tree, by the name of its view."""
BY_NUMBER = ("p", "page_id", "attachment_id")
BY_ARCHIVE = ("cat", "tag", "author")
LONGEST_QUERY = 200
FEED = re.compile(r"/(?:feed/)?(?:rss2?|rdf|atom)/?$|/wp-(?:rss2?|rdf|atom|feed)\.php$")
PART = re.compile(r"/(?:comment-page-|page/)\d+/?$")


def asked_for(said: Mapping[str, str]) -> str:
    """What the parameters of a former blog's address ask for, in the one form in which it is kept; empty for nothing.

    Pages, posts and files share their numbers (https://developer.wordpress.org/reference/classes/wp_query/): `page_id`
    asks for what `p` asks for. The feed of a text leads where the text does.
    """
    number = next((said[name] for name in BY_NUMBER if name in said), "")
    if number:
        return f"p={number}" if number.isascii() and number.isdecimal() else ""
    asked = {name: said[name] for name in BY_ARCHIVE if said.get(name)}
    if "feed" in said:
        asked["feed"] = "rss2"
    return urlencode(sorted(asked.items()))


def short_address(request: HttpRequest) -> str:
    """The address of a former blog that the parameters of a request ask for; empty for any other request."""
    if request.method not in {"GET", "HEAD"} or not 0 < len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY:
        return ""
    asked = "" if request.path.startswith(settings.PAGE_CACHE_NEVER) else asked_for(request.GET)
    return f"{request.path.removesuffix('index.php')}?{asked}" if asked else ""


def forms_of(request: HttpRequest) -> dict[str, None]:
    """The addresses under which what is missing may have moved: feeds had several, lists several pages."""
    path = request.path
    # As Wagtail does: an address with its parameters may have moved by itself.
    return dict.fromkeys([request.get_full_path(), path, FEED.sub("/feed", path), PART.sub("", path) or "/"])


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
    if named is None:
        # A file, or a list of the whole site: they answer for themselves.
        return True
    found = named.objects.filter(slug=match.kwargs["slug"]).first()
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

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Follow a blog's short address, which has the path of a page that is there: nothing would be missing."""
        address = short_address(request)
        redirect = moved_to(request, address) if address else None
        return _answer(redirect) if redirect is not None else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or response.get("Cache-Control") == PRIVATE:
            return response
        redirect = next(filter(None, (moved_to(request, path) for path in forms_of(request))), None)
        return _answer(redirect) if redirect is not None else response


def _answer(redirect: Redirect) -> HttpResponseBase:
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    return kind(redirect.link)
