"""Who a transcript's speakers are: people of the library, or people it does not have yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from almacms.people.models import Person
from almacms.publications.cards import colour_for

from .corrections import NEW, Correction, Review
from .matching import Match, match_speakers


@dataclass(frozen=True)
class Role:
    """A speaker as the panel shows them."""

    position: int
    name: str
    role: str
    match: Match
    key: str
    """Who they are: a person's key, or `NEW`."""
    others: tuple[Person, ...]
    """The rest of the library, for those whom no name tells."""

    @property
    def color(self) -> int:
        return colour_for(self.position)

    @property
    def same_name(self) -> list[Person]:
        """Those who bear exactly this name."""
        return [self.match.person, *self.match.close] if self.match.person else []

    @property
    def near(self) -> list[Person]:
        """Those whose name is close to it."""
        return [] if self.match.person else list(self.match.close)


def casting(review: Review) -> list[Role]:
    """The speakers, each with whom they may be."""
    names = [speaker.name for speaker in review.speakers]
    library = list(Person.objects.order_by("name"))
    roles = []
    for position, (speaker, match) in enumerate(zip(review.speakers, match_speakers(names), strict=True)):
        proposed = {person.pk for person in (match.person, *match.close) if person}
        key = review.people.get(speaker.name) or (str(match.person.pk) if match.person else NEW)
        others = tuple(person for person in library if person.pk not in proposed)
        roles.append(Role(position, speaker.name, speaker.role, match, key, others))
    return roles


def chosen_people(review: Review) -> dict[str, Person | None]:
    """The people somebody chose, None for somebody new; a name that is not here means whoever bears it."""
    keys = {name: int(key) for name, key in review.people.items() if key != NEW}
    people: Mapping[int, Person] = Person.objects.in_bulk(list(keys.values()))
    known = {name: people[key] for name, key in keys.items() if key in people}
    return {**known, **dict.fromkeys(name for name, key in review.people.items() if key == NEW)}


def panel_corrections(posted: QueryDict) -> list[Correction]:
    """What the speakers' panel changes, told apart from what it only repeats."""
    corrections: list[Correction] = []
    for position in range(len(posted.getlist("speaker"))):
        old = posted.getlist("speaker")[position]

        def given(field: str, position: int = position) -> tuple[str, str]:
            return posted.get(f"{field}-was-{position}", ""), " ".join(posted.get(f"{field}-{position}", "").split())

        (was, role), (was_person, person), (_old, name) = given("role"), given("person"), given("name")
        if role != was:
            corrections.append(["role", old, role])
        if person and person != was_person:
            corrections.append(["person", old, person])
        if name and name != old:
            corrections.append(["rename", old, name])
    if added := " ".join(posted.get("added", "").split()):
        corrections.append(["add", added])
    if (day := posted.get("day", "")) != posted.get("day-was", ""):
        corrections.append(["day", day])
    return corrections
