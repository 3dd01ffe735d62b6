"""The outbox, and the permission of the administrators to see to it."""

import django.utils.timezone
from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

ADMINISTRATORS = "Administration"


def trust_administrators(apps, schema_editor):
    # Permissions are made after the last migration; here they are needed before.
    config = global_apps.get_app_config("mail")
    create_permissions(config, verbosity=0, apps=global_apps, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission").objects.get(
        codename="manage_outbox", content_type__app_label="mail"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATORS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workflow", "0001_groups_and_moderation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender", models.CharField(max_length=320, verbose_name="sender")),
                ("recipient", models.CharField(max_length=320, verbose_name="recipient")),
                ("subject", models.CharField(blank=True, max_length=255, verbose_name="subject")),
                ("content", models.BinaryField(null=True, verbose_name="content")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("stuck", "stuck"),
                            ("delivered", "delivered"),
                            ("abandoned", "given up"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("failure", models.TextField(blank=True, verbose_name="failure")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written on")),
                ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="last tried on")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        blank=True, default=django.utils.timezone.now, null=True, verbose_name="next try"
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "permissions": [("manage_outbox", "Peut voir le courrier en attente, le relancer ou y renoncer")],
                "default_permissions": (),
                "indexes": [models.Index(fields=["state", "next_try_at"], name="mail_to_try")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content__isnull", False), ("state__in", ["waiting", "stuck"])),
                            models.Q(("content__isnull", True), ("state__in", ["delivered", "abandoned"])),
                            _connector="OR",
                        ),
                        name="mail_content_only_while_unsent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_try_at__isnull", False), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("next_try_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="mail_next_try_only_while_waiting",
                    ),
                ],
            },
        ),
        migrations.RunPython(trust_administrators, migrations.RunPython.noop),
    ]
