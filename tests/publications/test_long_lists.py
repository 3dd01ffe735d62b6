"""Lists of thousands: every page of them in one order, and the years they run over."""

from datetime import UTC, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory

from almacms.publications.listing import paginate
from almacms.publications.models import Publication
from bench.loading import ensure_library, load
from tests.builders import make_article

pytestmark = pytest.mark.django_db


def test_pages_read_from_the_end_follow_those_read_from_the_beginning(rf: RequestFactory) -> None:
    load(ensure_library(people=2, topics=1, covers=0), start=0, count=64)
    newest_first = Publication.objects.visible().newest_first()
    pages = [paginate(rf.get("/", {"page": number}), newest_first).object_list for number in range(1, 7)]
    assert [len(page) for page in pages] == [12, 12, 12, 12, 12, 4]
    assert [each.pk for page in pages for each in page] == list(newest_first.values_list("pk", flat=True))


def test_there_is_no_page_after_the_last(rf: RequestFactory) -> None:
    load(ensure_library(people=2, topics=1, covers=0), start=0, count=13)
    for number in ("3", "0", "deux"):
        with pytest.raises(Http404):
            paginate(rf.get("/", {"page": number}), Publication.objects.visible().newest_first())


def test_years_are_those_of_the_site_s_own_clock() -> None:
    """In Paris it is already the next year."""
    make_article(publication_date=datetime(2019, 12, 31, 23, 30, tzinfo=UTC))
    make_article(publication_date=datetime(2019, 12, 31, 22, 30, tzinfo=UTC))
    make_article(publication_date=datetime(1987, 6, 1, tzinfo=UTC), publish=False)
    assert Publication.objects.visible().years() == [2020, 2019]
    assert Publication.objects.visible().in_year(2020).count() == 1
