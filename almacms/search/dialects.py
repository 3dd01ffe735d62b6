"""How each database is asked for clauses. Terms hold letters and figures only: nothing in them needs to be escaped."""

from typing import Protocol

from django.db import connection

from .queries import Clause, Query

COLUMN_OF = {"A": "title_terms", "B": "lead_terms", "C": "salient_terms"}
EVERYWHERE = "{title_terms lead_terms body_terms}"


class Dialect(Protocol):
    """What the statement of `finding` needs to have said in a database's own words."""

    source: str
    """Where hits are read from: `e` is the entry."""
    matches: str
    """The condition that the entry matches a query: one parameter."""
    is_in: str
    """1 when the entry has a clause in a part of it, else 0: one parameter."""

    def query(self, query: Query) -> str:
        """The parameter of `matches`."""

    def clause(self, clause: Clause, part: str) -> str:
        """The parameter of `is_in`: A is the title, B the lead and the names, C what the body repeats."""


class SQLite:
    """FTS5."""

    source = "search_terms JOIN search_entry e ON e.id = search_terms.rowid"
    matches = "search_terms MATCH %s"
    is_in = "(e.id IN (SELECT rowid FROM search_terms WHERE search_terms MATCH %s))"

    def query(self, query: Query) -> str:
        wanted = " AND ".join(map(self._one, query.wanted))
        excluded = " OR ".join(map(self._one, query.excluded))
        said = f"({wanted}) NOT ({excluded})" if excluded else f"({wanted})"
        return f"{EVERYWHERE} : ({said})"

    def clause(self, clause: Clause, part: str) -> str:
        return f"{COLUMN_OF[part]} : {self._one(clause)}"

    @staticmethod
    def _one(clause: Clause) -> str:
        if clause.is_phrase:
            return f'("{" ".join(clause.terms)}")'
        return "(" + " OR ".join(f'"{term}"' for term in clause.terms) + ")"


class PostgreSQL:
    """Vectors of texts."""

    source = "search_entry e"
    matches = "e.vector @@ %s::tsquery"
    is_in = "(e.head_vector @@ %s::tsquery)::int"

    def query(self, query: Query) -> str:
        wanted = [self._one(clause, "") for clause in query.wanted]
        return " & ".join([*wanted, *(f"!{self._one(clause, '')}" for clause in query.excluded)])

    def clause(self, clause: Clause, part: str) -> str:
        return self._one(clause, f":{part}")

    @staticmethod
    def _one(clause: Clause, part: str) -> str:
        joint = " <-> " if clause.is_phrase else " | "
        return "(" + joint.join(f"'{term}'{part}" for term in clause.terms) + ")"


def dialect() -> Dialect:
    """That of the database in use."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
