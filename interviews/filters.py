"""The list of interviews, by speaker and by topic: plain addresses, that a form without script can make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from django.http import Http404, HttpRequest

from almacms.people.models import Person
from almacms.publications.listing import Filters
from almacms.publications.models import Contribution, Publication, Topic

if TYPE_CHECKING:
    from almacms.publications.querysets import PublicationQuerySet

SPEAKER, TOPIC = "personne", "theme"


class Option(Protocol):
    """What can be chosen by its address."""

    slug: str


Chosen = TypeVar("Chosen", bound=Option)


@dataclass(frozen=True)
class InterviewFilters(Filters):
    """What was chosen, and what can be: the speakers and topics of the interviews that readers may see."""

    people: list[Person]
    topics: list[Topic]
    person: Person | None
    topic: Topic | None

    @classmethod
    def asked_by(cls, request: HttpRequest) -> Self:
        """Read the choice off an address.

        Raises:
            Http404: nobody of that name speaks here, or nothing is filed under that topic. As with their own pages;
                otherwise any word would make a page of the site.
        """
        interviews = Publication.objects.visible().of_kind(Publication.Kind.INTERVIEW)
        spoken = Contribution.objects.filter(role=Contribution.Role.SPEAKER, publication__in=interviews)
        # By slug: databases sort accented letters after the others.
        people = list(Person.objects.filter(pk__in=spoken.values("person")).order_by("slug"))
        topics = list(Topic.objects.filter(publication_links__publication__in=interviews).distinct().order_by("slug"))
        return cls(
            people,
            topics,
            person=_chosen(request.GET.get(SPEAKER, ""), people),
            topic=_chosen(request.GET.get(TOPIC, ""), topics),
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen, always in the same order: one choice has one address."""
        chosen = {SPEAKER: self.person, TOPIC: self.topic}
        return {name: option.slug for name, option in chosen.items() if option is not None}

    def narrow(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        """The interviews in which the speaker speaks, on the topic."""
        if self.person is not None:
            publications = publications.spoken_by(self.person)
        if self.topic is not None:
            publications = publications.in_topic(self.topic)
        return publications


def _chosen(slug: str, options: list[Chosen]) -> Chosen | None:
    if not slug:
        return None
    found = next((option for option in options if option.slug == slug), None)
    if found is None:
        raise Http404
    return found
