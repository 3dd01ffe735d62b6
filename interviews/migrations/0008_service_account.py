"""The account that speakers' comments are written with becomes a service account, whose name nobody else can have.

An account of the former name that somebody signed in with, or can sign in with, is theirs: it stays as it is.
"""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import migrations

FORMER = "personne-interviewee"
NAME = "service:personne-interviewee"
SHOWN = "Personne interviewée"


def rename(apps, schema_editor):
    accounts = apps.get_model(settings.AUTH_USER_MODEL).objects
    if accounts.filter(username=NAME).exists():
        return
    former = accounts.filter(
        username=FORMER, is_active=False, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    former.update(username=NAME, first_name=SHOWN, last_name="", email="")


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0007_agreement_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
