"""The vocabulary in which the site asks for publications."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from django.db import connections
from django.db.models import DateTimeField, F, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet

from almacms import languages
from almacms.prepared import Given

from .restrictions import visible

if TYPE_CHECKING:
    from almacms.people.models import Person

    from .models import Topic

FIRST_YEAR, YEARS_AHEAD = 1900, 10
"""What a list can be narrowed to: nothing is dated of before, nor further in the future."""
BRIEF = ("title", "listing_title", "url_path", "kind", "publication_date", "last_published_at", "expire_at")
"""What is read of a publication that a link names, or whose card was drawn before."""


class PublicationQuerySet(PageQuerySet):
    """Chainable questions about articles and interviews alike."""

    def visible(self, now: Given | None = None) -> Self:
        """What any reader may see; a prepared question is told when."""
        return visible(self, now)

    def in_language(self, code: str | Given) -> Self:
        """Those written in a language, such as « fr »."""
        # A subquery rather than a join: a database asks it once, and goes on reading its index of dates.
        return self.filter(locale=Subquery(Locale.objects.filter(language_code=code).values("pk")))

    def listed(self, now: Given | None = None) -> Self:
        """What lists show: what any reader may see, of the language being read when the site has several."""
        found = self.visible(now)
        return found.in_language(languages.current()) if languages.several() else found

    def newest_first(self) -> Self:
        """In the order of every list: publication date, then the latest made."""
        return self.order_by("-publication_date", "-pk")

    def of_kind(self, kind: str | Given) -> Self:
        """Articles only, or interviews only: a value of `Publication.Kind`."""
        return self.filter(kind=kind)

    def in_topic(self, topic: Topic) -> Self:
        """Those filed under a topic."""
        return self.filter(topic_links__topic=topic)

    def with_person(self, person: Person) -> Self:
        """Those that a person signed, or speaks in, as last published."""
        return self.filter(pk__in=person.contributions.values("publication"))

    def signed_by(self, person: Person) -> Self:
        """Those that a person signed, as last published."""
        return self.filter(pk__in=person.contributions.filter(role="author").values("publication"))

    def spoken_by(self, person: Person) -> Self:
        """Those in which a person speaks, as last published."""
        return self.filter(pk__in=person.contributions.filter(role="speaker").values("publication"))

    def in_year(self, year: int) -> Self:
        """Those of a year, in the site's time zone."""
        return self.filter(publication_date__year=year)

    def close_to(self, pk: int | Given) -> Self:
        """Others that share a topic or a person with the publication of this key, as last published."""
        related = {name: self.model._meta.get_field(name).related_model for name in ("topic_links", "contributions")}
        links, contributions = (model.objects for model in related.values())
        topics = links.filter(publication=pk).values("topic")
        people = contributions.filter(publication=pk, person__isnull=False).values("person")
        # Two lists of identifiers rather than two joins, of which a database would look through every row.
        by_topic = links.filter(topic__in=topics).values("publication")
        by_person = contributions.filter(person__in=people).values("publication")
        # Adding nothing keeps databases from fetching each of these, and sorting them: they read the index of dates,
        # newest first, until they have met enough.
        close = self.alias(key=F("pk") + 0).filter(Q(key__in=by_topic) | Q(key__in=by_person))
        return close.exclude(pk=pk)

    def years(self) -> list[int]:
        """The years in which something of these was published, newest first, in the site's time zone.

        Asks of each year whether there is anything, rather than of each publication which year it is of.
        """
        this_year = timezone.localtime().year
        zone = timezone.get_default_timezone()
        starts = [datetime(year, 1, 1, tzinfo=zone) for year in range(FIRST_YEAR, this_year + YEARS_AHEAD + 2)]
        connection = connections[self.db]
        # Columns of the table below: no part of them comes from anybody.
        since, until = (RawSQL(f"years.{bound}", (), DateTimeField()) for bound in ("since", "until"))  # noqa: S611
        within = self.order_by().filter(publication_date__gte=since, publication_date__lt=until).values(found=Value(1))
        inner, parameters = within.query.get_compiler(self.db).as_sql()
        rows, values = [], []
        for start, end in pairwise(starts):
            rows.append("(%s, %s, %s)")
            values += [start.year, *map(connection.ops.adapt_datetimefield_value, (start, end))]
        # Only what Django compiled, and placeholders. The two bounds are read off the index of dates, once: the years
        # outside of them are not looked at one by one.
        field = self.model._meta.get_field("publication_date")
        date, table = (connection.ops.quote_name(name) for name in (field.column, field.model._meta.db_table))
        sql = (
            f"WITH years(number, since, until) AS (VALUES {', '.join(rows)})"  # noqa: S608
            f" SELECT number FROM years WHERE until > (SELECT MIN({date}) FROM {table})"
            f" AND since <= (SELECT MAX({date}) FROM {table}) AND EXISTS ({inner}) ORDER BY number DESC"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *parameters])
            return [year for (year,) in cursor.fetchall()]

    def brief(self) -> Self:
        """With no more than what a link says of them, and what tells whether their cards are drawn already."""
        return self.only(*BRIEF)

    def for_cards(self) -> Self:
        """With the pictures that a card may show; the rest is loaded by `cards.prepare`, for several lists at once."""
        return self.select_related("cover", "listing_image")


PublicationManager = PageManager.from_queryset(PublicationQuerySet)
