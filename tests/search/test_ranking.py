"""What comes first: title, lead, questions and headings, body; then the newest. The same on both databases."""

from datetime import UTC, datetime

import pytest

from almacms.search.finding import Narrowing, find
from almacms.search.models import Entry
from almacms.search.queries import parse
from tests.builders import make_article, make_interview, make_person, moment
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db


def titles(typed: str) -> list[str]:
    found = find(parse(typed), Narrowing())
    by_pk = Entry.objects.in_bulk(found.entries)
    return [by_pk[pk].title for pk in found.entries]


def test_title_then_lead_then_question_and_heading_then_body() -> None:
    zoe = make_person("Zoé")
    dates = (moment(2020 + number, 1, 1) for number in range(5))
    make_article(title="Le héron", publication_date=next(dates))
    make_article(title="Un lead", lead="Le héron.", publication_date=next(dates))
    make_interview(
        title="Une question",
        publication_date=next(dates),
        speakers=[zoe],
        body=[exchange("Et le héron ?", turn(zoe, "<p>Oui.</p>"))],
    )
    make_article(
        title="Un intertitre",
        publication_date=next(dates),
        body=[("heading", {"text": "Le héron", "level": "2"}), ("paragraph", "<p>Oui.</p>")],
    )
    make_article(title="Un corps", publication_date=next(dates), body=[("paragraph", "<p>Un héron.</p>")])
    assert titles("héron") == ["Le héron", "Un lead", "Un intertitre", "Une question", "Un corps"]


def test_the_word_to_the_letter_comes_before_another_of_its_forms() -> None:
    make_article(title="Les travaux", publication_date=moment(2020, 1, 1))
    make_article(title="Le travail", publication_date=moment(2021, 1, 1))
    assert titles("travaux") == ["Les travaux", "Le travail"]
    assert titles("travail") == ["Le travail", "Les travaux"]


def test_of_equals_the_newest_comes_first() -> None:
    for year in (2021, 2023, 2022):
        make_article(title=f"Le héron {year}", publication_date=moment(year, 1, 1))
    assert titles("héron") == ["Le héron 2023", "Le héron 2022", "Le héron 2021"]


def test_all_the_words_in_titles_come_before_some() -> None:
    make_article(title="Le héron", lead="Une mare.", publication_date=moment(2024, 1, 1))
    make_article(title="La mare au héron", publication_date=moment(2020, 1, 1))
    assert titles("héron mare") == ["La mare au héron", "Le héron"]


def test_a_somebody_and_a_topic_come_before_what_only_names_them() -> None:
    make_article(title="Un portrait", authors=[make_person("Zoé Héron")])
    assert titles("zoé héron") == ["Zoé Héron", "Un portrait"]


def test_a_year_is_that_of_the_readers_calendar() -> None:
    # Half past midnight in Paris, on the first of January, is still last year in universal time.
    make_article(title="Le héron", publication_date=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))
    assert [option.value for option in find(parse("héron"), Narrowing()).options["year"]] == ["2024"]
