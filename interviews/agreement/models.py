"""The speakers' agreement: the step of the workflow that waits for them, what they answered, and their letters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from almacms.people.models import Person
from almacms.workflow.links import PrivateLink, PrivateLinkQuerySet

from .lock import AgreementLock
from .rules import Answer, awaited

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page, Revision, WorkflowState

LONGEST_LIFETIME = 365


class SpeakersAgreementTask(Task):
    """The step in which those who are quoted agree to what they say; nobody of the newsroom can do it for them."""

    link_lifetime = models.PositiveSmallIntegerField(
        _("letters open for (days)"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_LIFETIME)],
        help_text=_("How long the personal link of each speaker can be followed."),
    )

    admin_form_fields = [*Task.admin_form_fields, "link_lifetime"]
    lock_class = AgreementLock

    class Meta:
        verbose_name = _("Agreement of the speakers")
        verbose_name_plural = _("Agreements of the speakers")

    @classmethod
    def get_task_state_class(cls) -> type[TaskState]:
        return SpeakersAgreementTaskState

    @classmethod
    def get_description(cls) -> str:
        return gettext(
            "Each speaker of an interview gets a letter with a personal link, reads their answers and agrees to them."
        )

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> TaskState:
        """Ask those whose agreement is missing; a step that waits for nobody is over at once."""
        from .rounds import begin

        return begin(task=self, workflow_state=workflow_state, user=user)

    def locked_for_user(self, _page: Page, _user: AbstractBaseUser) -> bool:
        # What somebody is agreeing to must not change while they read it.
        return True

    def get_actions(self, _page: Page, _user: AbstractBaseUser) -> list[tuple[str, Any, bool]]:
        return []

    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **_options: Any) -> None:
        """Nothing: the speakers decide, or the step is set aside with a reason (`desk.set_step_aside`)."""


class SpeakersAgreementTaskState(TaskState):
    """One round of asking, for one revision."""

    set_aside_reason = models.TextField(_("why the step was set aside"), blank=True, editable=False)

    class Meta:
        verbose_name = _("agreement of the speakers")
        verbose_name_plural = _("agreements of the speakers")

    def covers(self, revision: Revision) -> bool:
        """Whether every speaker still declared stands: they agreed to their turns as they are here, or were set aside.

        A step that was set aside as a whole is so for the whole of its workflow, whatever is amended on the way.
        """
        if self.set_aside_reason:
            return True
        return not awaited(revision.content, SpeakerAgreement.objects.answers(int(revision.object_id)))

    def waiting_for(self) -> list[str]:
        """The names of those whose agreement is missing, for the newsroom."""
        answers = SpeakerAgreement.objects.answers(int(self.revision.object_id))
        people = awaited(self.revision.content, answers)
        names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
        return [names[person] for person in people if person in names]


class SpeakerAgreementQuerySet(models.QuerySet["SpeakerAgreement"]):
    """What the speakers of an interview answered."""

    def answers(self, page: int) -> dict[int, Answer]:
        """The answers of an interview's speakers by person, as the rules read them."""
        return {agreement.person_id: agreement.answer for agreement in self.filter(page=page)}


class SpeakerAgreement(models.Model):
    """Where a speaker of an interview can be written to, and what they last answered about it."""

    class Decision(models.TextChoices):
        NONE = "", _("not answered")
        AGREED = "agreed", _("agreed")
        CHANGES = "changes", _("asked for changes")

    page = models.ForeignKey(
        "interviews.InterviewPage", verbose_name=_("interview"), on_delete=models.CASCADE, related_name="agreements"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"), blank=True)
    decision = models.CharField(_("answer"), max_length=8, choices=Decision, blank=True, default=Decision.NONE)
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    turns = models.JSONField(_("turns as they were answered about"), default=dict, blank=True)
    """The source of each turn by the identity of its block, in the order of the page."""
    remarks = models.JSONField(_("what should be corrected"), default=dict, blank=True)
    """The speaker's words by the identity of the turn's block; a turn that is right has none."""
    set_aside_reason = models.TextField(_("why they are not asked"), blank=True)
    set_aside_at = models.DateTimeField(_("set aside on"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set aside by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SpeakerAgreementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("speaker's agreement")
        verbose_name_plural = _("speakers' agreements")
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="interviews_agreement_once_each"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="interviews_agreement_answered_once_dated",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_reason="", set_aside_at=None)
                | (~Q(set_aside_reason="") & Q(set_aside_at__isnull=False)),
                name="interviews_agreement_set_aside_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.page}"

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None

    @property
    def answer(self) -> Answer:
        """The answer as the rules read it."""
        return Answer(
            agreed=self.decision == self.Decision.AGREED, turns=self.turns, set_aside=self.set_aside_at is not None
        )

    @cached_property
    def latest_letter(self) -> AgreementLetter | None:
        """The last letter that was made for them; older ones are all revoked."""
        return max(self.letters.all(), key=lambda letter: letter.pk, default=None)


class AgreementLetterQuerySet(PrivateLinkQuerySet):
    """Letters, as the newsroom asks for them."""

    def unanswered(self) -> Self:
        """Those that can still be answered."""
        return self.usable().filter(answered_at=None)


class AgreementLetter(PrivateLink):
    """A letter with a personal link, to one speaker about one interview."""

    agreement = models.ForeignKey(
        SpeakerAgreement, verbose_name=_("agreement"), on_delete=models.CASCADE, related_name="letters"
    )
    sent_to = models.EmailField(_("sent to"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """None for a letter that the workflow sent by itself."""
    reminded_at = models.DateTimeField(_("sent as a reminder on"), null=True, blank=True, editable=False)
    """The moment at which it was a reminder; None for a letter that asks for the first time."""
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)

    objects = AgreementLetterQuerySet.as_manager()  # type: ignore[misc]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter to a speaker")
        verbose_name_plural = _("letters to speakers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.agreement} ({self.created_at:%Y-%m-%d})"

    @classmethod
    def lasting(cls, days: int, **fields: Any) -> Self:
        """A letter, not yet saved, that can be followed for so many days."""
        return cls(expires_at=timezone.now() + timedelta(days=days), **fields)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
