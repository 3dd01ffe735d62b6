"""The databases' own indexes on the terms of `search_entry`; each keeps itself up to date."""

from django.db import migrations

COLUMNS = "title_terms, lead_terms, salient_terms, body_terms"


def values(row):
    return ", ".join(f"{row}.{column.strip()}" for column in COLUMNS.split(","))


# The terms hold the letters a to z and figures only: the tokenizer has nothing to decide.
SQLITE = [
    f"CREATE VIRTUAL TABLE search_terms USING fts5({COLUMNS}, content='search_entry', content_rowid='id', tokenize='ascii')",
    f"""CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_terms(rowid, {COLUMNS}) VALUES (new.id, {values("new")});
    END""",
    f"""CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_terms(search_terms, rowid, {COLUMNS}) VALUES ('delete', old.id, {values("old")});
    END""",
    f"""CREATE TRIGGER search_entry_updated AFTER UPDATE OF {COLUMNS} ON search_entry BEGIN
        INSERT INTO search_terms(search_terms, rowid, {COLUMNS}) VALUES ('delete', old.id, {values("old")});
        INSERT INTO search_terms(rowid, {COLUMNS}) VALUES (new.id, {values("new")});
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_inserted",
    "DROP TRIGGER search_entry_deleted",
    "DROP TRIGGER search_entry_updated",
    "DROP TABLE search_terms",
]

# Two vectors: the small one stays in the row and gives the order; the large one is only ever read through its index.
# No phrase runs from the title into the lead: a word that nobody writes stands between them.
POSTGRESQL = [
    """ALTER TABLE search_entry
        ADD COLUMN head_vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('pg_catalog.simple', title_terms), 'A')
            || setweight(to_tsvector('pg_catalog.simple', 'zzbreak ' || lead_terms), 'B')
            || setweight(to_tsvector('pg_catalog.simple', 'zzbreak ' || salient_terms), 'C')
        ) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            to_tsvector('pg_catalog.simple', title_terms || ' zzbreak ' || lead_terms || ' zzbreak ' || body_terms)
        ) STORED""",
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
]
POSTGRESQL_BACK = [
    "DROP INDEX search_entry_vector",
    "ALTER TABLE search_entry DROP COLUMN head_vector, DROP COLUMN vector",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
