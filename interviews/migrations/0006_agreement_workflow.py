"""The workflow of interviews: the steps of the whole site's, then the speakers' agreement.

It is what the site starts with: an administrator may change it afterwards, and nothing changes it back.
"""

from django.apps import apps as global_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

ADMINISTRATORS = "Administration"
TASK = "Accord des personnes interviewées"
WORKFLOW = "Relecture et accord des personnes interviewées"


def create_workflow(apps, schema_editor):
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    root = WorkflowPage.objects.filter(page__depth=1).first()
    if root is None or Workflow.objects.filter(name=WORKFLOW).exists():
        return
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="interviews", model="speakersagreementtask"
    )
    agreement, _ = apps.get_model("interviews", "SpeakersAgreementTask").objects.get_or_create(
        name=TASK, defaults={"content_type": content_type, "active": True}
    )
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    steps = WorkflowTask.objects.filter(workflow=root.workflow).order_by("sort_order", "pk")
    tasks = [*steps.values_list("task_id", flat=True), agreement.pk]
    for position, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task_id=task, sort_order=position)
    for index in apps.get_model("interviews", "InterviewIndexPage").objects.all():
        # A list that has a workflow of its own keeps it.
        WorkflowPage.objects.get_or_create(page_id=index.pk, defaults={"workflow": workflow})


def let_administrators_set_it(apps, schema_editor):
    create_permissions(
        global_apps.get_app_config("interviews"), verbosity=0, apps=global_apps, using=schema_editor.connection.alias
    )
    group = apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATORS).first()
    if group:
        group.permissions.add(
            *apps.get_model("auth", "Permission").objects.filter(
                content_type__app_label="interviews", content_type__model="speakersagreementtask"
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0005_speakers_agreement"),
        ("workflow", "0003_reviews_by_several"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(create_workflow, migrations.RunPython.noop),
        migrations.RunPython(let_administrators_set_it, migrations.RunPython.noop),
    ]
