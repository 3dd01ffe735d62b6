"""Who moderates comments to begin with: the reviewers, and those who administer the site."""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTED = {
    "Relecture": ["moderate_comment"],
    "Administration": ["moderate_comment", "change_conversationsettings"],
}


def grant(apps, schema_editor):
    # Permissions are made after the last migration; here they are needed before.
    create_permissions(
        global_apps.get_app_config("conversation"),
        verbosity=0,
        apps=global_apps,
        using=schema_editor.connection.alias,
    )
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GRANTED.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        if group is not None:
            group.permissions.add(
                *Permission.objects.filter(codename__in=codenames, content_type__app_label="conversation")
            )


class Migration(migrations.Migration):
    dependencies = [
        ("conversation", "0001_comments"),
        ("workflow", "0006_every_field_has_a_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
