"""Plain pages, languages, and words with their endings; the databases' own indexes are made again around them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = "title_terms, lead_terms, salient_terms, body_terms, title_words"
COLUMNS_BEFORE = "title_terms, lead_terms, salient_terms, body_terms"


def values(row, columns):
    return ", ".join(f"{row}.{column.strip()}" for column in columns.split(","))


# The terms hold the letters a to z and figures only: the tokenizer has nothing to decide.
def sqlite(columns):
    return [
        f"CREATE VIRTUAL TABLE search_terms USING fts5({columns}, content='search_entry', content_rowid='id', tokenize='ascii')",
        f"""CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
            INSERT INTO search_terms(rowid, {columns}) VALUES (new.id, {values("new", columns)});
        END""",
        f"""CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
            INSERT INTO search_terms(search_terms, rowid, {columns}) VALUES ('delete', old.id, {values("old", columns)});
        END""",
        f"""CREATE TRIGGER search_entry_updated AFTER UPDATE OF {columns} ON search_entry BEGIN
            INSERT INTO search_terms(search_terms, rowid, {columns}) VALUES ('delete', old.id, {values("old", columns)});
            INSERT INTO search_terms(rowid, {columns}) VALUES (new.id, {values("new", columns)});
        END""",
        "INSERT INTO search_terms(search_terms) VALUES ('rebuild')",
    ]


SQLITE_DROP = [
    "DROP TRIGGER search_entry_inserted",
    "DROP TRIGGER search_entry_deleted",
    "DROP TRIGGER search_entry_updated",
    "DROP TABLE search_terms",
]


# The small vector stays in the row and gives the order; that of the title serves those who are typing. No phrase runs
# from the title into the lead: a word that nobody can type stands between them.
def head(last):
    return f"""ALTER TABLE search_entry ADD COLUMN head_vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.simple', title_terms), 'A')
        || setweight(to_tsvector('pg_catalog.simple', 'zzbreak ' || lead_terms), 'B')
        || setweight(to_tsvector('pg_catalog.simple', 'zzbreak ' || salient_terms), 'C')
        {last}
    ) STORED"""


POSTGRESQL_DROP = ["ALTER TABLE search_entry DROP COLUMN head_vector"]
POSTGRESQL = [
    head("|| setweight(to_tsvector('pg_catalog.simple', 'zzbreak ' || title_words), 'D')"),
    """ALTER TABLE search_entry ADD COLUMN title_vector tsvector
        GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple', title_words)) STORED""",
    "CREATE INDEX search_entry_title_vector ON search_entry USING gin (title_vector)",
]

# So that results have titles before the index is made again.
TITLES = """UPDATE search_entry SET title = COALESCE(
    (SELECT p.title FROM wagtailcore_page p WHERE p.id = search_entry.publication_id),
    (SELECT p.name FROM people_person p WHERE p.id = search_entry.person_id),
    (SELECT t.name FROM publications_topic t WHERE t.id = search_entry.topic_id),
    '')"""


def run(statements):
    def forwards(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return forwards


BEFORE = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}
AFTER = {"sqlite": [TITLES, *sqlite(COLUMNS)], "postgresql": [*POSTGRESQL, TITLES]}
BEFORE_BACK = {"sqlite": sqlite(COLUMNS_BEFORE), "postgresql": [head("")]}
AFTER_BACK = {
    "sqlite": SQLITE_DROP,
    "postgresql": [
        "DROP INDEX search_entry_title_vector",
        "ALTER TABLE search_entry DROP COLUMN title_vector",
        *POSTGRESQL_DROP,
    ],
}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("publications", "0002_contribution_shown_as"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
        ("search", "0002_full_text"),
    ]
    operations = [
        migrations.RunPython(run(BEFORE), run(BEFORE_BACK)),
        migrations.RemoveConstraint(
            model_name="entry",
            name="search_entry_of_one_thing",
        ),
        migrations.RemoveField(
            model_name="word",
            name="written",
        ),
        migrations.AddField(
            model_name="entry",
            name="about",
            field=models.TextField(blank=True, verbose_name="names, topics, other titles"),
        ),
        migrations.AddField(
            model_name="entry",
            name="language",
            field=models.CharField(default="fr", max_length=12, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="entry",
            name="page",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="plain page",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="title",
            field=models.TextField(blank=True, verbose_name="title or name"),
        ),
        migrations.AddField(
            model_name="entry",
            name="title_words",
            field=models.TextField(blank=True, verbose_name="words of the title, with their endings"),
        ),
        migrations.AddField(
            model_name="word",
            name="language",
            field=models.CharField(default="fr", max_length=12, verbose_name="language"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("article", "Article"),
                    ("interview", "Interview"),
                    ("person", "Person"),
                    ("topic", "Topic"),
                    ("page", "Page"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_entries",
                to="people.person",
                verbose_name="person",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="salient_terms",
            field=models.TextField(blank=True, verbose_name="terms of the headings, and that the body repeats"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_entries",
                to="publications.topic",
                verbose_name="topic",
            ),
        ),
        migrations.AlterField(
            model_name="word",
            name="word",
            field=models.CharField(max_length=60, verbose_name="word"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("page", None), ("person", None), ("publication__isnull", False), ("topic", None)),
                    models.Q(("page__isnull", False), ("person", None), ("publication", None), ("topic", None)),
                    models.Q(("page", None), ("person__isnull", False), ("publication", None), ("topic", None)),
                    models.Q(("page", None), ("person", None), ("publication", None), ("topic__isnull", False)),
                    _connector="OR",
                ),
                name="search_entry_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("person", "language"), name="search_entry_person_once_a_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("topic", "language"), name="search_entry_topic_once_a_language"),
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(fields=("language", "word"), name="search_word_once_a_language"),
        ),
        migrations.RunPython(run(AFTER), run(AFTER_BACK)),
    ]
