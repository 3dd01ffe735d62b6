from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "almacms.workflow"
    label = "workflow"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from wagtail import workflows
        from wagtail.models import GroupApprovalTask

        # Wagtail's own task lets authors approve themselves, and whatever was written since go live.
        workflows.TASK_TYPES = [kind for kind in workflows.get_task_types() if kind is not GroupApprovalTask]
