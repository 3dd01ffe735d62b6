"""No road leads a draft to readers but approval by somebody else, and one exception that says its name.

`pytest -s tests/workflow/test_roads.py` prints the table.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page, PagePermissionTester, get_page_models

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.decisions import Refused
from almacms.workflow.pages import ReviewedPage
from almacms.workflow.permissions import ReviewedPagePermissionTester
from tests.builders import make_content_page, make_user

from . import roads
from .roads import Road

pytestmark = pytest.mark.django_db

SUPERUSER = "superutilisateur"
ROLES = [roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS, SUPERUSER]
DRAFT, LIVE = "brouillon", "EN LIGNE"
LEADS_TO_READERS: dict[Road, set[str]] = {
    roads.review: {roles.REVIEWERS},
    roads.without_review_with_a_reason: {roles.ADMINISTRATORS, SUPERUSER},
    roads.without_review_during_a_review: {roles.ADMINISTRATORS, SUPERUSER},
}
OPEN_IN_WAGTAIL: list[Road] = [
    roads.creation,
    roads.editor,
    roads.editor_while_in_review,
    roads.bulk_publication,
    roads.bulk_publication_of_the_parent,
    roads.published_copy,
    roads.alias,
    roads.alias_by_code,
    roads.older_revision,
    roads.schedule,
    roads.publication_by_code,
    roads.api_publication,
    roads.api_published_copy,
    roads.api_alias,
]
ALL_ROADS: list[Road] = [
    roads.creation,
    roads.editor,
    roads.editor_while_in_review,
    roads.own_review,
    roads.review_of_what_one_rewrote,
    roads.review_of_an_older_text,
    roads.approval_in_the_editor_with_a_change,
    roads.bulk_publication,
    roads.bulk_publication_of_the_parent,
    roads.published_copy,
    roads.alias,
    roads.alias_by_code,
    roads.older_revision,
    roads.schedule,
    roads.publication_by_code,
    roads.api_publication,
    roads.api_published_copy,
    roads.api_alias,
    roads.api_revert,
    roads.workflow_without_a_step,
    roads.stock_approval,
    roads.step_switched_off,
    roads.without_review_and_without_a_reason,
    roads.without_review_of_an_older_text,
    *LEADS_TO_READERS,
]


@pytest.fixture(scope="module")
def table() -> Iterator[dict[tuple[str, str], str]]:
    """What each road led to, printed when all were walked."""
    outcomes: dict[tuple[str, str], str] = {}
    yield outcomes
    width = max(len(road.__name__) for road in ALL_ROADS)
    lines = [" ".join(["road".ljust(width), *(role.ljust(16) for role in ROLES)])]
    for road in ALL_ROADS:
        led_to = (outcomes.get((road.__name__, role), "-").ljust(16) for role in ROLES)
        lines.append(" ".join([road.__name__.ljust(width), *led_to]))
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def somebody(role: str) -> User:
    if role == SUPERUSER:
        return make_user(group=roles.ADMINISTRATORS, is_superuser=True)
    return make_user(group=role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("road", ALL_ROADS, ids=lambda road: road.__name__)
def test_a_draft_reaches_readers_by_approval_or_by_the_named_exception(
    client: Client, table: dict[tuple[str, str], str], road: Road, role: str
) -> None:
    page = make_content_page(publish=False)
    page.title = "Second état"
    page.save_revision(user=make_user())
    already_live = set(Page.objects.live().values_list("pk", flat=True))
    user = somebody(role)
    client.force_login(user)

    with suppress(PermissionDenied, Refused):
        road(client, user, page)

    new = Page.objects.live().exclude(pk__in=already_live)
    outcome = LIVE if new.exists() else DRAFT
    table[road.__name__, role] = outcome
    assert outcome == (LIVE if role in LEADS_TO_READERS.get(road, set()) else DRAFT)


@pytest.mark.parametrize("road", OPEN_IN_WAGTAIL, ids=lambda road: road.__name__)
def test_without_our_rule_these_roads_are_open(client: Client, monkeypatch: pytest.MonkeyPatch, road: Road) -> None:
    """The table above proves something: each of these roads leads to readers as Wagtail is."""
    for name in ("can_publish", "can_publish_subpage"):
        monkeypatch.setattr(ReviewedPagePermissionTester, name, getattr(PagePermissionTester, name))
    bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "publish")
    monkeypatch.setitem(bulk_action_registry.actions["wagtailcore"]["page"], "publish", PublishBulkAction)
    monkeypatch.setattr(ReviewedPage, "copy_form_class", CopyForm)
    page = make_content_page(publish=False)
    page.title = "Second état"
    page.save_revision(user=make_user())
    already_live = set(Page.objects.live().values_list("pk", flat=True))
    user = somebody(SUPERUSER)
    client.force_login(user)

    road(client, user, page)

    assert Page.objects.live().exclude(pk__in=already_live).exists()


def test_moving_a_page_that_is_online_leaves_its_draft_a_draft(client: Client) -> None:
    page = make_content_page(title="En ligne")
    page.title = "Brouillon"
    page.save_revision(user=make_user())
    destination = make_content_page(title="Ailleurs")
    client.force_login(somebody(SUPERUSER))

    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk]))

    moved = Page.objects.get(pk=page.pk)
    assert moved.is_child_of(destination)
    assert moved.title == "En ligne" and moved.draft_title == "Brouillon"


def test_every_type_of_page_is_reviewed() -> None:
    creatable = [model for model in get_page_models() if model is not Page]

    assert len(creatable) > 5
    assert [model for model in creatable if not issubclass(model, ReviewedPage)] == []
