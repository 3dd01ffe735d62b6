"""Where a review stands: who has said what, who is still expected, by when. For one page or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.timezone import localdate
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.models.content_types import get_default_page_content_type

from .authors import Authorship, authorships
from .models import Approval, Assignment, Deadline, ReviewTask, ReviewTaskState

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Said:
    """An approval, and whether it counts: given to the text as it stands, by somebody who may still decide about it."""

    user: AbstractUser
    at: datetime
    comment: str
    of_this_text: bool
    by_an_author: bool
    by_a_reviewer: bool

    @property
    def counts(self) -> bool:
        return self.of_this_text and self.by_a_reviewer and not self.by_an_author


@dataclass(frozen=True)
class Standing:
    """The running moderation of one page."""

    page: Page
    workflow_state: WorkflowState
    state: TaskState
    task: Task
    authorship: Authorship = field(default_factory=Authorship)
    reviewers: Sequence[AbstractUser] = ()
    said: Sequence[Said] = ()
    assigned: Sequence[AbstractUser] = ()
    deadline: date | None = None

    @property
    def is_review(self) -> bool:
        return isinstance(self.state, ReviewTaskState)

    @property
    def is_sent_back(self) -> bool:
        return self.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def needed(self) -> int:
        return self.task.required_approvals if isinstance(self.task, ReviewTask) else 0

    @cached_property
    def given(self) -> list[Said]:
        """The approvals that count."""
        return [one for one in self.said if one.counts]

    @cached_property
    def outdated(self) -> list[Said]:
        """The approvals that no longer count."""
        return [one for one in self.said if not one.counts]

    @cached_property
    def able(self) -> list[AbstractUser]:
        """The reviewers who wrote none of it."""
        return [user for user in self.reviewers if user.pk not in self.authorship.authors]

    @cached_property
    def expected(self) -> list[AbstractUser]:
        """Whose approval would count and has not been given: those it was given to, or else anybody able.

        When too few of those it was given to can still decide, anybody able is expected again: a page must not wait
        for somebody who has become one of its authors. When the step has come to need fewer approvals than were given,
        anybody's next one ends it.
        """
        if not self.is_review or self.is_sent_back:
            return []
        if self.is_complete:
            return list(self.able)
        done = {one.user.pk for one in self.given}
        able = [user for user in self.able if user.pk not in done]
        chosen = {user.pk for user in self.assigned}
        named = [user for user in able if user.pk in chosen]
        return named if named and len(named) + len(done) >= self.needed else able

    @property
    def is_chosen(self) -> bool:
        """Whether those expected were chosen by name."""
        return bool(self.expected) and {user.pk for user in self.expected} <= {user.pk for user in self.assigned}

    @cached_property
    def waiting_for(self) -> list[str]:
        """Whom it waits for, by name."""
        if self.is_sent_back:
            return [get_user_display_name(self.workflow_state.requested_by)] if self.workflow_state.requested_by else []
        if self.is_review:
            return [get_user_display_name(user) for user in self.expected]
        return list(self.state.waiting_for()) if hasattr(self.state, "waiting_for") else []

    def waits_for(self, user: AbstractUser) -> bool:
        """Whether this person is one of them."""
        if self.is_sent_back:
            return user.pk == self.workflow_state.requested_by_id
        return user.pk in {one.pk for one in self.expected}

    def asks(self, user: AbstractBaseUser) -> bool:
        """Whether this person may decide, and has not approved the text as it stands."""
        if user.pk not in {one.pk for one in self.able}:
            return False
        return self.is_complete or user.pk not in {one.user.pk for one in self.given}

    @property
    def shortage(self) -> str:
        """Why the step cannot end, in a sentence; empty when it can."""
        if not self.is_review or self.is_sent_back or len(self.able) >= self.needed:
            return ""
        return self.task.shortage(self.page)

    @property
    def is_short(self) -> bool:
        return self.is_review and not self.is_sent_back and len(self.able) < self.needed

    @property
    def tally(self) -> str:
        """“1 of 2 approvals”; empty where nobody counts."""
        if not self.needed:
            return ""
        return ngettext("%(given)d of %(needed)d approval", "%(given)d of %(needed)d approvals", self.needed) % {
            "given": len(self.given),
            "needed": self.needed,
        }

    @property
    def is_late(self) -> bool:
        return self.deadline is not None and self.deadline < localdate()

    @property
    def is_complete(self) -> bool:
        """Whether it has all its approvals and goes on all the same: an administrator came to ask for fewer."""
        return self.is_review and len(self.given) >= self.needed

    @property
    def ends_with_the_next_approval(self) -> bool:
        """Whether one more approval by somebody new ends the step."""
        return len(self.given) + 1 >= self.needed


def running() -> QuerySet[WorkflowState]:
    """The moderations of pages that are not over, those sent back to their authors included."""
    return (
        WorkflowState.objects.active()
        .filter(base_content_type=get_default_page_content_type(), current_task_state__isnull=False)
        .select_related("workflow", "requested_by", "current_task_state")
    )


def standing_of(page: Page) -> Standing | None:
    """Where the review of this page stands; None when there is none."""
    state = running().filter(object_id=str(page.pk)).first()
    return next(iter(standings([state])), None) if state else None


def standings(states: Iterable[WorkflowState]) -> list[Standing]:
    """Where each stands, in the same order and in a fixed number of queries; without those whose page is gone."""
    states = list(states)
    pages = Page.objects.in_bulk([int(state.object_id) for state in states])
    current = {
        state.pk: state
        for state in TaskState.objects.filter(pk__in=[one.current_task_state_id for one in states]).specific()
    }
    tasks = {task.pk: task for task in Task.objects.filter(pk__in={one.task_id for one in current.values()}).specific()}
    written = authorships(pages, states)
    said, assigned = _said(current.values()), _assigned(current)
    reviewers = _reviewers(tasks.values())
    deadlines = dict(Deadline.objects.filter(page__in=pages).values_list("page_id", "day"))
    found = []
    for one in states:
        number, state = int(one.object_id), current[one.current_task_state_id]
        if number not in pages:
            continue
        authorship = written[number]
        found.append(
            Standing(
                page=pages[number],
                workflow_state=one,
                state=state,
                task=tasks[state.task_id],
                authorship=authorship,
                reviewers=reviewers[state.task_id],
                said=[_judge(approval, authorship, reviewers[state.task_id]) for approval in said[state.pk]],
                assigned=assigned[state.pk],
                deadline=deadlines.get(number),
            )
        )
    return found


def _judge(approval: Approval, authorship: Authorship, reviewers: Iterable[AbstractUser]) -> Said:
    return Said(
        approval.user,
        approval.given_at,
        approval.comment,
        of_this_text=approval.digest == authorship.digest,
        by_an_author=approval.user_id in authorship.authors,
        by_a_reviewer=approval.user_id in {user.pk for user in reviewers},
    )


def _said(states: Iterable[TaskState]) -> Mapping[int, list[Approval]]:
    found = defaultdict(list)
    for approval in Approval.objects.filter(task_state__in=[state.pk for state in states]).select_related("user"):
        found[approval.task_state_id].append(approval)
    return found


def _assigned(states: Iterable[int]) -> Mapping[int, list[AbstractUser]]:
    found: dict[int, list[AbstractUser]] = defaultdict(list)
    for assignment in Assignment.objects.filter(task_state__in=states).select_related("user").order_by("pk"):
        found[assignment.task_state_id].append(assignment.user)
    return found


def _reviewers(tasks: Iterable[Task]) -> Mapping[int, list[AbstractUser]]:
    """The active members of each task's groups, by name."""
    pks = [task.pk for task in tasks if isinstance(task, ReviewTask)]
    groups = {
        task.pk: set(task.groups.all()) for task in ReviewTask.objects.filter(pk__in=pks).prefetch_related("groups")
    }
    members = get_user_model().objects.filter(is_active=True, groups__in=set().union(*groups.values()))
    people: list[AbstractUser] = sorted(members.distinct().prefetch_related("groups"), key=get_user_display_name)
    found: dict[int, list[AbstractUser]] = defaultdict(list)
    for pk, wanted in groups.items():
        found[pk] = [user for user in people if wanted & set(user.groups.all())]
    return found
