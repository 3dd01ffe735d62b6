"""Collegial approval: a workflow task that several people decide together, and what it remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, WorkflowState

from . import decisions
from .digests import content_digest
from .forms import DecisionForm
from .locks import hold
from .notices import Notice  # noqa: F401 (a model must be found here)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.forms import Form

MOST_APPROVALS = 20
DECISIONS = (("approve", _("Approve"), True), ("reject", _("Request changes"), True))
"""What can be decided, as Wagtail's screens offer it: each with a dialog, which shows what text it is about."""


class ReviewTask(AbstractGroupApprovalTask):
    """A reading by members of groups, none of whom wrote any of it; one rejection returns the page."""

    required_approvals = models.PositiveSmallIntegerField(
        _("approvals needed"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_APPROVALS)],
        help_text=_("How many different people must approve before the page goes on."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "required_approvals"]

    class Meta:
        verbose_name = _("Review by several")
        verbose_name_plural = _("Reviews by several")

    @classmethod
    def get_task_state_class(cls) -> type[TaskState]:
        return ReviewTaskState

    @classmethod
    def get_description(cls) -> str:
        return gettext("Members of the chosen groups who wrote none of the page approve it, as many as you ask for.")

    def reviewers(self) -> models.QuerySet[AbstractUser]:
        """The active members of the groups."""
        return get_user_model().objects.filter(is_active=True, groups__in=self.groups.all()).distinct()

    def able_reviewers(self, page: Page) -> models.QuerySet[AbstractUser]:
        """Those who may decide about this page: the reviewers who wrote none of it."""
        return self.reviewers().exclude(pk__in=decisions.authors(page))

    def shortage(self, page: Page) -> str:
        """Why this step cannot end as things stand, in a sentence; empty when it can."""
        able = self.able_reviewers(page).count()
        if able >= self.required_approvals:
            return ""
        return ngettext(
            "This step needs %(needed)d approval; those who wrote none of the page and can give it: %(able)d.",
            "This step needs %(needed)d approvals; those who wrote none of the page and can give them: %(able)d.",
            self.required_approvals,
        ) % {"needed": self.required_approvals, "able": able}

    def get_actions(self, obj: Page, user: AbstractBaseUser) -> list[tuple[str, Any, bool]]:
        if decisions.objection(self, obj, user):
            return []
        return list(DECISIONS)

    def get_form_for_action(self, action: str) -> type[Form]:
        return DecisionForm.of(action)

    def get_template_for_action(self, _action: str) -> str:
        return "workflow/admin/decision_modal.html"

    def get_task_states_user_can_moderate(self, user: AbstractBaseUser, **_options: Any) -> models.QuerySet[TaskState]:
        """The states that this person may decide about, and has not yet approved as they stand."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        from .standing import running, standings

        here = running().filter(current_task_state__task=self.pk, status=WorkflowState.STATUS_IN_PROGRESS)
        waiting = [one.state.pk for one in standings(here) if one.asks(user)]
        return TaskState.objects.filter(pk__in=waiting)

    @transaction.atomic
    def deactivate(self, user: AbstractUser | None = None) -> None:
        """Switch the step off; what waits at it goes back to its authors rather than on to readers."""
        self.active = False
        self.save()
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        for state in waiting.select_related("workflow_state"):
            state.workflow_state.cancel(user=user)

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: AbstractBaseUser, action_name: str, *, digest: str = "", comment: str = ""
    ) -> None:
        """Record a decision; the last approval needed ends the step.

        Args:
            digest: of the content that this person was shown; what has changed since is not what they approve.

        Raises:
            decisions.Refused: they may not decide, or the text is no longer the one they saw.
        """
        # Two decisions at the same instant wait for each other here; so does an autosave.
        page = hold(task_state.workflow_state.object_id).specific
        state = ReviewTaskState.objects.select_for_update().get(pk=task_state.pk)
        revision = Revision.objects.select_for_update().get(pk=page.latest_revision_id)
        current = content_digest(revision.content)
        decisions.check(self, state, page, user, shown=digest, current=current)
        state.revision = revision
        if action_name == "reject":
            state.reject(user=user, comment=comment)
        elif action_name == "approve":
            decisions.check_publishable(revision)
            state.add_approval(user, revision, current, comment)


class ReviewTaskState(TaskState):
    """One reading of one page, and the digest of what was approved once it is over."""

    digest = models.CharField(_("digest of the approved content"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    @property
    def current_digest(self) -> str:
        """The digest of the page as it stands now, for whoever is about to decide."""
        return content_digest(self.current_revision.content)

    @property
    def current_revision(self) -> Revision:
        """The text to decide about, as last saved."""
        return self.workflow_state.content_object.get_latest_revision()

    def covers(self, revision: Revision) -> bool:
        """Whether what was approved here is what this revision says."""
        return self.digest == content_digest(revision.content)

    def standing_approvals(self, digest: str | None = None) -> ApprovalQuerySet:
        """The approvals that count: given to the content as it stands, by reviewers who wrote none of it."""
        page = self.workflow_state.content_object
        given = self.approvals.of(self.current_digest if digest is None else digest)
        return given.filter(user__in=self.task.specific.able_reviewers(page))

    def add_approval(self, user: AbstractBaseUser, revision: Revision, digest: str, comment: str = "") -> None:
        """Count one approval; the same person's again replaces the first."""
        self.approvals.update_or_create(user=user, defaults={"digest": digest, "comment": comment})
        task = self.task.specific
        if self.standing_approvals(digest).count() < task.required_approvals:
            decisions.record_approval(self, user, comment)
            return
        self.digest = digest
        decisions.withdraw_outdated(self.workflow_state, revision)
        self.approve(user=user, comment=comment)


class ApprovalQuerySet(models.QuerySet):
    """Approvals, as a review counts them."""

    def of(self, digest: str) -> Self:
        """Those given to this very content."""
        return self.filter(digest=digest)


class Approval(models.Model):
    """What one person approved: the content of this digest, and no other."""

    task_state = models.ForeignKey(
        ReviewTaskState, verbose_name=_("review"), on_delete=models.CASCADE, related_name="approvals"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="approvals"
    )
    digest = models.CharField(_("digest of the content"), max_length=64)
    comment = models.TextField(_("comment"), blank=True)
    given_at = models.DateTimeField(_("given on"), auto_now=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task_state", "user"], name="one_approval_each"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.given_at:%d/%m/%Y}"


class Assignment(models.Model):
    """Who is expected to read, when it is not simply anybody of the groups."""

    task_state = models.ForeignKey(
        ReviewTaskState, verbose_name=_("review"), on_delete=models.CASCADE, related_name="assignments"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given to them by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    assigned_at = models.DateTimeField(_("given to them on"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["task_state", "user"], name="one_assignment_each")]

    def __str__(self) -> str:
        return str(self.user)


class Deadline(models.Model):
    """The day by which a page should have been decided about."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="review_deadline")
    day = models.DateField(_("deadline"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("review deadline")
        verbose_name_plural = _("review deadlines")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


@register_setting(icon="tasks", order=300)
class ReviewSettings(BaseGenericSetting):
    """What the newsroom agreed on about its moderation."""

    reminder_after = models.PositiveSmallIntegerField(
        _("reminder after (days)"),
        default=3,
        validators=[MaxValueValidator(365)],
        help_text=_("Those a page waits for are reminded after this many days, and again after as many. 0: never."),
    )
    link_lifetime = models.PositiveSmallIntegerField(
        _("shared drafts open for (days)"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("What a link to a draft is given unless its maker says otherwise."),
    )

    panels = [FieldPanel("reminder_after"), FieldPanel("link_lifetime")]

    class Meta:
        verbose_name = _("moderation")
