"""Lists narrowed by plain addresses, that a form without script can make; each list says by what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeVar

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from almacms import languages
from almacms.page_cache.recording import depends_on
from almacms.page_cache.remembered import remembered
from almacms.people.models import Person

from .freshness import FILED
from .listing import Filters
from .models import Contribution, Publication, PublicationTopic, Topic
from .typography import french

if TYPE_CHECKING:
    from .querysets import PublicationQuerySet

PERSON, TOPIC, YEAR = "personne", "theme", "annee"


class Option(Protocol):
    """What can be chosen by its address."""

    slug: str
    name: str


Chosen = TypeVar("Chosen", bound=Option)


class Offered(NamedTuple):
    """The people, topics and years of the publications that readers may see, and the elements that offer them."""

    people: list[Person]
    topics: list[Topic]
    years: list[int]
    people_options: SafeString
    topic_options: SafeString


@dataclass(frozen=True)
class ListFilters(Filters):
    """What was chosen, and what can be."""

    offered: Offered
    person: Person | None
    topic: Topic | None
    year: int | None
    role: str

    @classmethod
    def asked_by(cls, request: HttpRequest, *, kind: str, role: str) -> Self:
        """Read the choice off an address.

        Args:
            request: the reader's.
            kind: of which publications, a value of `Publication.Kind`.
            role: which people are offered, a value of `Contribution.Role`.

        Raises:
            Http404: nobody of that name contributes here, or nothing is of that topic or year. As with their own pages;
                otherwise any word would make a page of the site.
        """
        offered = remembered(("filters", kind, role, languages.current()), partial(_offered, kind, role))
        return cls(
            offered,
            person=_chosen(request.GET.get(PERSON, ""), offered.people),
            topic=_chosen(request.GET.get(TOPIC, ""), offered.topics),
            year=_chosen_year(request.GET.get(YEAR, ""), offered.years),
            role=role,
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen, always in the same order: one choice has one address."""
        named: dict[str, Person | Topic | None] = {PERSON: self.person, TOPIC: self.topic}
        chosen = {name: option.slug for name, option in named.items() if option is not None}
        return {**chosen, YEAR: str(self.year)} if self.year else chosen

    @property
    def people_options(self) -> SafeString:
        return _with_chosen(self.offered.people_options, self.person)

    @property
    def topic_options(self) -> SafeString:
        return _with_chosen(self.offered.topic_options, self.topic)

    def narrow(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        """Those of this person, on this topic, of this year."""
        if self.person is not None:
            speaks = self.role == Contribution.Role.SPEAKER
            publications = publications.spoken_by(self.person) if speaks else publications.signed_by(self.person)
        if self.topic is not None:
            publications = publications.in_topic(self.topic)
        return publications.in_year(self.year) if self.year else publications


def _offered(kind: str, role: str) -> Offered:
    """What a list can be narrowed to. There may be hundreds of people: they are drawn once, as they are read."""
    depends_on(f"{FILED}:{kind}")
    listed = Publication.objects.listed().of_kind(kind)
    # Whether there is one, for each of them: a database would rather gather all that everyone wrote.
    mine = {"pk": OuterRef("publication")}
    said = Contribution.objects.filter(Exists(listed.filter(**mine)), role=role, person=OuterRef("pk"))
    filed = PublicationTopic.objects.filter(Exists(listed.filter(**mine)), topic=OuterRef("pk"))
    # By slug: databases sort accented letters after the others.
    people = list(Person.objects.filter(Exists(said)).order_by("slug"))
    topics = list(Topic.objects.filter(Exists(filed)).order_by("slug"))
    named = [(topic.slug, french(topic.name)) for topic in topics]
    return Offered(people, topics, listed.years(), _options((each.slug, each.name) for each in people), _options(named))


def _options(named: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', named)


def _with_chosen(options: SafeString, chosen: Option | None) -> SafeString:
    # What makes a slug needs no escaping.
    return (
        mark_safe(options.replace(f'value="{chosen.slug}"', f'value="{chosen.slug}" selected')) if chosen else options
    )


def _chosen(slug: str, options: list[Chosen]) -> Chosen | None:
    if not slug:
        return None
    found = next((option for option in options if option.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _chosen_year(year: str, years: list[int]) -> int | None:
    if not year:
        return None
    # Only as its own address writes it: « ٢٠٢٤ » and « 02024 » are numbers too.
    found = next((each for each in years if str(each) == year), None)
    if found is None:
        raise Http404
    return found
