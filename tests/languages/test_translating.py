"""What the newsroom does: a language is prepared, pages are translated, nobody publishes by it."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from almacms.workflow import roles
from almacms.workflow.outsiders import draw_draft
from home.models import HomePage
from tests.builders import make_article, make_interview, make_topic, make_user
from tests.languages.bilingual import Committing, english, page_at, pair, switch, translate

pytestmark = pytest.mark.django_db


def test_a_language_is_prepared_as_drafts_once(prepared: HomePage) -> None:
    drafts = Page.objects.filter(locale__language_code="en").order_by("path")
    assert [(page.title, page.slug, page.live) for page in drafts] == [
        ("Home", "accueil-en", False),
        ("Articles", "articles", False),
        ("Interviews", "interviews", False),
    ]
    call_command("add_language", "en", stdout=StringIO())
    assert drafts.count() == 3
    page_at("/en/", 404)


def test_a_language_that_the_settings_do_not_name_is_refused() -> None:
    with pytest.raises(CommandError, match="ALMACMS_LANGUAGES"):
        call_command("add_language", "en")
    assert not Locale.objects.filter(language_code="en").exists()


def test_a_writer_translates_and_publishes_nothing_by_it(prepared: HomePage) -> None:
    make_topic()
    article = make_article(title="Bonjour")
    client = Client()
    client.force_login(make_user())
    address = reverse("simple_translation:submit_page_translation", args=[article.pk])
    assert "Traduire la page" in client.get(address).content.decode()
    client.post(address, {"locales": [english().pk]})
    translated = article.get_translation(english())
    assert not translated.live
    assert not translated.permissions_for_user(make_user(group=roles.ADMINISTRATORS)).can_publish()
    assert translated.get_workflow() == article.get_workflow()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).content.decode()
    assert "action-publish" not in editor
    assert "action-submit" in editor


def test_translating_is_for_those_who_may(prepared: HomePage) -> None:
    outsider = make_user()
    outsider.groups.clear()
    client = Client()
    client.force_login(outsider)
    answer = client.get(reverse("simple_translation:submit_page_translation", args=[make_article().pk]))
    assert answer.status_code == 302


def test_the_speakers_of_a_translated_interview_are_asked_as_those_of_the_original(prepared: HomePage) -> None:
    interview = make_interview()
    assert translate(interview, publish=False).get_workflow() == interview.get_workflow()


def test_a_draft_in_english_is_previewed_in_english_before_the_language_is_open(prepared: HomePage) -> None:
    draft = translate(make_article(title="Bonjour"), publish=False, title="Hello")
    client = Client()
    client.force_login(make_user(group=roles.REVIEWERS))
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    assert '<html lang="en">' in shown
    assert ">Skip to content</a>" in shown
    assert translation.get_language() == "fr"


def test_a_shared_draft_is_in_its_own_language(prepared: HomePage) -> None:
    draft = translate(make_article(title="Bonjour"), publish=False, title="Hello")
    drawn = draw_draft(draft.get_latest_revision_as_object(), RequestFactory().get("/")).decode()
    assert '<html lang="en">' in drawn


def test_the_editor_of_a_site_in_french_alone_is_offered_no_language() -> None:
    article = make_article()
    client = Client()
    client.force_login(make_user(group=roles.ADMINISTRATORS))
    for name, args in (("wagtailadmin_pages:edit", [article.pk]), ("wagtailadmin_explore", [article.get_parent().pk])):
        shown = client.get(reverse(name, args=args)).content.decode()
        assert "Traduire" not in shown
        assert "locale" not in re.sub(r"<script.*?</script>", "", shown, flags=re.DOTALL).lower()


def test_a_language_that_is_given_up_leaves_drafts_and_french(homes: Any, committing: Committing) -> None:
    article, translated = pair()
    with committing():
        call_command("close_language", "en", stdout=StringIO())
    page_at("/en/", 404)
    assert switch(page_at(article.url)) == {}
    assert not Page.objects.live().filter(locale=english()).exists()
    assert Page.objects.filter(pk=translated.pk).exists()


def test_the_language_of_the_site_is_never_given_up() -> None:
    with pytest.raises(CommandError, match="own language"):
        call_command("close_language", "fr")
