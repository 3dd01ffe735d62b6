"""One statement that answers a query: a page of hits in order, how many there are, and what they can be narrowed to.

The order is the same on every database, because it is made of what every database agrees on: in which part of an entry
each clause is found, then the date, then the identifier. Their own scores (bm25, ts_rank) do not compare.
"""

import time
from dataclasses import dataclass, field

from django.db import connection

from .dialects import Dialect, dialect
from .models import Entry
from .queries import Query

PER_PAGE = 12
MOST_OPTIONS = 12
"""How many topics and speakers a page offers to narrow to."""

WEIGHTS = {"A": 16, "B": 8, "C": 4, "D": 2}
"""What a clause is worth in the title, in the lead and the names, among the headings, the questions and the words that
the body repeats, and for being to the letter in the title."""
MOST_SCORED = 6
"""Words of a query that give the order; all of them must be found."""
PEOPLE_AND_TOPICS_FIRST = "CASE WHEN e.kind IN ('person', 'topic') THEN 1 ELSE 0 END"

FILTERS = ("kind", "topic", "year", "speaker")


@dataclass(frozen=True)
class Narrowing:
    """What hits are narrowed to; an empty value narrows nothing."""

    kind: str = ""
    topic: str = ""
    year: int = 0
    speaker: str = ""

    def chosen(self) -> list[str]:
        return [name for name in FILTERS if getattr(self, name)]


@dataclass(frozen=True)
class Option:
    """Something that hits can be narrowed to, and how many would remain."""

    value: str
    label: str
    count: int


@dataclass
class Found:
    """What a query found: identifiers of entries in order, and the way to fewer."""

    total: int = 0
    entries: list[int] = field(default_factory=list)
    options: dict[str, list[Option]] = field(default_factory=lambda: {name: [] for name in FILTERS})


CONDITIONS = {
    "kind": "e.kind = %s",
    "year": "e.year = %s",
    "topic": (
        "EXISTS (SELECT 1 FROM search_entry_topics j JOIN publications_topic t ON t.id = j.topic_id"
        " WHERE j.entry_id = e.id AND t.slug = %s)"
    ),
    "speaker": (
        "EXISTS (SELECT 1 FROM search_entry_speakers j JOIN people_person p ON p.id = j.person_id"
        " WHERE j.entry_id = e.id AND p.slug = %s)"
    ),
}
# Numbered once they are chosen: the rest need not be sorted.
PLACED = (
    "SELECT 'hit', '', '', id, ROW_NUMBER() OVER (ORDER BY score DESC, moment DESC, id DESC) FROM"
    " (SELECT h.id, h.score, h.moment FROM hits h WHERE {where}"
    " ORDER BY score DESC, moment DESC, id DESC LIMIT {most} OFFSET %s) AS page"
)
GROUPS = {
    "kind": "SELECT 'kind', h.kind, h.kind, COUNT(*), 0 FROM hits h WHERE {where} GROUP BY h.kind",
    "year": (
        "SELECT 'year', CAST(h.year AS VARCHAR), CAST(h.year AS VARCHAR), COUNT(*), 0 FROM hits h"
        " WHERE h.year IS NOT NULL AND {where} GROUP BY h.year"
    ),
    "topic": (
        "SELECT 'topic', t.slug, t.name, c.number, 0 FROM (SELECT j.topic_id, COUNT(*) AS number FROM hits h"
        " JOIN search_entry_topics j ON j.entry_id = h.id WHERE {where} GROUP BY j.topic_id"
        " ORDER BY COUNT(*) DESC, j.topic_id LIMIT {most}) AS c JOIN publications_topic t ON t.id = c.topic_id"
    ),
    "speaker": (
        "SELECT 'speaker', p.slug, p.name, c.number, 0 FROM (SELECT j.person_id, COUNT(*) AS number FROM hits h"
        " JOIN search_entry_speakers j ON j.entry_id = h.id WHERE {where} GROUP BY j.person_id"
        " ORDER BY COUNT(*) DESC, j.person_id LIMIT {most}) AS c JOIN people_person p ON p.id = c.person_id"
    ),
}


def find(query: Query, narrowing: Narrowing, *, page: int = 1, by_date: bool = False) -> Found:
    """Ask the index; nothing is found by a query that wants nothing.

    Args:
        query: what to find.
        narrowing: what to keep of it.
        page: from 1; one past the last has no entry.
        by_date: newest first, instead of what is most about it.
    """
    if not query.wanted:
        return Found()
    sql, parameters = statement(dialect(), query, narrowing, offset=(page - 1) * PER_PAGE, by_date=by_date)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return _understood(rows)


def statement(
    words: Dialect, query: Query, narrowing: Narrowing, *, offset: int, by_date: bool
) -> tuple[str, list[str | int]]:
    """The statement, and its parameters in order."""
    parameters: list[str | int] = []
    scores = [PEOPLE_AND_TOPICS_FIRST]
    for clause in () if by_date else query.wanted[:MOST_SCORED]:
        for part, weight in WEIGHTS.items():
            scores.append(f"{weight} * {words.is_in}")
            parameters.append(words.clause(clause, part))
    flags = []
    for name in narrowing.chosen():
        flags.append(f", CASE WHEN {CONDITIONS[name]} THEN 1 ELSE 0 END AS in_{name}")
        parameters.append(getattr(narrowing, name))
    parameters += [words.everywhere(query.wanted, query.excluded), query.language, int(time.time())]
    score = "0" if by_date else " + ".join(scores)
    # What the texts of the statement are made of stands in this module; what was typed is in the parameters.
    hits = (
        f"WITH hits AS MATERIALIZED (SELECT e.id, e.kind, e.year, e.moment, {score} AS score{''.join(flags)}"  # noqa: S608
        f" FROM {words.facts} WHERE {words.matches} AND e.language = %s AND (e.expiry IS NULL OR e.expiry > %s))"
    )
    everything = _where(narrowing.chosen())
    selections = [
        f"SELECT 'total', '', '', COUNT(*), 0 FROM hits h WHERE {everything}",  # noqa: S608
        PLACED.format(where=everything, most=PER_PAGE),
    ]
    parameters.append(offset)
    for name, group in GROUPS.items():
        # Beside what was chosen, what could have been chosen instead.
        where = _where([other for other in narrowing.chosen() if other != name])
        selections.append(group.format(where=where, most=MOST_OPTIONS))
    return f"{hits} {' UNION ALL '.join(selections)}", parameters


def _where(names: list[str]) -> str:
    return " AND ".join(f"h.in_{name} = 1" for name in names) or "1 = 1"


def _understood(rows: list[tuple[str, str, str, int, int]]) -> Found:
    found = Found()
    places = []
    for section, value, label, number, place in rows:
        if section == "total":
            found.total = number
        elif section == "hit":
            places.append((place, number))
        else:
            found.options[section].append(Option(value, label, number))
    found.entries = [entry for _place, entry in sorted(places)]
    kinds = Entry.Kind.values
    found.options["kind"].sort(key=lambda option: kinds.index(option.value))
    found.options["year"].sort(key=lambda option: option.value, reverse=True)
    for name in ("topic", "speaker"):
        found.options[name].sort(key=lambda option: (-option.count, option.value))
    return found
