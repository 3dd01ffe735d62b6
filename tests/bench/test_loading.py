"""Publications loaded in bulk are what publishing one by one would have made."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from almacms.publications.models import Contribution, Publication
from almacms.publications.services import record_contributions
from almacms.search.models import Entry, Passage
from almacms.search.services import index_publication
from bench.loading import Library, ensure_library, load
from interviews.models import Appearance, InterviewPage
from interviews.services import record_appearances

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Library:
    return ensure_library(people=4, topics=3, covers=1)


def rows(model: Any) -> list[tuple]:
    """Every row but its own identifier, and that of a row that is made again each time."""
    names = [field.attname for field in model._meta.concrete_fields if field.name not in {"id", "entry"}]
    return sorted(model._default_manager.values_list(*names), key=repr)


@pytest.mark.parametrize("model", [Contribution, Appearance, Entry, Passage])
def test_the_indexes_are_those_that_publishing_makes(library: Library, model: Any) -> None:
    load(library, start=0, count=7)
    before = rows(model)
    for publication in Publication.objects.all():
        record_contributions(publication.specific)
        index_publication(pk=publication.pk)
    for interview in InterviewPage.objects.all():
        record_appearances(interview=interview)
    assert before
    assert rows(model) == before


def test_the_tree_holds_together(library: Library) -> None:
    load(library, start=0, count=7)
    load(library, start=7, count=6)
    problems = [found for found in Page.find_problems() if found]
    assert problems == []
    assert Publication.objects.visible().count() == 13


def test_every_publication_can_be_read(library: Library, client: Client) -> None:
    made = load(library, start=0, count=6)
    answers = {each.page.slug: client.get(each.page.get_url()).status_code for each in made}
    assert answers == {f"essai-{number}": 200 for number in range(6)}


def test_the_same_numbers_say_the_same(library: Library) -> None:
    titles = [each.page.title for each in load(library, start=0, count=5)]
    Page.objects.get(slug="essai-3").delete()
    [again] = load(library, start=3, count=1)
    assert again.page.title == titles[3]
