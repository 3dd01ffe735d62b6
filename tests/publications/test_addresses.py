"""Addresses: those pages may have, those that lead elsewhere, those that nobody should learn."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from almacms.workflow import roles
from articles.models import ArticleIndexPage
from home.models import ContentPage
from tests.builders import make_article, make_site, make_user

pytestmark = pytest.mark.django_db


def write_page(client: Client, title: str, slug: str = ""):
    """Save the draft of a plain page."""
    home = make_site()
    client.force_login(make_user())
    data = {"title": title, "slug": slug, "lead": "", "body": streamfield([]), "comments": inline_formset([])}
    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    return client.post(address, nested_form_data(data))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’œuvre : à nous", "l-oeuvre-a-nous"),
        ("Thématiques", "thematiques-2"),
        ("Admin", "admin-2"),
        ("Média", "media-2"),
    ],
)
def test_a_title_gives_an_address_that_the_site_does_not_use(client: Client, title, slug):
    write_page(client, title)

    assert ContentPage.objects.get().slug == slug


def test_an_address_that_the_site_uses_is_refused(client: Client):
    response = write_page(client, "Une page", slug="personnes")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["slug"]


def test_two_drafts_of_one_title_are_both_kept(client: Client):
    write_page(client, "Une page")
    write_page(client, "Une page")

    assert set(ContentPage.objects.values_list("slug", flat=True)) == {"une-page", "une-page-2"}


def test_a_link_to_a_draft_keeps_its_words_and_hides_its_address(client: Client):
    draft = make_article(title="Projet secret", publish=False)
    shown = make_article(title="Au grand jour")
    text = f'<p><a linktype="page" id="{draft.pk}">ici</a> et <a linktype="page" id="{shown.pk}">là</a></p>'

    content = client.get(make_article(body=[("paragraph", text)]).url).content.decode()

    assert "projet-secret" not in content
    assert "ici" in content
    assert shown.url in content


def test_no_address_leads_to_a_page_that_readers_may_not_see():
    article = make_article(slug="avant")
    article.unpublish()
    article.slug = "projet-secret"
    article.save()

    assert not Redirect.objects.exists()


def test_a_published_page_that_changes_its_address_is_still_found(client: Client, django_capture_on_commit_callbacks):
    article = make_article(slug="avant")
    article.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    assert client.get("/articles/avant/")["Location"].endswith("/articles/apres/")


def test_a_page_whose_time_is_over_is_gone_before_the_scheduler_comes(client: Client):
    article = make_article(title="Périmé", expire_at=timezone.now() - timedelta(minutes=1), publish=False)
    type(article).objects.filter(pk=article.pk).update(live=True)

    assert client.get(article.url).status_code == 404
    assert "Périmé" not in client.get("/articles/").content.decode()


@pytest.mark.parametrize("kind", ["front page", "list"])
def test_nobody_deletes_what_the_site_stands_on(kind):
    home = make_site()
    page = home if kind == "front page" else ArticleIndexPage.objects.get()
    permissions = page.permissions_for_user(make_user(group=roles.ADMINISTRATORS))

    assert permissions.can_edit()
    assert not permissions.can_delete()
    assert not permissions.can_unpublish()
