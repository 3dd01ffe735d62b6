"""The search of the database, for any string that somebody may type."""

from typing import Any

from modelsearch.backends import database
from modelsearch.query import MATCH_NONE

# SQLite reads a quotation mark as the beginning of a phrase, and stops at a NUL: either alone is an error to it.
UNREADABLE = str.maketrans({'"': " ", "\0": " "})


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the name that the setting's module must give)
    """The backend of this database, asked only what it can read."""
    backend = database.SearchBackend(params)

    class ReadableSearchBackend(type(backend)):  # type: ignore[misc]
        """Takes out of a query what its database cannot read."""

        def search(self, query: Any, *args: Any, **options: Any) -> Any:
            return super().search(readable(query), *args, **options)

        def autocomplete(self, query: Any, *args: Any, **options: Any) -> Any:
            return super().autocomplete(readable(query), *args, **options)

    return ReadableSearchBackend(params)


def readable(query: Any) -> Any:
    """A typed query without what stops the database; any other query as it is."""
    if not isinstance(query, str):
        return query
    words = query.translate(UNREADABLE)
    return words if any(character.isalnum() for character in words) else MATCH_NONE
