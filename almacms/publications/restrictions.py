"""What readers may not see: pages under a view restriction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from almacms.page_cache.recording import reads_a_list
from almacms.prepared import Given

if TYPE_CHECKING:
    from wagtail.models import Page as _PageMethods
else:
    _PageMethods = object


class RestrictedAbove(Func):
    """Whether a page, or one above it, is restricted: one argument, the page's path in the tree.

    Written as SQL: every query of the site holds it, and putting it together took Django longer than the database.
    """

    arity = 1
    output_field = BooleanField()
    template = (
        "EXISTS(SELECT 1 FROM wagtailcore_pageviewrestriction restricting"
        " INNER JOIN wagtailcore_page above ON restricting.page_id = above.id"
        " WHERE substr(%(expressions)s, 1, length(above.path)) = above.path)"
    )


def restrictions_above() -> RestrictedAbove:
    """Whether a page, or one above it, is restricted; for any query on pages."""
    return RestrictedAbove(F("path"))


def visible(pages: PageQuerySet, now: datetime | Given | None = None) -> PageQuerySet:
    """Those of these pages that any reader may see: published, and under no restricted page.

    Wagtail's `public()` says the same with one more query for each list.

    Args:
        now: the moment, when it is not this one; a prepared question is told it.
    """
    reads_a_list()
    return pages.filter(~restrictions_above(), not_expired(now), live=True)


def not_expired(now: datetime | Given | None = None) -> Q:
    """Pages whose expiry is not past; the scheduler unpublishes the others a moment later."""
    return Q(expire_at=None) | Q(expire_at__gt=now or timezone.now())


class RoutedPage(_PageMethods):
    """A page type that remembers where it was found, and that nothing restricts it."""

    unrestricted = False
    found_at: tuple | None = None
    """A site, its own address, and where the page is in it: worked out once, for a page that writes it ten times."""

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        return self.found_at or super().get_url_parts(request)

    def get_route_paths(self) -> list[str]:
        """The addresses that redirect to a new one when the page moves: none to a page that readers may not see."""
        return super().get_route_paths() if self.live else []

    def get_view_restrictions(self) -> PageQuerySet:
        if self.unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()
