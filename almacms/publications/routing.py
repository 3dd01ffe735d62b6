"""From an address to a publication in one query.

Wagtail walks the tree: two queries for each part of an address, and a publication lies two parts deep. A publication's
address is stored whole (`url_path`), and its own row, its type's row and its cover can be read together.
"""

from django.http import HttpRequest
from wagtail.models import Site
from wagtail.url_routing import RouteResult

from .models import Publication


def subclass_accessors() -> list[str]:
    """The names by which a `Publication` reaches its article or its interview."""
    return [
        relation.name
        for relation in Publication._meta.related_objects
        if relation.one_to_one and relation.field.remote_field.parent_link
    ]


def route_publication(request: HttpRequest, path: str) -> RouteResult | None:
    """The published article or interview at this path of the request's site; None when there is none."""
    site = Site.find_for_request(request)
    if site is None or not path.strip("/"):
        return None
    accessors = subclass_accessors()
    url_path = f"{site.root_page.url_path}{path.strip('/')}/"
    found = Publication.objects.live().select_related("cover", "listing_image", *accessors)
    publication = found.filter(url_path=url_path).first()
    if publication is None:
        return None
    for accessor in accessors:
        specific = getattr(publication, accessor, None)
        if specific is not None:
            for name in ("cover", "listing_image"):
                setattr(specific, name, getattr(publication, name))
            return RouteResult(specific, [], {})
    return None
