"""Everything that was published, by year and by month; and the map of the site for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_safe

from almacms.page_cache.recording import depends_on_list
from almacms.publications.freshness import ALL, place_of
from almacms.publications.listing import paginate
from almacms.publications.querysets import PublicationQuerySet

from .sitemaps import pages_of, people_of, publications_of, site_of, topics_of


@dataclass(frozen=True)
class Month:
    """A month in which something was published."""

    first_day: date
    count: int


@dataclass(frozen=True)
class Year:
    """A year, with its months."""

    number: int
    months: list[Month]

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)


def years_of(publications: PublicationQuerySet) -> list[Year]:
    """The years in which something was published, newest first; their months, oldest first."""
    dated = publications.filter(publication_date__isnull=False).order_by()
    counted = dated.annotate(month=TruncMonth("publication_date")).values_list("month").annotate(Count("pk"))
    months = [Month(month.date(), count) for month, count in counted.order_by("month")]
    years = [Year(number, list(found)) for number, found in groupby(months, key=lambda month: month.first_day.year)]
    return years[::-1]


@require_safe
def archives(request: HttpRequest) -> HttpResponse:
    """Every year, with what each month holds."""
    depends_on_list(ALL)
    site = site_of(request)
    context = {"years": years_of(publications_of(site)), "canonical_url": f"{site.root_url}{request.path}"}
    return render(request, "home/archives.html", context)


@require_safe
def archive(request: HttpRequest, year: int, month: int = 0) -> HttpResponse:
    """What was published in a year or in a month, newest first; unknown when that is nothing."""
    own_path = reverse("archive_month", args=[year, month]) if month else reverse("archive_year", args=[year])
    if request.path != own_path:
        # « 2024/03/ », « 2024/0/ »: the same list at another address.
        raise Http404
    site = site_of(request)
    dated = publications_of(site).filter(publication_date__gte=_start(year, month or 1))
    end = _start(year + 1, 1) if month in {0, 12} else _start(year, month + 1)
    depends_on_list(ALL, start=place_of(_start(year, month or 1), 0), end=place_of(end, 0))
    publications = paginate(request, dated.filter(publication_date__lt=end).newest_first())
    if not publications.object_list:
        raise Http404
    context = {
        "year": year,
        "month": date(year, month, 1) if month else None,
        "publications": publications,
        "canonical_url": f"{site.root_url}{request.path}{publications.query}",
    }
    return render(request, "home/archive.html", context)


def _start(year: int, month: int) -> datetime:
    """The first moment of a month, in universal time: databases cannot convert that of the year 1.

    Raises:
        Http404: no calendar has it.
    """
    try:
        return datetime(year, month, 1, tzinfo=get_current_timezone()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every way in, on one page."""
    depends_on_list(ALL)
    site = site_of(request)
    publications = publications_of(site)
    pages = pages_of(site)
    for page in pages:
        page.address = page.get_url(request)
    context = {
        "pages": pages,
        "topics": topics_of(publications),
        "people": people_of(publications),
        "years": years_of(publications),
        "canonical_url": f"{site.root_url}{request.path}",
    }
    return render(request, "home/site_map.html", context)
