import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Site

from home.models import SiteSettings
from home.services import ensure_tree
from tests.builders import make_article, make_content_page, make_interview, make_person, make_site, moment

pytestmark = pytest.mark.django_db


def test_the_newest_publication_opens_the_front_page_unless_the_editor_chose_another(client: Client):
    home = make_site()
    old = make_article(publication_date=moment(2014, 9, 12))
    new = make_interview(publication_date=moment(2025, 2, 3))
    assert client.get("/").context["feature"].pk == new.pk

    home.feature = old.publication_ptr
    home.save_revision().publish()

    assert client.get("/").context["feature"].pk == old.pk


def test_the_feature_is_not_listed_twice(client: Client):
    make_site()
    article = make_article()
    other = make_article(publication_date=moment(2014, 9, 12))

    context = client.get("/").context

    assert context["feature"].pk == article.pk
    assert [p.pk for p in context["latest_articles"]] == [other.pk]


def test_a_feature_that_was_unpublished_makes_way_for_the_newest(client: Client):
    home = make_site()
    chosen, newest = make_article(publication_date=moment(2014, 9, 12)), make_article()
    home.feature = chosen.publication_ptr
    home.save_revision().publish()

    chosen.unpublish()

    assert client.get("/").context["feature"].pk == newest.pk


def test_an_empty_site_has_a_front_page(client: Client):
    make_site()

    assert client.get("/").status_code == 200


def test_making_the_tree_again_changes_nothing():
    home = ensure_tree()
    home.title = "Bienvenue"
    home.save()

    assert ensure_tree().title == "Bienvenue"
    assert home.get_children().count() == 2
    assert Site.objects.get().root_page_id == home.pk


def test_an_interviews_card_says_who_speaks(client: Client):
    make_interview(speakers=[make_person("Zoé Roux")])
    make_article()

    assert "Zoé Roux" in client.get("/").content.decode()


def settings_with(**links) -> SiteSettings:
    make_site()
    return SiteSettings.objects.create(site=Site.objects.get(), **links)


def link(page=None, address="", label=""):
    return ("link", {"page": page, "address": address, "label": label})


def test_the_navigation_tells_where_one_is(client: Client):
    about = make_content_page(title="Qui sommes-nous")
    settings_with(header_links=[link(about), link(address="/thematiques/", label="Thèmes")])

    navigation = client.get(about.url).context["site"].navigation

    assert [(entry.label, entry.url, entry.current) for entry in navigation] == [
        ("Qui sommes-nous", about.url, "page"),
        ("Thèmes", "/thematiques/", ""),
    ]


def test_a_page_leaves_the_navigation_when_it_is_unpublished(client: Client, django_capture_on_commit_callbacks):
    about = make_content_page(title="Qui sommes-nous")
    settings_with(footer_links=[link(about)])
    assert "Qui sommes-nous" in client.get("/").content.decode()

    # What came before is committed: the next change is one of its own.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        about.unpublish()

    assert "Qui sommes-nous" not in client.get("/").content.decode()


def test_changed_settings_show_at_once(client: Client, django_capture_on_commit_callbacks):
    settings = settings_with()
    client.get("/")

    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        settings.tagline = "Une Scop qui trace sa route"
        settings.save()

    assert "Une Scop qui trace sa route" in client.get("/").content.decode()
