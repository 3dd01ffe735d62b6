"""No way leads from a search to what readers may not see: results, extracts, counts, corrections, the index itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from almacms.page_cache.recording import recording
from almacms.search.finding import FILTERS, Narrowing, find
from almacms.search.models import Entry, Passage, Word
from almacms.search.queries import parse
from almacms.search.results import load
from almacms.search.spelling import suggestion
from articles.models import ArticleIndexPage
from interviews.consent import withdraw_consent
from interviews.models import InterviewIndexPage, InterviewPage
from tests.builders import make_article, make_content_page, make_interview, make_person, make_topic
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db


def total(typed: str) -> int:
    return find(parse(typed), Narrowing()).total


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_a_page_under_any_restriction_is_in_no_table(kind: str) -> None:
    person = make_person("Zoé Brouillon")
    make_interview(title="Le héron", speakers=[person], topics=[make_topic("Secret")])
    restriction = PageViewRestriction.objects.create(
        page=InterviewIndexPage.objects.get(), restriction_type=kind, password="x"
    )
    restriction.groups.add(Group.objects.first())
    assert not Entry.objects.exists()
    assert not Passage.objects.exists()
    assert not Word.objects.exists()
    restriction.delete()
    assert (total("héron"), total("brouillon"), total("secret")) == (1, 2, 2)
    assert Word.objects.filter(word="heron").exists()


def test_a_whole_section_that_moves_is_hidden_or_shown_as_its_new_place_is() -> None:
    make_article(title="Le héron")
    hidden = make_content_page(title="Coulisses")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    section, home = ArticleIndexPage.objects.get(), hidden.get_parent()
    section.move(Page.objects.get(pk=hidden.pk), "last-child")
    assert total("héron") == 0
    Page.objects.get(pk=section.pk).move(Page.objects.get(pk=home.pk), "last-child")
    assert total("héron") == 1


def test_a_section_that_moves_in_the_open_keeps_its_entries() -> None:
    article = make_article(title="Le héron")
    before = Entry.objects.get(publication=article.pk).pk
    parent = make_content_page()
    ArticleIndexPage.objects.get().move(Page.objects.get(pk=parent.pk), "last-child")
    assert Entry.objects.get(publication=article.pk).pk == before
    found = find(parse("héron"), Narrowing())
    (result,) = load(found.entries, parse("héron"))
    assert result.url.startswith(Page.objects.get(pk=parent.pk).url)


def test_the_name_behind_other_words_is_nowhere_in_the_index() -> None:
    person = make_person("Zoé Brouillon")
    make_interview(
        speakers=[person, make_person("Marc")],
        shown_as={person: "une salariée"},
        body=[exchange("Qui ?", turn(person, "<p>Une autre.</p>"))],
    )
    assert not Entry.objects.filter(person=person).exists()
    assert not Entry.objects.filter(speakers=person).exists()
    assert not Entry.objects.filter(about__contains="Brouillon").exists()
    assert not Word.objects.filter(word="brouillon").exists()
    options = find(parse("une salariée"), Narrowing()).options["speaker"]
    assert [option.label for option in options] == ["Marc"]


def test_a_name_that_was_withdrawn_leaves_the_index_its_passages_and_the_vocabulary() -> None:
    person = make_person("Zoé Brouillon")
    interview = make_interview(
        title="Zoé Brouillon parle",
        speakers=[person],
        body=[exchange("Zoé Brouillon, qui êtes-vous ?", turn(person, "<p>Zoé Brouillon.</p>"))],
    )
    assert total("brouillon") == 2
    withdraw_consent(page=InterviewPage.objects.get(pk=interview.pk), person=person, words="une salariée", user=None)
    assert total("brouillon") == 0
    assert not Passage.objects.filter(text__contains="Brouillon").exists()
    assert not Entry.objects.filter(text__contains="Brouillon").exists()
    assert not Word.objects.filter(word="brouillon").exists()
    assert suggestion(parse("broullon")) == ""


def test_people_and_topics_expire_with_the_last_that_shows_them() -> None:
    person, topic = make_person("Zoé Brouillon"), make_topic("Secret")
    make_article(title="Le héron", authors=[person], topics=[topic], expire_at=timezone.now() + timedelta(hours=1))
    entries = Entry.objects.filter(title__in=["Zoé Brouillon", "Secret"])
    assert all(entries.values_list("expiry", flat=True))
    make_article(title="La loutre", authors=[person], topics=[topic])
    assert set(entries.values_list("expiry", flat=True)) == {None}


def test_what_has_expired_is_counted_nowhere_and_corrects_nothing() -> None:
    article = make_article(title="Le héron", topics=[make_topic("Oiseaux")])
    Entry.objects.filter(publication=article.pk).update(expiry=1)
    found = find(parse("héron"), Narrowing())
    assert (found.total, [found.options[name] for name in FILTERS]) == (0, [[], [], [], []])
    assert suggestion(parse("hérom")) == ""


@pytest.mark.parametrize("make", [make_article, make_content_page])
def test_what_changed_behind_the_index_is_not_shown_and_every_asking_looks_again(make: Callable[..., Page]) -> None:
    page = make(title="Le héron")
    query = parse("héron")
    entries = find(query, Narrowing()).entries
    assert [result.entry.title for result in load(entries, query)] == ["Le héron"]
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert load(entries, query) == []
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    assert len(load(entries, query)) == 1
    # In bulk, nobody is told.
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page.get_parent(), restriction_type="login")])
    assert load(entries, query) == []


def test_each_page_of_results_says_that_it_shows_a_list() -> None:
    make_article(title="Le héron")
    query = parse("héron")
    entries = find(query, Narrowing()).entries
    for _asking in range(2):
        with recording() as record:
            assert load(entries, query)
        assert record.listed


def test_a_word_is_suggested_as_what_is_published_writes_it() -> None:
    make_article(title="Des salariés")
    withdrawn = make_article(title="Une salariée")
    withdrawn.unpublish()
    assert suggestion(parse("salarieé")) == ""
    assert suggestion(parse("zalariée")) == "salariés"


def test_words_of_drafts_are_unknown() -> None:
    article = make_article(title="Le héron")
    article.title = "La loutre"
    article.save_revision()
    make_article(title="Le castor", publish=False)
    assert not Word.objects.filter(word__in=["loutre", "castor"]).exists()
    assert (suggestion(parse("loutr")), suggestion(parse("castors"))) == ("", "")


def test_what_deletion_takes_along_leaves_the_vocabulary() -> None:
    make_article(title="Le castor")
    article = make_article(title="Le héron et le castor")
    Page.objects.get(pk=article.pk).delete()
    assert set(Word.objects.filter(word__in=["heron", "castor"]).values_list("word", flat=True)) == {"castor"}


def test_a_document_is_found_by_the_title_that_the_page_shows_only() -> None:
    private = Collection.objects.get(depth=1).add_child(name="Réservé")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.PASSWORD, password="x"
    )
    file = ContentFile(b"x", name="secret.pdf")
    document = get_document_model().objects.create(title="Bilan hydraulique", file=file, collection=private)
    assert total("hydraulique") == 0
    make_article(title="Le héron", body=[("document", {"document": document, "title": "Le bilan"})])
    assert (total("bilan"), total("hydraulique"), total("secret")) == (1, 0, 0)


def test_a_document_that_changes_its_title_or_goes_is_no_longer_found_by_it() -> None:
    document = get_document_model().objects.create(title="Bilan", file=ContentFile(b"x", name="b.pdf"))
    make_article(title="Le héron", body=[("document", {"document": document, "title": ""})])
    document.title = "Rapport"
    document.save()
    assert (total("bilan"), total("rapport")) == (0, 1)
    document.delete()
    assert total("rapport") == 0
