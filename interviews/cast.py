"""Who speaks and what is asked, as an interview's page shows them."""

from dataclasses import dataclass

from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.people.names import initials, slug_for
from almacms.publications.cards import colour_for


@dataclass(frozen=True)
class Speaker:
    """A speaker as the page shows them: who they were that day, and their colour."""

    person: Person | None
    """None when they are shown under other words: nothing drawn from here can then tell who they are."""
    role: str
    organisation: str
    position: int
    """From 1, in the order they were declared."""
    display_name: str = ""

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.display_name

    @property
    def initials(self) -> str:
        return self.person.initials if self.person else initials(self.display_name)

    @property
    def portrait(self) -> CustomImage | None:
        return self.person.portrait if self.person else None

    @property
    def url(self) -> str:
        """The person's page; empty for somebody who may not be known."""
        return self.person.get_absolute_url() if self.person else ""

    @property
    def key(self) -> str:
        """A word for identifiers and addresses, unlike any other speaker's."""
        return self.person.slug if self.person else f"{slug_for(self.display_name)}-{self.position}"

    @property
    def color(self) -> int:
        """1 to 6: the style sheet's colours."""
        return colour_for(self.position - 1)
