"""What the newsroom sees of a running review, and what it may do beside deciding."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import PageLogEntry
from wagtail.signals import workflow_cancelled
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from almacms.accounts.models import User
from almacms.workflow import roles
from almacms.workflow.authors import authors
from almacms.workflow.desk_forms import TaskForm
from almacms.workflow.models import Approval, Assignment, Deadline, ReviewTask
from almacms.workflow.signals import reassigned
from almacms.workflow.standing import running, standing_of, standings
from tests.builders import make_article, make_user

from .newsroom import ask_for, decide, is_live, reviewer, said, standing, submit, submitted_article

pytestmark = pytest.mark.django_db


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def editor_of(user: User, page) -> str:
    return sign_in(user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def look_after(user: User, page, do: str, **data):
    return sign_in(user).post(reverse("workflow_review", args=[page.pk]), {"do": do, **data}, follow=True)


def change_text(page, user: User) -> None:
    page.lead = "Un autre chapô."
    page.save_revision(user=user)


class TestStanding:
    def test_who_has_approved_and_who_may_still(self):
        ask_for(2)
        first, second = reviewer("alix"), reviewer("billie")
        page = submitted_article()

        decide(first, page, comment="Très beau.")

        found = standing(page)
        assert [(one.user, one.comment) for one in found.given] == [(first, "Très beau.")]
        assert found.expected == [second]
        assert found.waits_for(second)
        assert not found.waits_for(first)

    def test_an_approval_of_an_older_text_is_kept_as_outdated_and_expected_again(self):
        ask_for(2)
        first, author = reviewer(), make_user()
        page = submitted_article(author)
        decide(first, page)

        change_text(page, author)

        found = standing(page)
        assert found.given == []
        assert [one.user for one in found.outdated] == [first]
        assert found.waits_for(first)

    def test_a_reviewer_who_wrote_part_of_it_is_not_expected(self):
        somebody = reviewer()
        page = submitted_article()
        change_text(page, somebody)

        found = standing(page)

        assert not found.waits_for(somebody)
        assert found.is_short
        assert found.shortage

    def test_a_page_sent_back_waits_for_the_one_who_asked(self):
        author = make_user()
        page = submitted_article(author)
        decide(reviewer(), page, "reject", comment="Il manque la date.")

        assert standing(page).waits_for(author)

    def test_authors_are_the_same_for_one_page_and_for_many(self):
        author, other = make_user(), reviewer()
        fresh = submitted_article(author)
        online = make_article()
        change_text(online, other)
        submit(online, author)
        offline = make_article()
        offline.unpublish()
        change_text(offline, other)
        submit(offline, author)

        found = {one.page.pk: dict(one.authorship.authors) for one in standings(running())}

        assert found == {page.pk: authors(page) for page in (fresh, online, offline)}
        assert set(found[online.pk]) == {author.pk, other.pk}

    def test_many_pages_cost_no_more_queries_than_two(self):
        ask_for(2)
        people = [reviewer() for _ in range(3)]

        def cost(pages: int) -> int:
            for _ in range(pages):
                decide(people[0], submitted_article())
            with CaptureQueriesContext(connection) as queries:
                for one in standings(running()):
                    assert one.waiting_for and one.tally and not one.shortage
            return len(queries)

        assert cost(2) == cost(6)


class TestEditor:
    def test_it_shows_approvals_comments_and_who_is_expected(self):
        ask_for(2)
        first = reviewer("alix")
        reviewer("billie")
        page = submitted_article()
        decide(first, page, comment="Très beau.")

        html = editor_of(make_user(), page)

        assert "Très beau." in html
        assert "alix" in html
        assert "billie" in html

    def test_it_says_why_somebody_may_not_decide_in_the_panel_and_in_the_menu(self):
        somebody = reviewer()
        page = submitted_article()
        change_text(page, somebody)

        html = editor_of(somebody, page)

        assert 'data-workflow-action-name="approve"' not in html
        menu, panel = html.count('id="review-refusal"'), html.count("review-standing")
        assert menu == 1
        assert panel
        assert 'aria-disabled="true"' in html

    def test_the_button_says_that_it_publishes_only_when_it_does(self):
        ask_for(2)
        page = submitted_article()
        first, second = reviewer(), reviewer()

        assert "Approve and publish" not in english(first, page)
        decide(first, page)
        assert "Approve and publish" in english(second, page)

    def test_whoever_has_approved_is_told_so_and_may_still_send_back(self):
        ask_for(2)
        somebody, page = reviewer(), submitted_article()
        decide(somebody, page)

        html = editor_of(somebody, page)

        assert 'data-workflow-action-name="approve"' not in html
        assert 'data-workflow-action-name="reject"' in html

    def test_whoever_submits_a_page_that_nobody_can_approve_is_told_at_once(self):
        ask_for(2)
        reviewer()
        page, author = make_article(publish=False), make_user()
        client = sign_in(author)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])

        body = nested_form_data({"body": streamfield([("paragraph", rich_text("<p>Texte.</p>"))])})
        data = {**form_data(client.get(address)), **body, "action-submit": "1"}
        response = client.post(address, data, follow=True)

        assert standing_of(page) is not None
        assert any(message.level_tag == "warning" for message in response.context["messages"])


class TestDeadline:
    def test_it_is_set_changed_and_cleared_and_the_history_tells(self):
        page, somebody = submitted_article(), reviewer()
        tomorrow = localdate() + timedelta(days=1)

        look_after(somebody, page, "deadline", day=tomorrow.isoformat())
        assert standing(page).deadline == tomorrow
        look_after(somebody, page, "deadline", day="")

        assert not Deadline.objects.exists()
        assert PageLogEntry.objects.filter(page=page, action="almacms.review.deadline").count() == 2

    def test_a_day_in_the_past_is_refused_beside_the_field(self):
        page = submitted_article()

        response = look_after(reviewer(), page, "deadline", day=(localdate() - timedelta(days=1)).isoformat())

        assert response.context["forms"]["deadline"].errors["day"]
        assert not Deadline.objects.exists()

    def test_it_goes_with_the_review_that_it_was_for(self):
        page, somebody = submitted_article(), reviewer()
        look_after(somebody, page, "deadline", day=localdate().isoformat())

        decide(somebody, page)

        assert is_live(page)
        assert not Deadline.objects.exists()


class TestReassigning:
    def test_those_chosen_are_the_ones_expected_and_the_site_is_told(self, signals_received):
        chosen, other = reviewer("alix"), reviewer("billie")
        author = make_user()
        page = submitted_article(author)
        received = signals_received(reassigned)

        look_after(author, page, "expected", people=[chosen.pk])

        assert standing(page).expected == [chosen]
        assert not standing(page).waits_for(other)
        assert [(one["user"], one["added"], one["removed"]) for one in received] == [(author, [chosen], [])]
        assert PageLogEntry.objects.get(page=page, action="almacms.review.assigned").data["people"] == ["alix"]

    def test_too_few_people_are_refused(self):
        ask_for(2)
        chosen, _other = reviewer(), reviewer()
        page = submitted_article()

        response = look_after(chosen, page, "expected", people=[chosen.pk])

        assert response.context["forms"]["expected"].errors["people"]
        assert not Assignment.objects.exists()

    def test_an_author_cannot_be_chosen(self):
        author = reviewer()
        reviewer()
        page = submitted_article(author)

        look_after(author, page, "expected", people=[author.pk])

        assert not Assignment.objects.exists()

    def test_a_writer_who_has_nothing_to_do_with_it_chooses_nobody(self):
        chosen, page = reviewer(), submitted_article()

        look_after(make_user(), page, "expected", people=[chosen.pk])

        assert not Assignment.objects.exists()

    @pytest.mark.parametrize("group", [roles.REVIEWERS, roles.ADMINISTRATORS])
    def test_reviewers_and_administrators_choose(self, group):
        chosen, page = reviewer(), submitted_article()

        look_after(make_user(group=group), page, "expected", people=[chosen.pk])

        assert Assignment.objects.get().user == chosen

    def test_when_the_one_chosen_becomes_an_author_anybody_able_is_expected(self):
        chosen, other, author = reviewer(), reviewer(), make_user()
        page = submitted_article(author)
        look_after(author, page, "expected", people=[chosen.pk])

        change_text(page, chosen)

        assert standing(page).expected == [other]

    def test_a_step_that_is_asked_again_asks_the_same_people(self):
        chosen, _other, author = reviewer(), reviewer(), make_user()
        page = submitted_article(author)
        look_after(author, page, "expected", people=[chosen.pk])
        decide(chosen, page, "reject", comment="Il manque la date.")

        page.current_workflow_state.resume(author)

        assert standing(page).expected == [chosen]


class TestGoingBack:
    def test_one_takes_back_ones_own_approval(self):
        ask_for(2)
        somebody, page = reviewer(), submitted_article()
        decide(somebody, page)

        look_after(somebody, page, "take_back")

        assert not Approval.objects.exists()
        assert PageLogEntry.objects.filter(page=page, action="almacms.review.approval_withdrawn").count() == 1

    def test_nobody_takes_back_another_s(self):
        ask_for(2)
        page = submitted_article()
        decide(reviewer(), page)

        look_after(reviewer(), page, "take_back")

        assert Approval.objects.count() == 1

    def test_who_asked_withdraws_the_page_with_a_reason_told_once(self, signals_received):
        author = make_user()
        page = submitted_article(author)
        received = signals_received(workflow_cancelled)

        look_after(author, page, "withdraw", reason="À reprendre.")

        assert standing_of(page) is None
        assert [one["instance"].withdrawal_reason for one in received] == ["À reprendre."]
        entry = PageLogEntry.objects.get(page=page, action="almacms.review.withdrawn")
        assert entry.data["comment"] == "À reprendre."
        assert not PageLogEntry.objects.filter(page=page, action="wagtail.workflow.cancel").exists()

    def test_the_others_do_not(self):
        page = submitted_article()

        look_after(make_user(), page, "withdraw", reason="")

        assert standing_of(page) is not None

    def test_a_page_that_is_not_in_review_says_so(self):
        page = make_article(publish=False)

        response = sign_in(reviewer()).get(reverse("workflow_review", args=[page.pk]), follow=True)

        assert said(response)


class TestTaskForm:
    def form(self, needed: int) -> TaskForm:
        from wagtail.admin.forms.workflows import get_task_form_class

        group = Group.objects.get(name=roles.REVIEWERS)
        return get_task_form_class(ReviewTask)(
            {"name": "Relecture à plusieurs", "groups": [group.pk], "required_approvals": needed}
        )

    def test_more_approvals_than_members_are_refused_beside_the_number(self):
        reviewer()
        make_user(group=roles.REVIEWERS, is_active=False)

        assert self.form(2).errors.keys() == {"required_approvals"}

    def test_as_many_as_members_are_accepted(self):
        reviewer()
        reviewer()

        assert self.form(2).is_valid()


def english(user: User, page) -> str:
    """The labels of the menu, in the language of the code."""
    from django.utils.translation import override

    from almacms.workflow.action_menu import will_publish

    with override("en"):
        return "Approve and publish" if will_publish(standing(page)) else "Approve"


def form_data(response) -> dict[str, str]:
    """What the editor's form would send back as it is."""
    from bs4 import BeautifulSoup

    form = BeautifulSoup(response.content, "html.parser")
    names = ("input", "textarea", "select")
    fields: dict[str, str] = {}
    for field in form.select(", ".join(f"#page-edit-form {name}[name]" for name in names)):
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[str(field["name"])] = str(chosen["value"]) if chosen else ""
        else:
            text = field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
            fields[str(field["name"])] = str(text)
    return fields


@pytest.fixture
def signals_received():
    """Listen to a signal for the length of a test."""
    connected = []

    def listen(signal):
        received: list[dict] = []

        def keep(**told):
            received.append(told)

        signal.connect(keep, weak=False)
        connected.append((signal, keep))
        return received

    yield listen
    for signal, keep in connected:
        signal.disconnect(keep)
