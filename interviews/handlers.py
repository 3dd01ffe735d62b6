"""What publishing, withdrawing and moving set off. Deleting an interview takes its index along."""

from typing import Any

from wagtail.models import Page, Workflow, WorkflowPage

from .agreement.names import AGREEMENT_WORKFLOW
from .models import InterviewIndexPage, InterviewPage
from .services import record_appearances


def on_state_changed(instance: Page, **_others: Any) -> None:
    """Index an interview that was just published, or take it out of the index once it no longer is."""
    if isinstance(instance, InterviewPage):
        record_appearances(interview=instance)


def on_page_moved(instance: Page, **_others: Any) -> None:
    """Index the interviews that moved, by themselves or with a page above them."""
    for interview in InterviewPage.objects.descendant_of(instance, inclusive=True):
        record_appearances(interview=interview)


def on_list_saved(instance: InterviewIndexPage, created: bool, raw: bool = False, **_others: Any) -> None:
    """Ask the speakers of a new list's interviews for their agreement, unless the list has a workflow of its own.

    Only once: an administrator may take the workflow away afterwards.
    """
    if not created or raw:
        return
    workflow = Workflow.objects.active().filter(name=AGREEMENT_WORKFLOW).first()
    if workflow:
        WorkflowPage.objects.get_or_create(page_id=instance.pk, defaults={"workflow": workflow})
