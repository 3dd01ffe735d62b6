"""One page of a list of publications."""

from collections.abc import Hashable, Iterable, Mapping
from typing import cast
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Subquery
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from almacms import languages
from almacms.images.models import CustomImage
from almacms.page_cache.recording import depends_on_list
from almacms.page_cache.remembered import is_remembered, remembered

from . import cards
from .querysets import PublicationQuerySet

PER_PAGE = 12


class Filters:
    """What a reader asks a list to be narrowed to: here to nothing; a list that offers a choice makes its own."""

    @property
    def parameters(self) -> Mapping[str, str]:
        """What was chosen, as its address says it."""
        return {}

    def narrow(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        """Those that were asked for."""
        return publications


class ListingPage(Page):
    """A page of a list, its cards ready to be drawn."""

    parameters: Mapping[str, str] = {}

    @property
    def query(self) -> str:
        """What follows the path in this page's own address, in its only form."""
        return self._query_of(self.number)

    @property
    def previous_query(self) -> str:
        return self._query_of(self.previous_page_number())

    @property
    def next_query(self) -> str:
        return self._query_of(self.next_page_number())

    @property
    def links(self) -> list[tuple[int | str, str]]:
        """The pages to link to, each with its query: the first, the last and those around this one."""
        numbers = self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        return [(number, self._query_of(number) if isinstance(number, int) else "") for number in numbers]

    def _query_of(self, number: int) -> str:
        parameters = {**self.parameters, **({"page": str(number)} if number > 1 else {})}
        return f"?{urlencode(parameters)}" if parameters else ""


class ListingPaginator(Paginator):
    """Gives pages of our own, and reads the far ones from the end: databases count through what they pass over."""

    object_list: PublicationQuerySet
    whole = ""
    """The list, as `freshness` names it, when these are all of it."""

    @cached_property
    def count(self) -> int:
        """How many there are; of a whole list, counted once for all its pages until something comes or goes."""
        return remembered(self._key, self._counted) if self.whole else super().count

    @property
    def _key(self) -> Hashable:
        return "count", self.whole, languages.current()

    def _counted(self) -> int:
        depends_on_list(self.whole)
        return self.object_list.count()

    def page(self, number: int | str) -> Page:
        # Where a list has to be counted, something came or went, whose card has yet to be drawn: no use asking briefly.
        is_known = bool(self.whole) and is_remembered(self._key)
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        if start <= self.count // 2:
            shown = self.object_list[start:end]
        else:
            shown = self.object_list.reverse()[self.count - end : self.count - start]
        # Found by their keys alone: a database reads what it passes over as widely as what it gives.
        rows = self.object_list.model.objects.filter(pk__in=Subquery(shown.values("pk"))).newest_first()
        return self._get_page(rows.brief() if is_known else rows.for_cards(), number, self)

    def _get_page(self, *args, **kwargs) -> ListingPage:
        return ListingPage(*args, **kwargs)


def paginate(
    request: HttpRequest,
    publications: PublicationQuerySet,
    parameters: Mapping[str, str] | None = None,
    pictures: Iterable[tuple[CustomImage | None, str]] = (),
    *,
    within: str = "",
) -> ListingPage:
    """The page that the query parameter `page` asks for.

    Args:
        request: the reader's.
        publications: the whole list.
        parameters: other query parameters that the list stands for, and that its pages keep.
        within: the list, as `freshness` names it, of which these are what the parameters leave; the answer being made
            depends on it.
        pictures: what else the page shows, each with its place, so that one query serves all.

    Raises:
        Http404: there is no such page.
    """
    if within:
        depends_on_list(within)
    try:
        paginator = ListingPaginator(publications, PER_PAGE)
        paginator.whole = "" if parameters else within
        found = paginator.page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    page = cast(ListingPage, found)
    page.parameters = parameters or {}
    page.object_list = cards.loaded(page.object_list)
    cards.prepare(page.object_list, pictures=pictures)
    return page
