"""The three groups of the newsroom and the moderation of the whole site, found by name and safe to run again.

What is listed here is what the site starts with: an administrator may change it afterwards in the interface, and
nothing changes it back.
"""

from django.apps import apps as global_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITERS, REVIEWERS, ADMINISTRATORS = "Rédaction", "Relecture", "Administration"
TASK, WORKFLOW = "Relecture", "Relecture avant publication"

PAGE_PERMISSIONS = {
    WRITERS: ["add_page", "change_page"],
    REVIEWERS: ["add_page", "change_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: ["add_page", "change_page", "lock_page", "unlock_page", "publish_page", "bulk_delete_page"],
}
COLLECTION_PERMISSIONS = [
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
]
LIBRARY = [("people", "person"), ("publications", "topic")]
ADMINISTERED = [
    ("accounts", "user"),
    ("auth", "group"),
    ("home", "sitesettings"),
    ("wagtailcore", "collection"),
    ("wagtailcore", "site"),
    ("wagtailcore", "groupapprovaltask"),
    ("wagtailcore", "task"),
    ("wagtailcore", "workflow"),
    ("wagtailredirects", "redirect"),
]
WAGTAILS_OWN_GROUPS = ["Editors", "Moderators"]


def create_groups(apps, schema_editor):
    # Permissions are made after the last migration; here they are needed before.
    for label in {
        "people",
        "publications",
        "home",
        "accounts",
        "auth",
        "wagtailcore",
        "wagtailredirects",
        "wagtailadmin",
    }:
        create_permissions(
            global_apps.get_app_config(label), verbosity=0, apps=global_apps, using=schema_editor.connection.alias
        )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    def permissions(codenames, app_label):
        found = Permission.objects.filter(codename__in=codenames, content_type__app_label=app_label)
        if found.count() != len(codenames):
            raise RuntimeError(f"{app_label}: some of {codenames} are missing")
        return found

    library = {
        label: [f"{action}_{model}" for action in ("add", "change", "delete", "view")] for label, model in LIBRARY
    }
    collection_permissions = [
        *permissions([c for c in COLLECTION_PERMISSIONS if c.endswith("image")], "wagtailimages"),
        *permissions([c for c in COLLECTION_PERMISSIONS if c.endswith("document")], "wagtaildocs"),
    ]
    for name, page_permissions in PAGE_PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*permissions(["access_admin"], "wagtailadmin"))
        for app_label, codenames in library.items():
            group.permissions.add(*permissions(codenames, app_label))
        for permission in permissions(page_permissions, "wagtailcore"):
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group, page=root_page, permission=permission
            )
        for permission in collection_permissions:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root_collection, permission=permission
            )
    administrators = Group.objects.get(name=ADMINISTRATORS)
    for app_label, model in ADMINISTERED:
        administrators.permissions.add(
            *Permission.objects.filter(content_type__app_label=app_label, content_type__model=model)
        )


def create_moderation(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task, made = GroupApprovalTask.objects.get_or_create(
        name=TASK, defaults={"content_type": content_type, "active": True}
    )
    if made:
        task.groups.add(apps.get_model("auth", "Group").objects.get(name=REVIEWERS))
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    WorkflowPage.objects.update_or_create(page=root_page, defaults={"workflow": workflow})


def remove_wagtails_own(apps, schema_editor):
    """Wagtail starts with two groups and a workflow of its own, in English; they go unless somebody uses them."""
    Group = apps.get_model("auth", "Group")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    for workflow in Workflow.objects.filter(name="Moderators approval", workflow_states=None, workflow_pages=None):
        tasks = list(workflow.workflow_tasks.values_list("task_id", flat=True))
        workflow.delete()
        Task.objects.filter(pk__in=tasks, workflow_tasks=None, task_states=None).delete()
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS, user=None).delete()


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0001_initial"),
        ("publications", "0001_initial"),
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [
        migrations.RunPython(create_groups, migrations.RunPython.noop),
        migrations.RunPython(create_moderation, migrations.RunPython.noop),
        migrations.RunPython(remove_wagtails_own, migrations.RunPython.noop),
    ]
