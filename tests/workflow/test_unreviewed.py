"""“Publish without review”: the one exception."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from almacms.workflow import roles
from almacms.workflow.digests import content_digest
from almacms.workflow.signals import published_without_review
from tests.builders import make_article, make_content_page, make_interview, make_user

from .newsroom import decide, is_live, reviewer, said, submit, submitted_article

pytestmark = pytest.mark.django_db
REASON = "Le four ouvre demain : les habitants attendent l’horaire."


def publish(page, user=None, **data):
    client = Client()
    client.force_login(user or make_user(group=roles.ADMINISTRATORS))
    data = {"reason": REASON, "digest": content_digest(page.get_latest_revision().content), **data}
    return client.post(reverse("workflow_publish_without_review", args=[page.pk]), data, follow=True)


def test_the_reason_stays_in_the_history():
    article = make_article(publish=False)
    administrator = make_user(group=roles.ADMINISTRATORS)

    publish(article, administrator)

    entry = PageLogEntry.objects.get(page=article, action="almacms.publish_without_review")
    assert (entry.user, entry.data["reason"], entry.comment) == (administrator, REASON, REASON)
    assert is_live(article)


@pytest.mark.parametrize("reason", ["", "Urgent", " " * 20])
def test_without_a_real_reason_nothing_is_published_nor_lost(reason):
    article = make_article(publish=False)

    response = publish(article, reason=reason)

    assert response.context["form"].errors["reason"]
    assert not is_live(article)


def test_the_reviewers_are_written_to(mailbox):
    somebody = reviewer("relectrice")

    publish(make_article(publish=False, title="Le four"))

    message = mailbox.to(somebody.email)[-1]
    assert "Le four" in message["Subject"] and REASON in message.get_content()


def test_a_review_under_way_ends():
    article = submitted_article()

    publish(article)

    assert is_live(article)
    assert article.workflow_states.get().status == "cancelled"


def test_what_has_a_day_of_its_own_waits_for_it():
    told = []
    article = make_article(publish=False)
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save_revision()

    def remember(is_scheduled, **_signal):
        told.append(is_scheduled)

    published_without_review.connect(remember)
    publish(article)
    published_without_review.disconnect(remember)

    assert not is_live(article)
    assert Page.objects.get(pk=article.pk).approved_schedule
    assert told == [True]


def test_what_breaks_a_rule_is_not_published_either():
    interview = make_interview(publish=False, body=[("exchange", {"question": "Pourquoi ?", "replies": []})])

    publish(interview)

    assert not is_live(interview)


def test_a_page_that_somebody_else_locked_is_left_alone():
    page = make_content_page(publish=False)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_user())

    publish(page)

    assert not is_live(page)


def test_a_text_that_changed_meanwhile_is_not_published():
    article = make_article(publish=False)
    shown = content_digest(article.get_latest_revision().content)
    article.title = "Changé depuis"
    article.save_revision()

    response = publish(article, digest=shown)

    assert said(response)
    assert not is_live(article)


def test_what_was_approved_for_later_goes_live_and_leaves_the_next_review_alone():
    article = make_article(publish=False, title="Approuvé")
    article.go_live_at = timezone.now() + timedelta(days=1)
    submit(article, make_user())
    decide(reviewer(), article)
    article = Page.objects.get(pk=article.pk).specific
    article.title, article.go_live_at = "Suite", None
    submit(article, make_user())

    approved = article.revisions.get(approved_go_live_at__isnull=False)
    approved.content["go_live_at"] = None
    approved.publish()

    assert Page.objects.get(pk=article.pk).title == "Approuvé"
    assert article.workflow_in_progress
