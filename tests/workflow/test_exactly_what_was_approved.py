"""What goes live is what was approved: not a word more."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Workflow, WorkflowTask

from almacms.workflow import decisions, roles
from almacms.workflow.digests import content_digest
from almacms.workflow.models import ReviewTask
from tests.builders import make_article, make_interview, make_person, make_user

from .newsroom import ask_for, decide, is_live, reviewer, submit, submitted_article

pytestmark = pytest.mark.django_db


def rewrite(article, title, author=None):
    article.title = title
    return article.save_revision(user=author or make_user())


def test_a_digest_does_not_depend_on_what_readers_never_see():
    article = make_article(publish=False)
    content = article.save_revision().content

    assert content_digest(content) == content_digest({**content, "locked": True, "wagtail_admin_comments": [{"pk": 1}]})
    assert content_digest(content) != content_digest({**content, "title": "Autre"})


def test_a_digest_does_not_depend_on_what_the_editor_adds_to_what_code_wrote():
    article = make_article(publish=False, authors=[make_person()])
    content = article.save_revision().content
    named = content["body"].replace("<p>", '<p data-block-key=\\"a1b2c\\">')
    rows = [{**row, "pk": 77} for row in content["authorships"]]

    assert named != content["body"] and rows
    assert content_digest({**content, "body": named, "authorships": rows}) == content_digest(content)


def test_a_digest_does_not_depend_on_the_order_in_which_a_database_gives_keys():
    content = make_article(publish=False).save_revision().content
    turned = json.dumps([dict(reversed(block.items())) for block in json.loads(content["body"])])

    assert turned != content["body"]
    assert content_digest({**content, "body": turned}) == content_digest(content)


def test_a_text_that_looks_like_blocks_is_still_a_text():
    content = make_article(publish=False).save_revision().content

    assert content_digest({**content, "title": "[{oui}"}) != content_digest({**content, "title": "[{non}"})
    assert content_digest({**content, "title": '[{"a": 1}]'}) != content_digest({**content, "title": '[{"a":  1}]'})


def test_a_decision_about_a_text_that_changed_since_it_was_shown_does_not_count():
    article = submitted_article()
    shown = article.current_workflow_task_state.current_digest
    rewrite(article, "Changé depuis")

    response = decide(reviewer(), article, digest=shown)

    assert not is_live(article)
    assert response.redirect_chain


def test_a_decision_that_does_not_tell_what_it_is_about_does_not_count():
    article = submitted_article()

    decide(reviewer(), article, digest="")

    assert not is_live(article)


def test_text_changed_between_two_approvals_needs_both_again():
    ask_for(2)
    first, second = reviewer(), reviewer()
    article = submitted_article()
    decide(first, article)
    rewrite(article, "Changé entre les deux")

    decide(second, article)
    assert not is_live(article)

    decide(first, article)
    assert is_live(article)


def test_an_approval_survives_no_overwriting_in_place():
    ask_for(2)
    author = make_user()
    article = make_article(publish=False)
    revision = article.save_revision(user=author)
    article.get_workflow().start(article, author)
    decide(reviewer(), article)
    article.title = "Écrit par-dessus"

    assert article.save_revision(user=author, overwrite_revision=revision).pk == revision.pk

    decide(reviewer(), article)
    assert not is_live(article)


def test_what_was_approved_is_not_written_over():
    author = make_user()
    article = make_article(publish=False)
    revision = article.save_revision(user=author)
    article.get_workflow().start(article, author)
    decide(reviewer(), article, "reject", comment="Il manque la date.")
    article.title = "Écrit ensuite"

    assert article.save_revision(user=author, overwrite_revision=revision).pk != revision.pk


def test_the_revision_under_review_is_the_one_that_is_decided_about():
    article = submitted_article()

    revision = rewrite(article, "Corrigé pendant la relecture")

    assert article.current_workflow_task_state.revision == revision


def test_autosave_still_overwrites_what_nobody_was_asked_about():
    author = make_user()
    article = make_article(publish=False)
    revision = article.save_revision(user=author)
    article.title = "Tapé ensuite"

    assert article.save_revision(user=author, overwrite_revision=revision).pk == revision.pk


def test_text_changed_during_a_second_step_goes_through_the_first_again():
    second_step = ReviewTask.objects.create(name="Relecture juridique")
    second_step.groups.set(ReviewTask.objects.get(name=roles.REVIEW_TASK).groups.all())
    WorkflowTask.objects.create(
        workflow=Workflow.objects.get(name=roles.REVIEW_WORKFLOW), task=second_step, sort_order=1
    )
    article = submitted_article()
    decide(reviewer(), article)
    rewrite(article, "Changé à la seconde étape")

    decide(reviewer(), article)
    assert not is_live(article)
    assert article.current_workflow_task.name == roles.REVIEW_TASK

    decide(reviewer(), article)
    assert Page.objects.get(pk=article.pk).title == "Changé à la seconde étape"


def test_the_approved_revision_goes_live_and_not_the_latest():
    article = submitted_article(title="Approuvé")
    state = article.current_workflow_state
    task_state = article.current_workflow_task_state
    task_state.digest = task_state.current_digest
    rewrite(article, "Écrit après")

    task_state.approve(user=reviewer())

    state.refresh_from_db()
    page = Page.objects.get(pk=article.pk)
    assert page.live and page.title == "Approuvé"
    assert page.has_unpublished_changes


def test_nothing_goes_live_when_the_revision_is_no_longer_what_was_approved():
    article = submitted_article()
    task_state = article.current_workflow_task_state
    task_state.digest = "0" * 64

    with pytest.raises(decisions.Refused):
        task_state.approve(user=reviewer())

    assert not is_live(article)


def test_what_was_approved_for_later_goes_live_as_it_was_approved():
    author = make_user()
    article = make_article(publish=False, title="Approuvé")
    article.go_live_at = timezone.now() + timedelta(days=1)
    revision = article.save_revision(user=author)
    article.get_workflow().start(article, author)
    decide(reviewer(), article)
    article = Page.objects.get(pk=article.pk).specific
    article.title = "Écrit par-dessus"
    article.save_revision(user=author, overwrite_revision=revision)
    revision.refresh_from_db()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    content = {**revision.content, "go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)

    call_command("publish_scheduled")

    assert Page.objects.get(pk=article.pk).title == "Approuvé"


def test_what_breaks_a_rule_is_not_approved_either():
    interview = make_interview(publish=False, body=[("exchange", {"question": "Que faites-vous ?", "replies": []})])
    submit(interview, make_user())

    decide(reviewer(), interview)

    assert interview.current_workflow_task.name == roles.REVIEW_TASK
    assert not is_live(interview)


def test_a_workflow_in_which_nobody_reads_accepts_no_page():
    ReviewTask.objects.update(active=False)
    article = make_article(publish=False)

    with pytest.raises(decisions.Refused):
        submit(article, make_user())

    assert not article.workflow_states.exists()
