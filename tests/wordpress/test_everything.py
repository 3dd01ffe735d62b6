"""A whole blog comes home: every kind of thing that an export holds, on the site that readers see."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from almacms.conversation.models import Comment as Kept
from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.publications.models import Publication, Topic
from almacms.wordpress.importer import spool_path
from almacms.wordpress.models import Line, Origin
from almacms.wordpress.writing import LOG_ACTION
from articles.models import ArticlePage
from home.models import ContentPage, HomePage
from interviews.models import InterviewPage
from tests.builders import make_article, make_person, make_user

from .blog import INTERVIEW, everything
from .exports import BLOG, Item, attachment, export

pytestmark = pytest.mark.django_db

LOGINS, NAMES = {"camille", "sylvain"}, {"Camille Morel", "Sylvain Œil"}


def page_of(number: int) -> Page:
    return Page.objects.get(pk=Origin.objects.get(source="item", key=str(number)).target).specific


def kinds(page) -> list[str]:
    return [block.block_type for block in page.body]


def reasons(run, weight: str = "") -> set[str]:
    lines = run.lines.filter(weight=weight) if weight else run.lines.all()
    return set(lines.values_list("reason", flat=True))


def test_everything_in_the_file_is_in_the_report_once(imported):
    run = imported(*everything())

    counts = run.counts
    assert counts["articles"]["read"] + counts["interviews"]["read"] >= 60
    assert counts["comments"]["read"] >= 200
    assert counts["articles"]["created"] == ArticlePage.objects.count()
    assert counts["interviews"]["created"] == InterviewPage.objects.count() == 1
    assert counts["pages"]["created"] == ContentPage.objects.count() == 6
    assert Kept.objects.count() == counts["comments"]["created"] + counts["pingbacks"]["created"]
    assert counts["articles"]["why"] == {"trashed": 1, "unfinished": 1, "twice": 1, "no_number": 1}
    assert not spool_path(run).exists()


@pytest.mark.parametrize(("version", "names"), [("1.0", LOGINS), ("1.1", NAMES), ("1.2", NAMES)])
def test_every_version_of_the_format_says_the_same(imported, version: str, names: set[str]):
    run = imported(data=export(*everything(posts=18), version=version))
    page = page_of(101)

    assert run.is_whole
    assert run.counts["articles"]["created"] == ArticlePage.objects.count() > 12
    assert (page.title, len(page.body), page.footnotes.count()) == ("Bonjour, tout le monde", 12, 1)
    assert {person.name for person in Person.objects.all()} >= names
    assert [topic.name for topic in page.topic_list] == ["Vie coopérative", "Coopération"]
    assert HomePage.objects.get().feature_id == page.pk
    assert Kept.objects.count() == run.counts["comments"]["created"] + run.counts["pingbacks"]["created"] > 10


def test_films_and_sounds_in_every_notation(imported):
    run = imported(*everything(posts=18))
    blocks = [(block.block_type, block.value) for block in page_of(117).body]

    assert [kind for kind, _value in blocks] == [
        "embed", "paragraph", "kept_html", "document", "embed", "document", "embed", "document", "kept_html",
    ]  # fmt: skip
    assert [value["url"] for kind, value in blocks if kind == "embed"] == [
        "https://vimeo.com/76979871", "https://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/embed/abcdefghijk",
    ]  # fmt: skip
    assert [value.label for kind, value in blocks if kind == "document"] == ["film", "voix", "Le film de la visite"]
    assert {"embed_as_link", "file_missing"} <= reasons(run)


def test_a_second_import_changes_nothing(imported):
    imported(*everything())
    before = (Page.objects.count(), Person.objects.count(), Topic.objects.count(), Redirect.objects.count())

    run = imported(*everything())

    assert (Page.objects.count(), Person.objects.count(), Topic.objects.count(), Redirect.objects.count()) == before
    assert all(row["created"] == row["updated"] == 0 for row in run.counts.values())
    assert run.counts["articles"]["unchanged"] > 50


def test_a_classic_text_becomes_blocks(imported):
    imported(*everything(posts=18))
    page = page_of(101)

    assert kinds(page) == [
        "paragraph", "heading", "picture", "quotation", "paragraph", "embed", "gallery", "paragraph", "table", "code",
        "document", "kept_html",
    ]  # fmt: skip
    picture = page.body[2].value
    assert (picture["caption"], picture.alt, picture.place) == ("Une réunion du lundi", "La réunion", "left")
    assert page.body[3].value["source"] == "Livret des vingt-cinq ans, 2004"
    assert [footnote.text for footnote in page.footnotes.all()] == ["<p>Longtemps discuté : c’était le premier.</p>"]
    assert str(page.footnotes.get().uuid) in page.body[0].value.source
    stored = json.dumps(list(page.body.raw_data), ensure_ascii=False)
    assert "script" not in stored
    assert "javascript:" not in stored
    assert "[1]" not in page.body[0].value.source
    assert page.listing_summary.startswith("Nous avons gardé ce titre après")


def test_the_block_editors_text_becomes_blocks(imported):
    run = imported(*everything(posts=18))
    page = page_of(102)

    assert kinds(page) == [
        "paragraph", "heading", "picture", "gallery", "highlight", "quotation", "paragraph", "table", "code", "embed",
        "document", "paragraph", "kept_html",
    ]  # fmt: skip
    assert page.lead == "Un extrait qui sert de chapô."
    assert page.body[2].value.place == "right"
    assert page.body[4].value["source"] == "Camille"
    assert page.body[7].value.caption == "Un tableau"
    assert page.body[11].value.source == "<p>Un bloc qui sert partout.</p>"
    assert "onclick" not in page.body[12].value["html"]
    assert [footnote.text for footnote in page.footnotes.all()] == ["<p>Une <i>note</i> de bloc.</p>"]
    assert {"dynamic_block", "kept_html"} <= reasons(run, Line.Weight.WARNING)


def test_links_and_pictures_lead_to_what_is_here(imported):
    imported(*everything(posts=18))
    source = page_of(101).body[4].value.source

    assert f'id="{page_of(102).pk}" linktype="page"' in source
    assert '<a href="/thematiques/vie-cooperative/">' in source
    assert 'linktype="document"' in source
    assert BLOG not in json.dumps(list(page_of(101).body.raw_data))


def test_links_to_what_comes_later_are_followed_in_the_end(imported):
    imported(Item(1, content='Voir <a href="/?p=2">plus loin</a>.'), Item(2))

    assert 'linktype="page">plus loin' in page_of(1).body[0].value.source
    assert Origin.objects.get(key="1", source="item").is_resolved


def test_readers_have_what_they_had(imported, client: Client):
    imported(*everything(posts=18))
    expected = {101: 200, 103: 404, 104: 404, 105: 302, 106: 404, 107: 200, 110: 200}

    assert {number: client.get(page_of(number).url).status_code for number in expected} == expected


def test_the_states_of_texts(imported):
    make_user("relectrice", group="Relecture")
    imported(*everything(posts=18))

    assert (page_of(103).live, page_of(103).workflow_in_progress) == (False, False)
    assert page_of(104).workflow_in_progress
    assert page_of(105).view_restrictions.get().restriction_type == PageViewRestriction.LOGIN
    assert page_of(106).go_live_at == datetime(2031, 1, 2, 9, tzinfo=UTC)
    assert page_of(106).approved_schedule
    assert page_of(107).view_restrictions.get().password == "sésame"
    assert "Nous décidons" not in Client().get(page_of(107).url).content.decode()
    assert HomePage.objects.get().feature_id == page_of(101).pk


def test_each_page_says_in_its_history_who_published_it_and_from_where(imported):
    imported(Item(1))

    entry = PageLogEntry.objects.get(page=page_of(1).pk, action=LOG_ACTION)
    assert entry.data == {"blog": BLOG, "number": 1, "status": "live"}
    assert BLOG in str(entry.message)


def test_dates_are_those_of_the_blog(imported):
    imported(Item(1, date="2014-09-12 09:00:00", modified="2015-01-01 10:00:00"))
    page = page_of(1)

    assert page.publication_date == page.first_published_at == datetime(2014, 9, 12, 9, tzinfo=UTC)
    assert page.last_published_at == datetime(2015, 1, 1, 10, tzinfo=UTC)


def test_people_topics_and_covers(imported):
    known = make_person("Camille Morel")
    imported(*everything(posts=18))
    page = page_of(101)

    assert page.byline == [known]
    assert [topic.name for topic in page.topic_list] == ["Vie coopérative", "Coopération"]
    assert page.cover.description == page.cover_alt == "Le jardin"
    assert not Topic.objects.filter(name__in=["Non classé", "Scop"]).exists()


def test_pages_keep_their_tree_as_far_as_it_is_one(imported):
    run = imported(*everything(posts=18))

    assert page_of(202).url == "/a-propos/equipe/"
    assert page_of(203).get_parent() == page_of(204).get_parent() == HomePage.objects.get().page_ptr
    assert page_of(205).get_parent().specific == page_of(204)
    assert {"parent_missing", "parent_cycle"} <= reasons(run)
    assert page_of(206).slug == "recherche-2"


def test_an_interview_has_its_questions_and_its_speaker(imported):
    imported(*everything(posts=18))
    page = page_of(110)

    assert isinstance(page, InterviewPage)
    assert [row.person.name for row in page.speakers.all()] == ["Camille"]
    assert page.body[0].value["question"] == "Comment êtes-vous arrivée ici ?"


@pytest.mark.parametrize("now", ["Un texte comme un autre.", INTERVIEW + "\n\nUn mot [1].\n\n[1] Une note."])
def test_an_interview_that_no_longer_reads_as_one_is_left_as_it_is(imported, now):
    terms = [("category", "entretiens", "Entretiens")]
    imported(Item(1, content=INTERVIEW, terms=terms))
    before = page_of(1).latest_revision_id

    run = imported(Item(1, content=now, terms=terms))

    assert run.counts["interviews"]["why"] == {"interview_no_more": 1}
    assert page_of(1).latest_revision_id == before


def test_what_is_no_interview_is_an_article_and_said_to_be(imported):
    run = imported(Item(1, terms=[("category", "entretiens", "Entretiens")]))

    assert isinstance(page_of(1), ArticlePage)
    assert "interview_as_article" in reasons(run)


def test_old_addresses_lead_to_what_is_here(imported, client: Client):
    imported(*everything(posts=18))
    image = CustomImage.objects.get(pk=Origin.objects.get(source="attachment", key="501").target)
    expected = {
        "/?p=101": page_of(101).url,
        "/?p=101&utm_source=lettre": page_of(101).url,
        "/?page_id=202": page_of(202).url,
        "/2014/09/12/texte-101/": page_of(101).url,
        "/2014/09/12/texte-101/feed/": page_of(101).url,
        "/category/vie-coop/": "/thematiques/vie-cooperative/",
        "/tag/scop/feed/": "/flux/thematiques/cooperation/rss.xml",
        "/author/sylvain/": "/personnes/sylvain-oeil/",
        "/feed/": "/flux/rss.xml",
        "/wp-content/uploads/2014/09/reunion.jpg": image.renditions.get(filter_spec="width-1280|format-jpeg").url,
    }

    responses = {old: client.get(old) for old in expected}

    assert {response.status_code for response in responses.values()} == {301}
    assert {
        old: response["Location"].removeprefix("http://localhost") for old, response in responses.items()
    } == expected


def test_a_draft_has_no_address_that_leads_to_it(imported, client: Client):
    imported(*everything(posts=18))

    assert not Redirect.objects.filter(redirect_page=page_of(103)).exists()
    assert client.get("/?p=103").status_code == 200


def test_a_text_that_changed_in_the_blog_changes_here(imported):
    imported(Item(1, "Avant", content="Un texte [1].\n\n[1] Une note."))
    pk = page_of(1).pk

    run = imported(Item(1, "Après", content="Un texte [1] repris.\n\n[1] Une note."))

    assert run.counts["articles"]["updated"] == 1
    assert (page_of(1).pk, page_of(1).title, page_of(1).footnotes.count()) == (pk, "Après", 1)
    assert page_of(1).live


def test_a_text_that_was_edited_here_stays_as_it_is(imported):
    imported(Item(1, "Avant"))
    page = page_of(1)
    page.title = "Notre titre"
    page.save_revision()

    run = imported(Item(1, "Après"))

    assert run.counts["articles"]["why"] == {"edited_here": 1}
    assert page_of(1).get_latest_revision_as_object().title == "Notre titre"


def test_a_text_that_was_restricted_here_stays_so(imported):
    imported(Item(1, "Avant"))
    PageViewRestriction.objects.create(page=page_of(1), restriction_type=PageViewRestriction.LOGIN)

    assert imported(Item(1, "Après")).counts["articles"]["why"] == {"edited_here": 1}
    assert page_of(1).view_restrictions.exists()


def test_people_and_topics_that_were_deleted_here_do_not_come_back(imported):
    item = Item(1, terms=[("category", "vie-coop", "Vie coopérative")])
    imported(item)
    page_of(1).delete()
    Person.objects.all().delete()
    Topic.objects.all().delete()

    run = imported(item, Item(2, terms=item.terms))

    assert run.counts["articles"]["created"] == 1
    assert (page_of(2).byline, page_of(2).topic_list) == ([], [])
    assert not Person.objects.exists()


def test_a_text_that_was_deleted_here_is_not_made_again(imported):
    imported(Item(1))
    page_of(1).delete()

    assert imported(Item(1)).counts["articles"]["why"] == {"deleted_here": 1}
    assert not ArticlePage.objects.exists()


def test_pictures_that_come_later_take_their_places(imported):
    items = [Item(1, content='<img class="wp-image-501" src="x.jpg" alt="Réunion">'), attachment(501, "reunion.jpg")]
    imported(*items, media=None)
    assert kinds(page_of(1)) == ["kept_html"]

    imported(*items)

    assert kinds(page_of(1)) == ["picture"]


def test_a_rehearsal_says_what_would_be_done_and_does_nothing(imported):
    make_article(title="Déjà là")
    before = Publication.objects.count()

    run = imported(*everything(), is_dry=True)

    assert run.counts["articles"]["created"] > 50
    assert run.counts["comments"]["created"] > 200
    assert (Publication.objects.count(), Origin.objects.count(), Kept.objects.count()) == (before, 0, 0)
    assert not CustomImage.objects.exists()


def test_the_command_imports_and_reports(db, tmp_path, uploads, capsys):
    file, report, mapping = tmp_path / "blog.xml", tmp_path / "report.json", tmp_path / "mapping.toml"
    file.write_bytes(export(*everything(posts=18)))
    mapping.write_text('[topics]\nscop = "Coopération"\n')
    make_user("patronne", group="Administration")

    call_command(
        "import_wordpress", file, "--media", uploads, "--mapping", mapping, "--report", report, "--user", "patronne"
    )

    told = json.loads(report.read_text())
    assert told["counts"]["articles"]["created"] == ArticlePage.objects.count() > 10
    assert told["read_to_its_end"]
    assert page_of(101).owner.username == "patronne"
    assert "parent_cycle" in {line["reason"] for line in told["lines"]}


def test_somebody_who_may_not_import_lends_no_name(db, tmp_path):
    file = tmp_path / "blog.xml"
    file.write_bytes(export(Item(1)))
    make_user("redactrice")

    with pytest.raises(CommandError):
        call_command("import_wordpress", file, "--user", "redactrice")
    assert not ArticlePage.objects.exists()
