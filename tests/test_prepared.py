"""Questions put together once, and asked again with other values."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import DateTimeField, QuerySet, TextField
from django.utils import timezone

from almacms.prepared import Given, Prepared, identifiers, one_of
from almacms.publications.models import Publication
from tests.builders import make_article, make_topic, moment

pytestmark = pytest.mark.django_db


def titled(*_shape: object) -> QuerySet[Publication]:
    return Publication.objects.filter(title=Given("title", TextField()))


def titles(found: list[Publication]) -> list[str]:
    return [each.title for each in found]


def test_each_asking_has_its_own_values():
    make_article(title="Un")
    make_article(title="L’autre, à 100 %s")
    ask = Prepared(titled)

    answers = [titles(ask(title=title)) for title in ("Un", "L’autre, à 100 %s", "Aucun")]

    assert answers == [["Un"], ["L’autre, à 100 %s"], []]


def test_a_moment_is_told_as_the_database_writes_it():
    make_article(title="Avant", publication_date=moment(2024, 1, 1))
    make_article(title="Après", publication_date=moment(2024, 1, 3))
    ask = Prepared(lambda: Publication.objects.filter(publication_date__gt=Given("since", DateTimeField())))

    assert titles(ask(since=moment(2024, 1, 2))) == ["Après"]
    assert titles(ask(since=moment(2024, 1, 3))) == []


def test_rows_come_with_what_was_asked_to_be_read_along(django_assert_num_queries: Callable):
    make_article(title="Un")
    ask = Prepared(lambda: titled().select_related("articlepage").prefetch_related("topic_links"))
    ask(title="Un")

    with django_assert_num_queries(2):
        (found,) = ask(title="Un")
        assert found.articlepage.title == "Un"
        assert list(found.topic_links.all()) == []


@pytest.mark.parametrize("field", ["pk", "topic_links__topic", "articlepage"])
def test_a_relation_is_asked_whether_it_is_one_of_as_many_as_one_likes(field: str):
    topic = make_topic()
    article = make_article(title="Un", topics=[topic])
    make_article(title="Deux")
    wanted = [topic.pk if "topic" in field else article.pk, *range(10**6, 10**6 + 1200)]
    ask = Prepared(lambda count: Publication.objects.filter(one_of(field, count)))

    assert titles(ask(len(wanted), **identifiers(wanted))) == ["Un"]


def test_its_sql_is_put_together_once_for_each_shape():
    built: list[tuple[object, ...]] = []

    def build(*shape: object) -> QuerySet[Publication]:
        built.append(shape)
        return titled()

    ask = Prepared(build)
    for shape in ("fr", "en", "fr", "en"):
        ask(shape, title="Un")

    # Twice each, to see that it comes out the same.
    assert built == [("fr",), ("fr",), ("en",), ("en",)]


def test_a_value_that_is_not_told_is_an_error():
    with pytest.raises(KeyError, match="title"):
        Prepared(titled)()


def test_what_would_be_the_moment_of_the_first_asking_for_ever_is_refused():
    ask = Prepared(lambda: Publication.objects.filter(publication_date__gt=timezone.now() - timedelta(days=1)))
    with pytest.raises(TypeError, match="changes by itself"):
        ask()
