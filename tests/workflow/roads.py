"""Every road by which a page could reach readers, taken by somebody who wrote none of it unless its name says so.

A road is a function of a signed-in client, its user, and a page that has a draft; it may raise what Wagtail raises.
"""

from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.digests import content_digest
from tests.builders import make_user

Road = Callable[[Client, User, Page], None]


def form_of(page: Page, **data: str) -> dict:
    """What the editor of a plain page posts."""
    body = streamfield([("paragraph", rich_text("<p>Nous décidons ensemble.</p>"))])
    fields = {"title": page.title, "slug": page.slug, "lead": "", "body": body, "comments": inline_formset([])}
    return nested_form_data({**fields, **data})


def edit(client: Client, page: Page, **data: str) -> None:
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **data))


def submit(page: Page, user: User) -> None:
    page.get_workflow().start(page, user)


def decide(client: Client, page: Page, digest: str = "") -> None:
    state = page.current_workflow_task_state
    data = {"comment": "", "digest": digest or content_digest(page.get_latest_revision().content)}
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), data)


def creation(client: Client, _user: User, page: Page) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", page.get_parent().pk])
    client.post(address, {**form_of(page, slug="neuve"), "action-publish": "1"})


def editor(client: Client, _user: User, page: Page) -> None:
    edit(client, page, **{"action-publish": "1"})


def editor_while_in_review(client: Client, _user: User, page: Page) -> None:
    submit(page, make_user())
    edit(client, page, **{"action-publish": "1"})


def own_review(client: Client, user: User, page: Page) -> None:
    submit(page, user)
    decide(client, page)


def review_of_what_one_rewrote(client: Client, user: User, page: Page) -> None:
    page.title = "Réécrit"
    page.save_revision(user=user)
    submit(page, make_user())
    decide(client, page)


def review(client: Client, _user: User, page: Page) -> None:
    submit(page, make_user())
    decide(client, page)


def review_of_an_older_text(client: Client, _user: User, page: Page) -> None:
    submit(page, make_user())
    seen = content_digest(page.get_latest_revision().content)
    page.title = "Changé depuis"
    page.save_revision(user=make_user())
    decide(client, page, seen)


def approval_in_the_editor_with_a_change(client: Client, _user: User, page: Page) -> None:
    submit(page, make_user())
    revision = page.get_latest_revision()
    seen = content_digest(revision.content)
    data = {
        "title": "Changé en approuvant",
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": f'{{"digest": "{seen}"}}',
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }
    edit(client, page, **data)


def bulk_publication(client: Client, _user: User, page: Page) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": ""})


def bulk_publication_of_the_parent(client: Client, _user: User, page: Page) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.get_parent().pk}", {"include_descendants": "on"})


def copy(client: Client, page: Page, **data: str) -> None:
    fields = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": str(page.get_parent().pk)}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**fields, **data})


def published_copy(client: Client, _user: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    copy(client, page, publish_copies="on")
    Page.objects.filter(pk=page.pk).update(live=False)


def alias(client: Client, _user: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    copy(client, page, alias="on")
    Page.objects.filter(pk=page.pk).update(live=False)


def alias_by_code(_client: Client, user: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    try:
        source = Page.objects.get(pk=page.pk).specific
        made = CreatePageAliasAction(source, parent=page.get_parent(), update_slug="copie", user=user).execute()
        ConvertAliasPageAction(made, user=user).execute()
    finally:
        Page.objects.filter(pk=page.pk).update(live=False)


def older_revision(client: Client, _user: User, page: Page) -> None:
    revision = page.revisions.order_by("pk").first()
    data = form_of(page, revision=str(revision.pk), **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def schedule(client: Client, _user: User, page: Page) -> None:
    go_live_at = timezone.localtime() + timedelta(minutes=5)
    edit(client, page, go_live_at=go_live_at.strftime("%d/%m/%Y %H:%M"), **{"action-publish": "1"})
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = timezone.now()
        revision.content["go_live_at"] = None
        revision.save()
    call_command("publish_scheduled")


def publication_by_code(_client: Client, user: User, page: Page) -> None:
    page.get_latest_revision().publish(user=user)


def api(client: Client, page: Page, action: str, **data: object) -> None:
    """The API behind Wagtail's own explorer."""
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    client.post(address, data, content_type="application/json")


def api_publication(client: Client, _user: User, page: Page) -> None:
    api(client, page, "publish")


def api_published_copy(client: Client, _user: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    api(client, page, "copy", keep_live=True, slug="copie", title="Copie")
    Page.objects.filter(pk=page.pk).update(live=False)


def api_alias(client: Client, _user: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    api(client, page, "create_alias", update_slug="copie")
    Page.objects.filter(pk=page.pk).update(live=False)


def api_revert(client: Client, _user: User, page: Page) -> None:
    api(client, page, "revert_to_page_revision", revision_id=page.revisions.order_by("pk").first().pk)


def workflow_without_a_step(_client: Client, user: User, page: Page) -> None:
    empty = Workflow.objects.create(name="Vide")
    WorkflowPage.objects.create(page=page, workflow=empty)
    submit(page, user)


def stock_approval(client: Client, user: User, page: Page) -> None:
    task = GroupApprovalTask.objects.create(name="Approbation de Wagtail")
    task.groups.set(user.groups.all())
    workflow = Workflow.objects.create(name="De Wagtail")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=page, workflow=workflow)
    submit(page, make_user())
    decide(client, page)


def step_switched_off(_client: Client, user: User, page: Page) -> None:
    submit(page, make_user())
    Task.objects.get(name=roles.REVIEW_TASK).specific.deactivate(user=user)


def without_review_and_without_a_reason(client: Client, _user: User, page: Page) -> None:
    without_review(client, page, reason="")


def without_review_during_a_review(client: Client, _user: User, page: Page) -> None:
    submit(page, make_user())
    without_review(client, page, reason="Le site du client donne une mauvaise adresse.")


def without_review_of_an_older_text(client: Client, _user: User, page: Page) -> None:
    seen = content_digest(page.get_latest_revision().content)
    page.title = "Changé depuis"
    page.save_revision(user=make_user())
    data = {"reason": "Le site du client donne une mauvaise adresse.", "digest": seen}
    client.post(reverse("workflow_publish_without_review", args=[page.pk]), data)


def without_review_with_a_reason(client: Client, _user: User, page: Page) -> None:
    without_review(client, page, reason="Le site du client donne une mauvaise adresse.")


def without_review(client: Client, page: Page, *, reason: str) -> None:
    data = {"reason": reason, "digest": content_digest(page.get_latest_revision().content)}
    client.post(reverse("workflow_publish_without_review", args=[page.pk]), data)
