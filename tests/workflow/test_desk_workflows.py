"""Wagtail's own screens of steps and workflows, with our kind of step."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from almacms.workflow import roles
from almacms.workflow.models import ReviewTask
from tests.builders import make_user

from .newsroom import decide, reviewer, said, submitted_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user(group=roles.ADMINISTRATORS))
    return client


def new_step(client: Client, needed: int):
    data = {
        "name": "Comité de lecture",
        "groups": [Group.objects.get(name=roles.REVIEWERS).pk],
        "required_approvals": needed,
    }
    return client.post(reverse("wagtailadmin_workflows:add_task", args=["workflow", "reviewtask"]), data, follow=True)


def test_a_step_is_made(administrator):
    reviewer()
    reviewer()

    response = new_step(administrator, 2)

    assert said(response)
    assert ReviewTask.objects.get(name="Comité de lecture").required_approvals == 2


def test_a_step_that_could_never_end_is_refused_and_nothing_typed_is_lost(administrator):
    reviewer()

    response = new_step(administrator, 2)

    assert response.context["form"].errors.keys() == {"required_approvals"}
    assert 'value="Comité de lecture"' in response.content.decode()
    assert not ReviewTask.objects.filter(name="Comité de lecture").exists()


def test_it_is_refused_in_the_dialog_of_a_workflow_too(administrator):
    reviewer()
    data = {
        "create-task-name": "Comité de lecture",
        "create-task-groups": [Group.objects.get(name=roles.REVIEWERS).pk],
        "create-task-required_approvals": 2,
    }

    address = reverse("wagtailadmin_workflows:task_chooser_create")
    response = administrator.post(f"{address}?create_model=workflow.ReviewTask", data)

    assert response.json()["step"] == "reshow_create_tab"
    assert "2" in response.json()["htmlFragment"]
    assert not ReviewTask.objects.filter(name="Comité de lecture").exists()


def test_an_existing_step_is_changed_only_to_what_its_groups_can_give(administrator):
    reviewer()
    task = ReviewTask.objects.get(name=roles.REVIEW_TASK)
    address = reverse("wagtailadmin_workflows:edit_task", args=[task.pk])
    data = {"name": task.name, "groups": [group.pk for group in task.groups.all()], "required_approvals": 3}

    assert administrator.post(address, data).context["form"].errors.keys() == {"required_approvals"}
    administrator.post(address, {**data, "required_approvals": 1})

    task.refresh_from_db()
    assert task.required_approvals == 1


def test_a_workflow_is_made_of_our_steps(administrator):
    task = ReviewTask.objects.get(name=roles.REVIEW_TASK)
    data = {
        "name": "Relecture rapide",
        "active": "on",
        "workflow_tasks-TOTAL_FORMS": 1,
        "workflow_tasks-INITIAL_FORMS": 0,
        "workflow_tasks-MIN_NUM_FORMS": 0,
        "workflow_tasks-MAX_NUM_FORMS": 1000,
        "workflow_tasks-0-task": task.pk,
        "workflow_tasks-0-ORDER": 1,
        "pages-TOTAL_FORMS": 0,
        "pages-INITIAL_FORMS": 0,
        "pages-MIN_NUM_FORMS": 0,
        "pages-MAX_NUM_FORMS": 1000,
    }

    administrator.post(reverse("wagtailadmin_workflows:add"), data)

    assert [step.pk for step in Workflow.objects.get(name="Relecture rapide").tasks] == [task.pk]


def test_wagtails_own_kind_of_step_is_not_offered(administrator):
    html = administrator.get(reverse("wagtailadmin_workflows:select_task_type"), follow=True).content.decode()

    assert "groupapprovaltask" not in html


@pytest.mark.parametrize("name", ["wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index"])
def test_our_steps_are_listed(administrator, name):
    assert roles.REVIEW_TASK in administrator.get(reverse(name)).content.decode()


def test_where_a_workflow_is_used(administrator):
    page = submitted_article(title="Le jardin")
    workflow = page.get_workflow()

    html = administrator.get(reverse("wagtailadmin_workflows:usage", args=[workflow.pk])).content.decode()

    assert "Le jardin" in html


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks"])
@pytest.mark.parametrize("params", [{}, {"reviewable": "true"}, {"export": "csv"}, {"export": "xlsx"}])
def test_wagtails_reports_know_our_steps(client, name, params):
    client.force_login(reviewer())
    submitted_article(title="Le jardin")
    decide(reviewer(), submitted_article(title="Le potager"))

    response = client.get(reverse(f"wagtailadmin_reports:{name}"), params)

    assert response.status_code == 200
    if "export" not in params:
        assert "Le jardin" in response.content.decode()


@pytest.mark.parametrize("name", ["workflow_history", "workflow_history_detail"])
def test_the_history_of_a_review_shows(client, name):
    page = submitted_article()
    arguments = [page.pk] if name == "workflow_history" else [page.pk, page.current_workflow_state.pk]
    decide(reviewer(), page, "reject", comment="Il manque la date.")
    client.force_login(make_user())

    html = client.get(reverse(f"wagtailadmin_pages:{name}", args=arguments)).content.decode()

    assert roles.REVIEW_WORKFLOW in html


def test_the_dialog_that_chooses_a_step_has_no_name_of_the_code(administrator):
    html = administrator.get(reverse("wagtailadmin_workflows:task_chooser")).json()["html"]

    assert "task_type" in html
    assert "Task type" not in html
