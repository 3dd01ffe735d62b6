"""One page of a list of publications."""

from typing import cast

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest

from . import cards
from .querysets import PublicationQuerySet

PER_PAGE = 12


class ListingPage(Page):
    """A page of a list, its cards ready to be drawn."""

    @property
    def elided_range(self) -> list[int | str]:
        """The pages to link to: the first, the last and those around this one."""
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1))


class ListingPaginator(Paginator):
    """Gives pages of our own."""

    def _get_page(self, *args, **kwargs) -> ListingPage:
        return ListingPage(*args, **kwargs)


def paginate(request: HttpRequest, publications: PublicationQuerySet) -> ListingPage:
    """The page that the query parameter `page` asks for.

    Raises:
        Http404: there is no such page.
    """
    try:
        found = ListingPaginator(publications.for_cards(), PER_PAGE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    page = cast(ListingPage, found)
    page.object_list = list(page.object_list)
    cards.prepare(page.object_list)
    return page
