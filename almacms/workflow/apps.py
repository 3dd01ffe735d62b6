from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "almacms.workflow"
    label = "workflow"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from django.db.models.signals import pre_delete
        from wagtail import workflows
        from wagtail.admin import signal_handlers
        from wagtail.admin.forms import workflows as workflow_forms
        from wagtail.admin.views.account import NotificationsSettingsPanel
        from wagtail.models import GroupApprovalTask, Revision
        from wagtail.signals import task_submitted, workflow_approved, workflow_submitted

        from .actions import refuse_what_nobody_would_read
        from .assignments import carry_over
        from .authors import keep_what_tells_authors
        from .deadlines import forget_deadline
        from .desk_forms import TaskForm
        from .handlers import connect
        from .preferences import PreferencesForm
        from .vendor_words import name_fields, name_permissions

        # Wagtail's own task lets authors approve themselves, and whatever was written since go live.
        workflows.TASK_TYPES = [kind for kind in workflows.get_task_types() if kind is not GroupApprovalTask]
        # The base of the form of every step, in each of the three places that make one.
        workflow_forms.BaseTaskForm = TaskForm
        workflow_approved.connect(forget_deadline, dispatch_uid="forget_deadline")
        # Before the notifiers: those who are told are those who are expected.
        task_submitted.connect(carry_over, dispatch_uid="carry_over")
        workflow_submitted.connect(refuse_what_nobody_would_read, dispatch_uid="refuse_what_nobody_would_read")
        # Wagtail connects its own notifiers when it is ready, after us: it connects ours instead.
        signal_handlers.register_signal_handlers = connect
        NotificationsSettingsPanel.form_class = PreferencesForm
        post_migrate.connect(name_permissions, dispatch_uid="name_permissions")
        name_fields()
        pre_delete.connect(keep_what_tells_authors, sender=Revision, dispatch_uid="keep_what_tells_authors")
