"""English that packages write out of reach of any catalogue: the names of permissions, which are rows, and labels."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.forms.workflows import TaskChooserSearchForm
from wagtail.admin.views import workflows
from wagtail.models import Site
from wagtail.sites.views import IndexView

# French because they are data that people read, as in roles.py.
VERBS = {"add": "Ajouter", "change": "Modifier", "delete": "Supprimer", "view": "Voir", "choose": "Choisir"}


def permission_name(model: type[Model], codename: str, name: str) -> str:
    """What the form of a group calls a permission; `name`, where nobody wrote better.

    Wagtail takes the model's name off the end of a label where it shows it under the model.
    """
    with override(settings.LANGUAGE_CODE):
        words = str(dict(model._meta.permissions).get(codename, name))
        verb = VERBS.get(codename.removesuffix(f"_{model._meta.model_name}"))
        return f"{verb} {model._meta.verbose_name}" if verb and words.startswith("Can ") else words


def name_permissions(
    *, app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, apps: Any = all_apps, **_told: Any
) -> None:
    """Give an app's permissions French names, once its tables are made; Django names them in English."""
    # Django's own receiver comes after this one, and changes nothing of what it finds.
    create_permissions(app_config, verbosity=0, interactive=False, using=using, apps=apps)
    try:
        rows = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return
    wrong = []
    for permission in rows.filter(content_type__app_label=app_config.label).select_related("content_type"):
        try:
            model = all_apps.get_model(app_config.label, permission.content_type.model)
        except LookupError:
            continue
        name = permission_name(model, permission.codename, permission.name)
        if name != permission.name:
            permission.name = name
            wrong.append(permission)
    rows.bulk_update(wrong, ["name"])


class StepSearchForm(TaskChooserSearchForm):
    """The search in the dialog that chooses a step."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "task_type" in self.fields:
            self.fields["task_type"].label = _("Type")


def name_fields() -> None:
    """Give labels to what Wagtail labels with names of the code: columns of the list of sites, the search of steps."""
    workflows.TaskChooserSearchForm = StepSearchForm
    for column in IndexView.columns:
        if column.label == capfirst(column.name.replace("_", " ")):
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
