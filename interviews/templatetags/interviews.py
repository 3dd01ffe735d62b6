"""What other pages show of interviews.

A person's page belongs to publications, which know nothing of interviews; a template, as the page's last word, may
bring both together, without a registry that only one app would ever fill.
"""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode, urljoin

from django import template

from almacms.people.models import Person
from almacms.publications.filters import PERSON
from almacms.publications.freshness import depends_on_pages
from almacms.publications.models import Publication

from ..models import Appearance

INTERVIEWS_SHOWN = 8
QUESTIONS_SHOWN = 20

register = template.Library()


@dataclass(frozen=True)
class Said:
    """What somebody answers in an interview: as much as one list can show, and how much that leaves out."""

    interview: Publication
    appearances: list[Appearance]
    left_out: int


@dataclass(frozen=True)
class Words:
    """What somebody says in their latest interviews."""

    latest: list[Said]
    all_url: str
    """Where all of them are listed; empty when these are all."""


@register.simple_tag
def words_of(person: Person) -> Words:
    """The latest interviews in which a person speaks, each with the questions they answer."""
    interviews = list(Publication.objects.listed().spoken_by(person).newest_first()[: INTERVIEWS_SHOWN + 1])
    depends_on_pages(each.pk for each in interviews)
    rows = Appearance.objects.filter(person=person, interview__in=[each.pk for each in interviews]).in_order()
    answered = {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.interview_id)} if interviews else {}
    latest = []
    for interview in interviews[:INTERVIEWS_SHOWN]:
        appearances = answered.get(interview.pk, [])
        latest.append(Said(interview, appearances[:QUESTIONS_SHOWN], len(appearances[QUESTIONS_SHOWN:])))
    # Interviews lie in their list, and nowhere else.
    index = urljoin(interviews[0].url, "..") if len(interviews) > INTERVIEWS_SHOWN else ""
    return Words(latest, index and f"{index}?{urlencode({PERSON: person.slug})}")
