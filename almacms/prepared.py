"""Questions whose SQL is put together once, then asked with other values.

Django puts the SQL of a queryset together each time it is asked. For what every page asks, with its joins and its
subqueries, that took longer than the database's answer and than the templates: 8 of the 17 ms of an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections
from django.db.models import Expression, F, Field, IntegerField, Model, QuerySet
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """In a prepared question, a value that is told when it is asked.

    Args:
        name: the keyword by which it is told.
        output_field: how the database is told such a value.
    """

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (Slot(self.name, self.output_field),)


def one_of(field: str, count: int) -> In:
    """That a field which holds an identifier holds one of so many, which `identifiers` tells when it is asked.

    What `__in` says of a field, but not of a relation: there, Django wants to know the values now.
    """
    return In(F(field), [Given(_place(number), IntegerField()) for number in range(count)])


def identifiers(known: Iterable[int]) -> dict[str, int]:
    """What `one_of` is told, as keywords."""
    return {_place(number): identifier for number, identifier in enumerate(known)}


def _place(number: int) -> str:
    return f"identifier_{number}"


class Slot(NamedTuple):
    """The place of a value among the parameters of a query."""

    name: str
    field: Field


class Compiled(NamedTuple):
    """A question ready to be asked."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple[object, ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Expression]]
    """What makes values of the columns that a database gives otherwise: Django looks for them at each asking."""


class Prepared(Generic[Row]):
    """A question that is put together once for each of its shapes.

    ```python
    LATEST = Prepared(lambda several: Page.objects.filter(live=True, expire_at__gt=Given("now", DateTimeField())))
    LATEST(languages.several(), now=timezone.now())
    ```

    Args:
        build: makes the queryset, with `Given` wherever a value changes from one asking to the next. Whatever else
            changes its SQL must be among its arguments, which tell one shape from another.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        self._build = build
        self._compiled: dict[tuple[object, ...], Compiled] = {}

    def __call__(self, *shape: object, **values: object) -> list[Row]:
        """The rows that answer, with these values.

        Raises:
            KeyError: a value is missing.
            TypeError: see `_compile`.
        """
        compiled = self._compiled.get(shape)
        if compiled is None:
            compiled = self._compiled[shape] = _compile(partial(self._build, *shape))
        connection = connections[compiled.queryset.db]
        parameters = tuple(
            place.field.get_db_prep_value(values[place.name], connection) if isinstance(place, Slot) else place
            for place in compiled.parameters
        )
        # Made again for each asking, as a connection belongs to a thread.
        compiler: Any = copy(compiled.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (compiled.sql, parameters)
        compiler.get_converters = lambda _expressions: compiled.converters
        asked: Any = compiled.queryset.all()
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler
        # A list, as a queryset could be narrowed, which this SQL knows nothing of.
        return list(asked)


def _compile(build: Callable[[], QuerySet]) -> Compiled:
    """Put the SQL of a question together.

    Raises:
        TypeError: it does not come out the same twice, as it holds the moment, say, which must be `Given`.
    """
    (sql, parameters), compiler, queryset = _sql_of(build())
    (again, others), _compiler, _queryset = _sql_of(build())
    if (sql, _named(parameters)) != (again, _named(others)):
        raise TypeError(f"a prepared question holds what changes by itself: {sql}")
    columns = [column for column, _sql, _alias in compiler.select]
    return Compiled(queryset, compiler, sql, tuple(parameters), compiler.get_converters(columns))


def _sql_of(queryset: QuerySet) -> tuple[tuple[str, Sequence[object]], SQLCompiler, QuerySet]:
    compiler = queryset.query.get_compiler(queryset.db)
    return compiler.as_sql(), compiler, queryset


def _named(parameters: Iterable[object]) -> list[object]:
    return [(Slot, place.name) if isinstance(place, Slot) else place for place in parameters]
