"""Each step of a review, told to those it concerns and to nobody else, in the place of Wagtail's own e-mails.

One action of one person sends several signals: approving ends a step, begins the next, or ends the whole review and
publishes. Each person hears of it once, by what matters most to them: what is expected of them comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save
from wagtail import signals
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from . import signals as ours
from .concerned import accounts, awaited, earlier_approvers, page_of, participants, writers
from .decisions import APPROVAL
from .models import Deadline, ReviewTask, ReviewTaskState
from .notifications import notify
from .outsiders import reader_commented

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Comment


def but(user: AbstractUser | None, people: Iterable[AbstractUser]) -> list[AbstractUser]:
    """These people without the one who acts, who knows."""
    return [one for one in people if user is None or one.pk != user.pk]


def on_task_submitted(instance: TaskState, user: AbstractUser | None = None, **_kwargs: Any) -> None:
    """A step begins: its reviewers are asked; those who had approved another text are told that it changed."""
    page = page_of(instance.workflow_state)
    if page is None or instance.status != TaskState.STATUS_IN_PROGRESS:
        return
    people = but(user, awaited(instance, page))
    again = earlier_approvers(instance)
    context = {
        "page": page,
        "task": instance.task,
        "submitter": instance.workflow_state.requested_by,
        "needed": getattr(instance.task.specific, "required_approvals", 1),
        "deadline": Deadline.objects.filter(page=page).values_list("day", flat=True).first(),
    }
    event = f"to_review:{instance.pk}"
    notify(event, [one for one in people if one.pk in again], "workflow/mail/to_review_again.txt", context)
    notify(event, [one for one in people if one.pk not in again], "workflow/mail/to_review.txt", context)


def on_task_approved(instance: TaskState, user: AbstractUser | None = None, **_kwargs: Any) -> None:
    """A step is over and another one runs: whoever waits for the page to go on knows where it is."""
    workflow_state = WorkflowState.objects.select_related("current_task_state").get(pk=instance.workflow_state_id)
    page, current = page_of(workflow_state), workflow_state.current_task_state
    if page is None or workflow_state.status != WorkflowState.STATUS_IN_PROGRESS or current.pk == instance.pk:
        return
    asked = {one.pk for one in awaited(current.specific, page)}
    people = but(user, accounts(writers(workflow_state, page) - asked))
    context = {"page": page, "task": instance.task, "next_task": current.task, "by": user, "comment": instance.comment}
    notify(f"step_passed:{instance.pk}", people, "workflow/mail/step_passed.txt", context)


def on_partial_approval(instance: PageLogEntry, created: bool = False, **_kwargs: Any) -> None:
    """One of several has approved: the page's history is told of it, and who asked for the review with it."""
    if not created or instance.action != APPROVAL:
        return
    state = Page(pk=instance.page_id).current_workflow_state
    page = page_of(state) if state else None
    if page is None or not state.requested_by_id:
        return
    people = but(instance.user, accounts([state.requested_by_id]))
    notify(
        f"approved_by_one:{instance.pk}",
        people,
        "workflow/mail/approved_by_one.txt",
        {"page": page, "by": instance.user, **instance.data},
    )


def on_workflow_approved(instance: WorkflowState, user: AbstractUser | None = None, **_kwargs: Any) -> None:
    """The page is online, or will be on its day: those who wrote it and those who read it."""
    if (page := page_of(instance)) is None:
        return
    people = but(user, accounts(writers(instance, page) | participants(instance)))
    last = instance.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at").first()
    context = {
        "page": page,
        "workflow": instance.workflow,
        "by": user,
        "comment": last.comment if last else "",
        # A page that is online and has a later day for its new text is scheduled too.
        "scheduled_for": _scheduled_for(page),
    }
    notify(f"approved:{instance.pk}", people, "workflow/mail/approved.txt", context)


def on_workflow_rejected(instance: WorkflowState, user: AbstractUser | None = None, **_kwargs: Any) -> None:
    """The page is sent back: to those who wrote it, and to those who had approved it before, here or in other steps."""
    page, state = page_of(instance), instance.current_task_state.specific
    if page is None:
        return
    context = {"page": page, "task": state.task, "by": user, "comment": state.get_comment()}
    wrote = writers(instance, page)
    event = f"sent_back:{state.pk}"
    notify(event, but(user, accounts(wrote)), "workflow/mail/sent_back.txt", context)
    earlier = accounts(participants(instance) - wrote)
    notify(event, but(user, earlier), "workflow/mail/sent_back_after_you.txt", context)


def on_workflow_cancelled(instance: WorkflowState, user: AbstractUser | None = None, **_kwargs: Any) -> None:
    """Nobody waits for it any more: those it waited for, those who had approved it, whoever had asked for it."""
    page, state = page_of(instance), instance.current_task_state
    if page is None or state is None or _goes_online(page):
        return
    state = TaskState.objects.get(pk=state.pk).specific
    if state.status != TaskState.STATUS_CANCELLED:
        # It had been sent back: it waited for nobody but its authors.
        return
    concerned = {one.pk for one in awaited(state, page)} | participants(instance) | {instance.requested_by_id}
    context = {"page": page, "task": state.task, "by": user, "reason": getattr(instance, "withdrawal_reason", "")}
    notify(f"withdrawn:{instance.pk}", but(user, accounts(concerned)), "workflow/mail/withdrawn.txt", context)


def on_published_without_review(page: Page, user: AbstractUser, reason: str, **_kwargs: Any) -> None:
    """The exception was taken: every reviewer of the page knows, and so do those whose review it ended."""
    concerned: set[int] = set()
    workflow = page.get_workflow()
    for task in workflow.tasks.specific() if workflow else []:
        if isinstance(task, ReviewTask):
            concerned |= set(task.reviewers().values_list("pk", flat=True))
    ended = page.workflow_states.filter(status=WorkflowState.STATUS_CANCELLED).order_by("-pk").first()
    if ended and ended.task_states.filter(finished_by=user, finished_at__gte=page.latest_revision.created_at).exists():
        concerned |= {ended.requested_by_id} | participants(ended)
    context = {"page": page, "by": user, "reason": reason, "scheduled_for": _scheduled_for(page)}
    event = f"published_without_review:{page.pk}:{page.latest_revision_id}"
    notify(event, but(user, accounts(concerned)), "workflow/mail/published_without_review.txt", context)


def on_reassigned(
    task_state: ReviewTaskState,
    user: AbstractUser,
    added: Iterable[AbstractUser],
    removed: Iterable[AbstractUser],
    **_kwargs: Any,
) -> None:
    """A review was given to somebody, or taken from them."""
    if (page := page_of(task_state.workflow_state)) is None:
        return
    context = {"page": page, "task": task_state.task, "by": user}
    # The same person may be chosen, left out and chosen again: each is an event.
    moment = PageLogEntry.objects.filter(page=page).order_by("-pk").values_list("pk", flat=True).first()
    notify(f"assigned:{task_state.pk}:{moment}", but(user, added), "workflow/mail/assigned.txt", context)
    notify(f"unassigned:{task_state.pk}:{moment}", but(user, removed), "workflow/mail/unassigned.txt", context)


def on_reader_commented(page: Page, comment: Comment, link_maker: AbstractUser | None, **_kwargs: Any) -> None:
    """Somebody commented a draft that was shared with them: whoever made the link is told."""
    if link_maker:
        context = {"page": page, "comment": comment.text}
        notify(f"reader_commented:{comment.pk}", [link_maker], "workflow/mail/reader_commented.txt", context)


def _scheduled_for(page: Page) -> Any:
    waiting = page.revisions.filter(approved_go_live_at__isnull=False)
    return waiting.values_list("approved_go_live_at", flat=True).first()


def _goes_online(page: Page) -> bool:
    """Whether the latest text is what readers see, or is going to: the review ended because it was published."""
    latest = page.latest_revision
    return latest is not None and (page.live_revision_id == latest.pk or latest.approved_go_live_at is not None)


def connect() -> None:
    """Take the place of Wagtail's notifiers (`wagtail.admin.signal_handlers.register_signal_handlers`)."""
    signals.task_submitted.connect(on_task_submitted, dispatch_uid="notify_task_submitted")
    signals.task_approved.connect(on_task_approved, dispatch_uid="notify_task_approved")
    signals.workflow_approved.connect(on_workflow_approved, dispatch_uid="notify_workflow_approved")
    signals.workflow_rejected.connect(on_workflow_rejected, dispatch_uid="notify_workflow_rejected")
    signals.workflow_cancelled.connect(on_workflow_cancelled, dispatch_uid="notify_workflow_cancelled")
    post_save.connect(on_partial_approval, sender=PageLogEntry, dispatch_uid="notify_partial_approval")
    reader_commented.connect(on_reader_commented, dispatch_uid="notify_reader_commented")
    ours.published_without_review.connect(on_published_without_review, dispatch_uid="notify_published_without_review")
    ours.reassigned.connect(on_reassigned, dispatch_uid="notify_reassigned")
