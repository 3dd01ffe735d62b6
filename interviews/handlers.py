"""What publishing, withdrawing and moving set off. Deleting an interview takes its index along."""

from typing import Any

from wagtail.models import Page

from .models import InterviewPage
from .services import record_appearances


def on_state_changed(instance: Page, **_others: Any) -> None:
    """Index an interview that was just published, or take it out of the index once it no longer is."""
    if isinstance(instance, InterviewPage):
        record_appearances(interview=instance)


def on_page_moved(instance: Page, **_others: Any) -> None:
    """Index the interviews that moved, by themselves or with a page above them."""
    for interview in InterviewPage.objects.descendant_of(instance, inclusive=True):
        record_appearances(interview=interview)
