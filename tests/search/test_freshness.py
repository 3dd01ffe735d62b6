"""Only what readers may see is found, from the moment they may and until they may no more."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from almacms.publications.models import Publication
from almacms.search import services, vocabulary
from almacms.search.finding import Narrowing, find
from almacms.search.models import Entry, Passage, Word
from almacms.search.queries import parse
from almacms.search.spelling import suggestion
from articles.models import ArticleIndexPage
from tests.builders import make_article, make_interview, make_person, make_topic
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db


def total(typed: str) -> int:
    return find(parse(typed), Narrowing()).total


def test_a_draft_is_not_found_and_its_publication_is() -> None:
    article = make_article(title="Le héron", publish=False)
    assert total("héron") == 0
    article.get_latest_revision().publish()
    assert total("héron") == 1


def test_a_draft_of_something_published_changes_nothing() -> None:
    article = make_article(title="Le héron")
    article.title = "La loutre"
    revision = article.save_revision()
    assert (total("héron"), total("loutre")) == (1, 0)
    revision.publish()
    assert (total("héron"), total("loutre")) == (0, 1)


def test_unpublication_takes_a_publication_its_people_and_its_topics_out() -> None:
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    article = make_article(title="Le héron", authors=[person], topics=[topic])
    assert (total("héron"), total("brouillon"), total("secret")) == (1, 2, 2)
    article.unpublish()
    assert (total("héron"), total("brouillon"), total("secret")) == (0, 0, 0)


def test_deletion_takes_them_out_too() -> None:
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    article = make_interview(title="Le héron", speakers=[person], topics=[topic])
    Page.objects.get(pk=article.pk).delete()
    assert (total("héron"), total("brouillon"), total("secret")) == (0, 0, 0)
    assert not Entry.objects.exists()
    assert not Passage.objects.exists()


def test_somebody_who_is_no_longer_an_author_is_no_longer_found() -> None:
    person = make_person("Zoé Brouillon")
    article = make_article(authors=[person])
    article.authorships = []
    article.save_revision().publish()
    assert total("brouillon") == 0


def test_a_restriction_hides_what_lies_below_it_and_its_end_shows_it_again() -> None:
    make_article(title="Le héron", authors=[make_person("Zoé Brouillon")])
    restriction = PageViewRestriction.objects.create(
        page=ArticleIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
    )
    assert (total("héron"), total("brouillon")) == (0, 0)
    restriction.delete()
    assert (total("héron"), total("brouillon")) == (1, 2)


def test_what_moves_below_a_restriction_is_hidden() -> None:
    article = make_article(title="Le héron")
    hidden = make_interview().get_parent()
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    article.move(hidden, "last-child")
    assert total("héron") == 0


def test_what_has_expired_is_not_found_before_the_scheduler_unpublishes_it() -> None:
    article = make_article(title="Le héron", expire_at=timezone.now() + timedelta(hours=1))
    assert total("héron") == 1
    Entry.objects.filter(publication=article.pk).update(expiry=int(timezone.now().timestamp()) - 1)
    assert total("héron") == 0


def test_an_alias_is_found_as_long_as_it_is_shown() -> None:
    article = make_article(title="Le héron")
    alias = article.create_alias(parent=article.get_parent(), update_slug="heron-2")
    article.save_revision().publish()
    assert total("héron") == 2
    Publication.objects.get(pk=alias.pk).unpublish()
    assert total("héron") == 1


def test_a_new_name_is_found_everywhere() -> None:
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    make_article(authors=[person], topics=[topic])
    person.name, topic.name = "Zoé Propre", "Public"
    person.save()
    topic.save()
    assert (total("brouillon"), total("propre"), total("secret"), total("public")) == (0, 2, 0, 2)


def test_a_speaker_shown_under_other_words_is_found_by_these_only() -> None:
    person = make_person("Zoé Brouillon")
    make_interview(
        speakers=[person],
        shown_as={person: "une salariée"},
        body=[exchange("Qui ?", turn(person, "<p>Une autre.</p>"))],
    )
    assert (total("brouillon"), total("salariée")) == (0, 1)
    assert [passage.speaker for passage in Passage.objects.all()] == ["une salariée"]


def test_a_word_of_what_is_no_longer_published_is_never_suggested() -> None:
    article = make_article(title="Le héron")
    assert suggestion(parse("hérom")) == "héron"
    article.unpublish()
    assert suggestion(parse("hérom")) == ""


def test_a_failed_publication_leaves_the_index_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "learn", lambda _words, **_others: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.index_publication(pk=make_draft_live().pk)
    assert not Entry.objects.exists()


def make_draft_live():
    article = make_article(title="Le héron", publish=False)
    type(article).objects.filter(pk=article.pk).update(live=True)
    return article


def test_rebuilding_mends_whatever_is_wrong_and_keeps_what_is_right() -> None:
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    right, missing = make_article(title="Le héron", authors=[person]), make_article(title="La loutre", topics=[topic])
    stale, wrong = make_article(title="Le castor"), make_interview(title="La pie")
    kept = Entry.objects.get(publication=right.pk).pk
    Entry.objects.filter(publication=missing.pk).delete()
    Entry.objects.filter(topic=topic).delete()
    Publication.objects.filter(pk=stale.pk).update(live=False)
    Entry.objects.filter(publication=wrong.pk).update(title_terms="faux")
    out = StringIO()

    call_command("rebuild_search", stdout=out)

    assert [total(word) for word in ("héron", "loutre", "castor", "pie", "faux", "secret")] == [1, 1, 0, 1, 0, 2]
    assert Entry.objects.get(publication=right.pk).pk == kept
    assert out.getvalue().startswith(str(Entry.objects.count()))
    assert not Word.objects.filter(word="castor").exists()
    assert Word.objects.filter(word="heron").exists()
