"""From an address to a page in one query.

Wagtail walks the tree from the front page: two queries for each part of an address, two more for the restrictions of
what lies above. But an address is stored whole (`url_path`), and the rows of a page's type, its cover and whether it
is restricted can be read along with it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from almacms.images.models import CustomImage
from almacms.prepared import Given, Prepared

from .models import Publication, RelatedPublication
from .restrictions import RoutedPage, restrictions_above
from .trees import ROOTS, root_path

PICTURES = ("cover", "listing_image")
CHOSEN = RelatedPublication.objects.filter(publication=OuterRef("pk"))
"""What the editor of a page chose to read next."""
_along: dict[str, Any] = {}
"""What is read in the same query by the apps above, by name."""


def subtypes(model: type[Model]) -> list[str]:
    """The names by which a row of a page model reaches those of its subtypes."""
    return [
        relation.name
        for relation in model._meta.related_objects
        if relation.one_to_one and relation.field.remote_field.parent_link
    ]


def read_along(**expressions: Any) -> None:
    """Have something read in the query that finds a page to be shown; the page has it by this name.

    An article asks as much of the database as a page may: what stands under each of them must ask nothing more.

    Args:
        expressions: of the ORM, on `wagtailcore.Page`.
    """
    _along.update(expressions)


@cache
def types(model: type[Page] = Page, before: str = "") -> dict[type[Page], str]:
    """Every type of page, the most specific first, each with what leads to its own columns from a page."""
    found: dict[type[Page], str] = {}
    for name in subtypes(model):
        found |= types(model._meta.get_field(name).related_model, f"{before}{name}__")
    return {**found, model: before}


@cache
def columns(model: type[Model], before: str = "") -> tuple[list[str], list[str]]:
    """The attributes that a row of this model is made of, and what leads to each from a page."""
    fields = model._meta.concrete_fields
    ways = [f"{types().get(field.model, before)}{field.attname}" for field in fields]
    return [field.attname for field in fields], ways


def _at_an_address(to_be_shown: bool) -> PageQuerySet:
    ways = [way for model in types() for way in columns(model)[1]]
    ways += [way for name in PICTURES for way in columns(CustomImage, f"publication__{name}__")[1]]
    told = {"restricted": restrictions_above(), "chose": Exists(CHOSEN), **(_along if to_be_shown else {})}
    return (
        Page.objects.live()
        .annotate(**told)
        .values(*dict.fromkeys(ways), *told)
        # An address ends with the slug, of which, unlike of addresses, there is an index.
        .filter(url_path=Given("url_path", CharField()), slug=Given("slug", CharField()))
        # In no order: a database would read the pages in theirs until it met this one.
        .order_by()[:1]
    )


AT: Prepared[Any] = Prepared(_at_an_address)


def route(request: HttpRequest, path: str, *, to_be_shown: bool = False) -> RouteResult | None:
    """The published page at this path of the request's site, as its own type; None when there is none.

    Args:
        request: whose site it is looked for in.
        path: without the language.
        to_be_shown: whether the page itself is what is asked for, with what is read along.

    Raises:
        Http404: the page's time is over.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    root = root_path(site)
    if root is None:
        return None
    url_path = root + "".join(f"{part}/" for part in path.split("/") if part)
    row = next(iter(AT(to_be_shown, url_path=url_path, slug=url_path.rstrip("/").rpartition("/")[2])), None)
    if row is None:
        return None
    if row["expire_at"] is not None and row["expire_at"] <= timezone.now():
        # The scheduler is about to unpublish it.
        raise Http404
    specific = _page_of(row, to_be_shown)
    if specific is None:
        return None
    if hasattr(request, ROOTS):
        setattr(specific, ROOTS, getattr(request, ROOTS))
    specific.found_at = specific.get_url_parts(request)
    return RouteResult(specific, [], {})


def _page_of(row: Mapping[str, Any], to_be_shown: bool) -> RoutedPage | None:
    """The page of its own type that a row of `AT` holds; None when nobody is shown pages of this type."""
    # One object, where Django would make one of each of its types, to keep the last.
    model = next(model for model, before in types().items() if row[f"{before}{model._meta.pk.attname}"] is not None)
    page = _made(model, row)
    if not isinstance(page, RoutedPage):
        return None
    page.unrestricted = not row["restricted"]
    if isinstance(page, Publication):
        page.is_as_published, page.chose_nothing = True, not row["chose"]
        for name in PICTURES:
            if getattr(page, f"{name}_id") is not None:
                setattr(page, name, _made(CustomImage, row, f"publication__{name}__"))
        for name in _along if to_be_shown else ():
            setattr(page, name, row[name])
    return page


def _made(model: type[Model], row: Mapping[str, Any], before: str = "") -> Model:
    """An object of what was read of it."""
    names, ways = columns(model, before)
    return model.from_db(Page.objects.db, names, [row[way] for way in ways])


def most_specific(page: Model) -> Model:
    """A page as its own type, from rows read along with it."""
    for name in subtypes(type(page)):
        child = getattr(page, name, None)
        if child is not None:
            return most_specific(child)
    return page
