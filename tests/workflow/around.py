"""A page under review and the people around it, for the tests of who is concerned."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow, WorkflowTask

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.digests import content_digest
from almacms.workflow.models import ReviewTask
from almacms.workflow.signals import reassigned
from almacms.workflow.unreviewed import publish_without_review
from tests.builders import make_content_page, make_user


class Newsroom:
    """A page and the people around it: two who wrote it, three who may review it, and others."""

    GROUPS = {
        "author": roles.WRITERS,
        "coauthor": roles.WRITERS,
        "stranger": roles.WRITERS,
        "camille": roles.REVIEWERS,
        "dominique": roles.REVIEWERS,
        "elie": roles.REVIEWERS,
        "admin": roles.ADMINISTRATORS,
    }

    def __init__(self) -> None:
        self.people = {name: make_user(name, group=group) for name, group in self.GROUPS.items()}
        self.people["root"] = User.objects.create_superuser("root", "root@example.org", "mot-de-passe")
        self.number = make_content_page(publish=False, title="Le jardin").pk
        self.write("coauthor", "Un chapô.")
        self.write("author", "Un meilleur chapô.")

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    @property
    def page(self) -> Any:
        return Page.objects.get(pk=self.number).specific

    @property
    def state(self) -> Any:
        return self.page.current_workflow_task_state

    def write(self, name: str, lead: str, **fields: Any) -> None:
        page = self.page.get_latest_revision_as_object()
        page.lead = lead
        for field, value in fields.items():
            setattr(page, field, value)
        page.save_revision(user=self[name])

    def two_approvals(self) -> None:
        ReviewTask.objects.update(required_approvals=2)

    def second_step(self) -> None:
        """A step for Administration, after the reviewers' own."""
        task = ReviewTask.objects.create(name="Accord de la direction")
        task.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
        WorkflowTask.objects.create(workflow=Workflow.objects.get(name=roles.REVIEW_WORKFLOW), task=task, sort_order=1)

    def submit(self) -> None:
        self.page.get_workflow().start(self.page, self["author"])

    def resubmit(self) -> None:
        self.page.current_workflow_state.resume(user=self["author"])

    def decide(self, name: str, action: str = "approve", comment: str = "") -> None:
        state = self.state
        state.task.specific.on_action(state, self[name], action, digest=state.current_digest, comment=comment)

    def withdraw(self, name: str) -> None:
        self.page.current_workflow_state.cancel(user=self[name])

    def publish_without_review(self) -> None:
        digest = content_digest(self.page.get_latest_revision().content)
        publish_without_review(page=self.page, user=self["admin"], reason="Erratum urgent", shown=digest)

    def reassign(self, *, added: tuple[str, ...] = (), removed: tuple[str, ...] = ()) -> None:
        state = self.state
        state.assignments.filter(user__username__in=removed).delete()
        for name in added:
            state.assignments.create(user=self[name])
        reassigned.send(
            sender=type(state),
            task_state=state,
            user=self["admin"],
            added=[self[name] for name in added],
            removed=[self[name] for name in removed],
        )
