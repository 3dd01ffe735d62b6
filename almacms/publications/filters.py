"""Lists narrowed by plain addresses, that a form without script can make; each list says by what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest

from almacms import languages
from almacms.page_cache.recording import depends_on
from almacms.page_cache.remembered import remembered
from almacms.people.models import Person

from .freshness import FILED
from .listing import Filters
from .models import Contribution, Publication, PublicationTopic, Topic

if TYPE_CHECKING:
    from .querysets import PublicationQuerySet

PERSON, TOPIC, YEAR = "personne", "theme", "annee"


class Option(Protocol):
    """What can be chosen by its address."""

    slug: str


Chosen = TypeVar("Chosen", bound=Option)


@dataclass(frozen=True)
class ListFilters(Filters):
    """What was chosen, and what can be: the people, topics and years of the publications that readers may see."""

    people: list[Person]
    topics: list[Topic]
    years: list[int]
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
        language = languages.current() if languages.several() else ""
        people, topics, years = remembered(("filters", kind, role, language), partial(_offered, kind, role))
        return cls(
            people,
            topics,
            years,
            person=_chosen(request.GET.get(PERSON, ""), people),
            topic=_chosen(request.GET.get(TOPIC, ""), topics),
            year=_chosen_year(request.GET.get(YEAR, ""), years),
            role=role,
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen, always in the same order: one choice has one address."""
        named: dict[str, Person | Topic | None] = {PERSON: self.person, TOPIC: self.topic}
        chosen = {name: option.slug for name, option in named.items() if option is not None}
        return {**chosen, YEAR: str(self.year)} if self.year else chosen

    def narrow(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        """Those of this person, on this topic, of this year."""
        if self.person is not None:
            speaks = self.role == Contribution.Role.SPEAKER
            publications = publications.spoken_by(self.person) if speaks else publications.signed_by(self.person)
        if self.topic is not None:
            publications = publications.in_topic(self.topic)
        return publications.in_year(self.year) if self.year else publications


def _offered(kind: str, role: str) -> tuple[list[Person], list[Topic], list[int]]:
    """The people, topics and years of what is listed."""
    depends_on(f"{FILED}:{kind}")
    listed = Publication.objects.listed().of_kind(kind)
    # Whether there is one, for each of them: a database would rather gather all that everyone wrote.
    mine = {"pk": OuterRef("publication")}
    said = Contribution.objects.filter(Exists(listed.filter(**mine)), role=role, person=OuterRef("pk"))
    filed = PublicationTopic.objects.filter(Exists(listed.filter(**mine)), topic=OuterRef("pk"))
    # By slug: databases sort accented letters after the others.
    people = list(Person.objects.filter(Exists(said)).order_by("slug"))
    topics = list(Topic.objects.filter(Exists(filed)).order_by("slug"))
    return people, topics, listed.years()


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
