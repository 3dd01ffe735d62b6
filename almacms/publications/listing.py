"""One page of a list of publications."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest

from . import cards
from .querysets import PublicationQuerySet

PER_PAGE = 12


def paginate(request: HttpRequest, publications: PublicationQuerySet) -> Page:
    """The page that the query parameter `page` asks for, its cards ready to be drawn.

    Raises:
        Http404: there is no such page.
    """
    try:
        page = Paginator(publications.for_cards(), PER_PAGE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    page.object_list = list(page.object_list)
    page.elided_range = list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    cards.prepare(page.object_list)
    return page
