"""From an address to a page in one query.

Wagtail walks the tree from the front page: two queries for each part of an address, two more for the restrictions of
what lies above. But an address is stored whole (`url_path`), and the rows of a page's type, its cover and whether it
is restricted can be read along with it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from django.db.models import CharField, F, JSONField, Model, OuterRef, Subquery
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
CHOSEN = (
    RelatedPublication.objects.filter(publication=OuterRef("pk")).order_by("sort_order").annotate(item=F("related"))
)
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


class Rows(Subquery):
    """The rows of a subquery with a single JSON column, `item`, as one list."""

    template = "(SELECT jsonb_agg(rows.item) FROM (%(subquery)s) AS rows)"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT json_group_array(json(rows.item)) FROM (%(subquery)s) AS rows)"
        return self.as_sql(compiler, connection, template=template, **context)


def read_along(**expressions: Any) -> None:
    """Have something read in the query that finds a page to be shown; the page has it by this name.

    An article asks as much of the database as a page may: what stands under each of them must ask nothing more.

    Args:
        expressions: of the ORM, on `wagtailcore.Page`.
    """
    _along.update(expressions)


class Columns(NamedTuple):
    """What is read of a model: its attributes, and what leads to each of them from a page."""

    model: type[Model]
    names: list[str]
    ways: list[str]

    @property
    def key(self) -> str:
        """What leads to its own identifier, which is null where there is no such row."""
        return self.ways[self.names.index(self.model._meta.pk.attname)]

    def made(self, row: Mapping[str, Any]) -> Any:
        """An object of what was read of it."""
        return self.model.from_db(Page.objects.db, self.names, [row[way] for way in self.ways])


@cache
def page_columns() -> list[Columns]:
    """Those of every type of page, the most specific first."""
    found: list[Columns] = []
    for model, before in reversed(list(_types(Page, {}))):
        fields = model._meta.concrete_fields
        ways = [f"{before[field.model]}{field.attname}" for field in fields]
        found.append(Columns(model, [field.attname for field in fields], ways))
    return found


def _types(model: type[Model], above: dict[type[Model], str], before: str = "") -> Iterator[tuple[type[Model], dict]]:
    """Each type of page, with what leads to its columns, and to those of the types above it."""
    known = {**above, model: before}
    yield model, known
    for name in subtypes(model):
        yield from _types(cast(type[Model], model._meta.get_field(name).related_model), known, f"{before}{name}__")


@cache
def picture_columns(name: str) -> Columns:
    """Those of a picture that a publication has by this name."""
    names = [field.attname for field in CustomImage._meta.concrete_fields]
    return Columns(CustomImage, names, [f"publication__{name}__{attribute}" for attribute in names])


def _at_an_address(to_be_shown: bool) -> PageQuerySet:
    wanted = [*page_columns(), *map(picture_columns, PICTURES)]
    ways = [way for columns in wanted for way in columns.ways]
    told = {
        "restricted": restrictions_above(),
        "chosen": Rows(CHOSEN.values("item")),
        **(_along if to_be_shown else {}),
    }
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
    page = next(columns.made(row) for columns in page_columns() if row[columns.key] is not None)
    if not isinstance(page, RoutedPage):
        return None
    page.unrestricted = not row["restricted"]
    if isinstance(page, Publication):
        page.is_as_published, page.chosen_ids = True, row["chosen"] or []
        for name in PICTURES:
            if getattr(page, f"{name}_id") is not None:
                setattr(page, name, picture_columns(name).made(row))
        for name in _along if to_be_shown else ():
            setattr(page, name, row[name])
    return page


def most_specific(page: Model) -> Model:
    """A page as its own type, from rows read along with it."""
    for name in subtypes(type(page)):
        child = getattr(page, name, None)
        if child is not None:
            return most_specific(child)
    return page
