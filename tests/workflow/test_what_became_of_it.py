"""Whoever decides is told what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import make_article, make_interview, make_user

from .newsroom import ask_for, decide, reviewer, said, submit, submitted_article

pytestmark = pytest.mark.django_db


def test_an_approval_that_is_not_the_last_says_how_many_are_missing():
    ask_for(3)
    article = submitted_article(title="Le four")

    assert "2" in said(decide(reviewer(), article))
    assert "1" in said(decide(reviewer(), article))


def test_the_last_approval_leads_to_the_page_as_readers_see_it():
    article = submitted_article(title="Le four")

    told = said(decide(reviewer(), article))

    assert "Le four" in told and article.url in told


def test_an_approval_for_a_later_day_does_not_say_that_the_page_is_online():
    article = make_article(publish=False)
    article.go_live_at = timezone.now() + timedelta(days=1)
    submit(article, make_user())

    told = said(decide(reviewer(), article))

    assert article.title in told and article.url not in told


def test_an_approval_that_leads_to_another_step_says_so():
    interview = submit(make_interview(publish=False), make_user())

    told = said(decide(reviewer(), interview))

    assert interview.title in told and interview.url not in told


def test_a_refused_approval_says_only_why():
    article = submitted_article()

    assert article.title not in said(decide(reviewer(), article, digest="0" * 64))
