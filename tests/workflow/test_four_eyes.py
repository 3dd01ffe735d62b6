"""Nobody who wrote any part of a text decides about it."""

import pytest
from django.core.management import call_command
from wagtail.models import Comment, Page, TaskState

from almacms.workflow import decisions
from almacms.workflow.authors import Written, authors, changes
from tests.builders import make_article, make_user, moment

from .newsroom import decide, is_live, reviewer, submit, submitted_article

pytestmark = pytest.mark.django_db
DAY = moment(2025, 2, 3)


def test_a_revision_that_says_what_the_one_before_said_has_no_author():
    first, comment_only, change = Written(1, DAY, "a"), Written(2, DAY, "a"), Written(3, DAY, "b")

    assert changes([first, comment_only, change], published=None) == [first, change]
    assert changes([first, comment_only, change], published="a") == [change]


def test_a_change_that_was_undone_still_has_its_author():
    done, undone = Written(1, DAY, "b"), Written(2, DAY, "a")

    assert changes([done, undone], published="a") == [done, undone]


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_submitter_does_not_decide(action):
    author = reviewer()
    article = submitted_article(author)

    decide(author, article, action, comment="Moi, je suis d’accord.")

    assert article.current_workflow_state.status == "in_progress"
    assert not is_live(article)


def test_whoever_submits_again_does_not_decide():
    again = reviewer()
    article = submitted_article()
    decide(reviewer(), article, "reject", comment="Il manque la date.")
    article.current_workflow_state.resume(again)

    decide(again, article)

    assert not is_live(article)


def test_an_author_of_an_earlier_revision_does_not_decide():
    early = reviewer()
    article = make_article(publish=False)
    article.title = "Réécrit par la relectrice"
    article.save_revision(user=early)
    article.title = "Repris"
    submit(article, make_user())

    decide(early, article)

    assert not is_live(article)


def test_an_author_of_what_readers_already_see_decides_about_what_follows():
    earlier = reviewer()
    article = submitted_article(earlier)
    decide(reviewer(), article)
    article = Page.objects.get(pk=article.pk).specific
    article.title = "Nouvelle version"
    submit(article, make_user())

    decide(earlier, article)

    assert Page.objects.get(pk=article.pk).title == "Nouvelle version"


def test_a_page_taken_offline_has_for_authors_those_who_wrote_since_it_was_last_online():
    earlier, later = reviewer(), make_user()
    article = submitted_article(earlier)
    decide(reviewer(), article)
    article = Page.objects.get(pk=article.pk).specific
    article.unpublish()
    article.title = "Nouvelle version"
    article.save_revision(user=later)

    assert set(authors(article)) == {later.pk}


def test_a_reviewer_who_only_comments_stays_a_reviewer():
    commenter = reviewer()
    article = submitted_article()
    article.wagtail_admin_comments.add(Comment(user=commenter, text="Bien dit.", contentpath="title"))
    article.save_revision(user=commenter)

    decide(commenter, article)

    assert is_live(article)


def test_the_refusal_says_why():
    author = reviewer()
    article = submitted_article(author)
    task = article.current_workflow_task

    assert decisions.objection(task, article, author) != ""
    assert decisions.objection(task, article, make_user()).endswith("Relecture.")
    assert decisions.objection(task, article, reviewer()) == ""


def test_a_superuser_decides_only_as_a_member_of_the_group():
    article = submitted_article()

    decide(make_user(is_superuser=True), article)

    assert not is_live(article)


def test_an_author_finds_nothing_to_decide_on_their_dashboard():
    author, other = reviewer(), reviewer()
    article = submitted_article(author)

    assert not TaskState.objects.reviewable_by(author).exists()
    assert [state.revision_id for state in TaskState.objects.reviewable_by(other)] == [article.latest_revision_id]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_purging_revisions_takes_no_author_away():
    early, late = reviewer(), make_user()
    article = make_article(publish=False)
    for title, author in [("Premier jet", early), ("Deuxième jet", late), ("Troisième jet", late)]:
        article.title = title
        article.save_revision(user=author)
    submit(article, late)

    call_command("purge_revisions")

    assert early.pk in authors(article)


def test_purging_revisions_still_forgets_what_was_published():
    article = make_article()
    for title in ("Deuxième", "Troisième"):
        article.title = title
        article.save_revision(user=make_user()).publish()
    before = article.revisions.count()

    call_command("purge_revisions")

    assert article.revisions.count() < before


def test_a_draft_is_deleted_with_its_revisions():
    article = submitted_article()

    article.delete()

    assert not Page.objects.filter(pk=article.pk).exists()
