"""What the moderation tests do over and over, as the editor's buttons do it."""

from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.models import ReviewTask
from almacms.workflow.standing import Standing, standing_of
from tests.builders import make_article, make_user


def submit(page: Page, author: User) -> Page:
    """Save a revision of the page in this name, and ask for its review."""
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page


def submitted_article(author: User | None = None, **fields) -> Page:
    return submit(make_article(publish=False, **fields), author or make_user())


def reviewer(username: str = "") -> User:
    return make_user(username, group=roles.REVIEWERS)


def decide(user: User, page: Page, action: str = "approve", **data):
    """Post what the dialog of a decision posts, having been shown the page as it stands."""
    client = Client()
    client.force_login(user)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": "", "digest": state.current_digest, **data}, follow=True)


def ask_for(approvals: int) -> ReviewTask:
    """Let the site's review need this many approvals."""
    task = ReviewTask.objects.get(name=roles.REVIEW_TASK)
    task.required_approvals = approvals
    task.save()
    return task


def standing(page: Page) -> Standing:
    """Where the running review of the page stands."""
    found = standing_of(page)
    assert found
    return found


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def said(response) -> str:
    """The messages that the interface shows."""
    return " ".join(str(message) for message in response.context["messages"])
