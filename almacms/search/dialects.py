"""How each database is asked for clauses. Terms hold letters and figures only: nothing in them needs to be escaped."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from .models import FACTS
from .queries import Clause

COLUMN_OF = {"A": "title_terms", "B": "lead_terms", "C": "salient_terms", "D": "title_words"}
EVERYWHERE = "{title_terms lead_terms body_terms}"


class Dialect(Protocol):
    """What the statement of `finding` needs to have said in a database's own words."""

    source: str
    """Where hits are read from: `e` is the entry."""
    facts: str
    """The same, when nothing is asked of an entry but what the index `FACTS` holds."""
    matches: str
    """The condition that the entry matches a query: one parameter."""
    is_in: str
    """1 when the entry has a clause in a part of it, else 0: one parameter."""
    begins: str
    """The condition that words of the entry's title begin as some do: one parameter."""

    def everywhere(self, wanted: Sequence[Clause], excluded: Sequence[Clause] = ()) -> str:
        """The parameter of `matches`."""

    def clause(self, clause: Clause, part: str) -> str:
        """The parameter of `is_in`.

        A is the title, B the lead and the names, C the headings and what the body repeats, D the title to the letter.
        """

    def beginnings(self, beginnings: Sequence[str]) -> str:
        """The parameter of `begins`."""


class SQLite:
    """FTS5."""

    source = "search_terms JOIN search_entry e ON e.id = search_terms.rowid"
    # In its row, all this stands after pages of text.
    facts = f"search_terms JOIN search_entry e INDEXED BY {FACTS} ON e.id = search_terms.rowid"
    matches = "search_terms MATCH %s"
    is_in = "(e.id IN (SELECT rowid FROM search_terms WHERE search_terms MATCH %s))"

    begins = "search_terms MATCH %s"

    def everywhere(self, wanted: Sequence[Clause], excluded: Sequence[Clause] = ()) -> str:
        said = " AND ".join(self._one(clause.terms, clause.is_phrase) for clause in wanted)
        unsaid = " OR ".join(self._one(clause.terms, clause.is_phrase) for clause in excluded)
        return f"{EVERYWHERE} : (({said}) NOT ({unsaid}))" if unsaid else f"{EVERYWHERE} : ({said})"

    def clause(self, clause: Clause, part: str) -> str:
        return f"{COLUMN_OF[part]} : {self._one(clause.in_part(part), clause.is_phrase)}"

    def beginnings(self, beginnings: Sequence[str]) -> str:
        return "title_words : (" + " AND ".join(f'"{beginning}" *' for beginning in beginnings) + ")"

    @staticmethod
    def _one(terms: Sequence[str], is_phrase: bool) -> str:
        if is_phrase:
            return f'("{" ".join(terms)}")'
        return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


class PostgreSQL:
    """Vectors of texts."""

    source = facts = "search_entry e"
    matches = "e.vector @@ %s::tsquery"
    is_in = "(e.head_vector @@ %s::tsquery)::int"
    begins = "e.title_vector @@ %s::tsquery"

    def everywhere(self, wanted: Sequence[Clause], excluded: Sequence[Clause] = ()) -> str:
        said = [self._one(clause.terms, clause.is_phrase) for clause in wanted]
        return " & ".join([*said, *(f"!{self._one(clause.terms, clause.is_phrase)}" for clause in excluded)])

    def clause(self, clause: Clause, part: str) -> str:
        return self._one(clause.in_part(part), clause.is_phrase, f":{part}")

    def beginnings(self, beginnings: Sequence[str]) -> str:
        return " & ".join(f"'{beginning}':*" for beginning in beginnings)

    @staticmethod
    def _one(terms: Sequence[str], is_phrase: bool, part: str = "") -> str:
        joint = " <-> " if is_phrase else " | "
        return "(" + joint.join(f"'{term}'{part}" for term in terms) + ")"


def dialect() -> Dialect:
    """That of the database in use."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
