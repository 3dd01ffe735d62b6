"""The site's approval becomes a review by several: four eyes, and exactly what was approved.

Each task of Wagtail's own kind keeps its identifier, its groups, its place in the workflows and its history.
"""

from django.apps import apps as global_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

ADMINISTRATORS = "Administration"
ADMINISTERED = ["reviewtask", "reviewsettings"]


def extend(model, row, pointer, **fields):
    """Give an existing row of a parent model the row of a child model."""
    child = model(**{pointer: row.pk}, **fields)
    child.__dict__.update(
        {name: value for name, value in row.__dict__.items() if name != "_state"},
    )
    child.save_base(raw=True)
    return child


def review_by_several(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    ReviewTask = apps.get_model("workflow", "ReviewTask")
    ReviewTaskState = apps.get_model("workflow", "ReviewTaskState")
    TaskState = apps.get_model("wagtailcore", "TaskState")
    Task = apps.get_model("wagtailcore", "Task")
    task_type, _ = ContentType.objects.get_or_create(app_label="workflow", model="reviewtask")
    state_type, _ = ContentType.objects.get_or_create(app_label="workflow", model="reviewtaskstate")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    for stock in GroupApprovalTask.objects.all():
        groups = list(stock.groups.all())
        task = Task.objects.get(pk=stock.pk)
        review = extend(ReviewTask, task, "task_ptr_id", required_approvals=1)
        review.groups.set(groups)
        stock.groups.clear()
        stock.delete(keep_parents=True)
        Task.objects.filter(pk=task.pk).update(content_type=task_type)
        for state in TaskState.objects.filter(task_id=task.pk):
            # Nobody knows what text an earlier approval was given to: in a workflow that runs, it is asked again.
            extend(ReviewTaskState, state, "taskstate_ptr_id", digest="")
        TaskState.objects.filter(task_id=task.pk).update(content_type=state_type)


def let_administrators_set_it(apps, schema_editor):
    create_permissions(
        global_apps.get_app_config("workflow"), verbosity=0, apps=global_apps, using=schema_editor.connection.alias
    )
    Permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATORS).first()
    if group:
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="workflow", content_type__model__in=ADMINISTERED)
        )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("workflow", "0002_collegial_approval"),
    ]
    operations = [
        # No way back: Wagtail's own task knows nothing of what these remember.
        migrations.RunPython(review_by_several),
        migrations.RunPython(let_administrators_set_it, migrations.RunPython.noop),
    ]
