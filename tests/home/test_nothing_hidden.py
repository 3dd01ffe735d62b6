"""Whatever readers may not see is in none of the ways in: not its title, its words, its address or who speaks in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from almacms.search.models import Entry
from articles.models import ArticlePage
from tests.builders import (
    make_article,
    make_content_page,
    make_interview,
    make_person,
    make_site,
    make_topic,
    moment,
)

pytestmark = pytest.mark.django_db

WAYS = [
    "/",
    "/articles/",
    "/entretiens/",
    "/articles/?annee=2020",
    "/archives/",
    "/archives/2025/",
    "/archives/2025/2/",
    "/archives/2020/",
    "/plan-du-site/",
    "/thematiques/",
    "/thematiques/partage/",
    "/thematiques/secret/",
    "/personnes/zoe/",
    "/personnes/nom-secret/",
    "/flux/atom.xml",
    "/flux/rss.xml",
    "/flux/feed.json",
    "/flux/articles/atom.xml",
    "/flux/entretiens/rss.xml",
    "/flux/thematiques/partage/atom.xml",
    "/flux/thematiques/secret/atom.xml",
    "/flux/personnes/zoe/atom.xml",
    "/flux/personnes/nom-secret/atom.xml",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-1.xml",
    "/llms.txt",
    "/recherche/?q=secret",
    "/recherche/?q=zoe",
    "/api/v2/publications/?fields=body",
    "/api/v2/publications/?person=nom-secret",
    "/api/v2/publications/?topic=secret",
    "/articles/paru/",
    "/articles/paru/index.md",
    "/entretiens/dit/",
    "/entretiens/dit/index.md",
]


def hide_everything(client: Client) -> None:
    """One publication for every way of being hidden, each close to one that is shown."""
    make_site()
    zoe, hidden = make_person("Zoé"), make_person("Nom Secret", biography="<p>Vie secrète.</p>")
    shared, secret = make_topic("Partage"), make_topic("Secret")
    said: dict[str, Any] = {
        "authors": [zoe, hidden],
        "topics": [shared, secret],
        "body": [("paragraph", "<p>Mot secret.</p>")],
    }
    when: dict[str, Any] = {"publication_date": moment(2020, 2, 3)}
    draft = make_article(title="Secret brouillon", publish=False, **said, **when)
    behind = make_article(title="Secret entre nous", **said, **when)
    PageViewRestriction.objects.create(page=behind, restriction_type=PageViewRestriction.LOGIN)
    over = make_article(title="Secret périmé", **said, **when)
    # As the clock does: nothing is saved when a page's time is over.
    ArticlePage.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    Entry.objects.filter(publication=over).update(expiry=1)
    gone = make_article(title="Secret retiré", **said, **when)
    gone.unpublish()
    make_content_page(title="Page secrète", slug="page-secrete", publish=False)
    shown: dict[str, Any] = {"publication_date": moment(2025, 2, 3), "topics": [shared]}
    links = "".join(f'<a linktype="page" id="{page.pk}">ici</a> ' for page in (draft, behind, over, gone))
    body = [("paragraph", f"<p>{links}</p>")]
    make_article(title="Paru", slug="paru", authors=[zoe], related=[draft, behind, over, gone], body=body, **shown)
    changed = make_interview(
        title="Dit", slug="dit", speakers=[zoe, hidden], shown_as={hidden: "une salariée"}, **shown
    )
    changed.title = "Secret à venir"
    changed.save_revision()


def test_nothing_hidden_is_in_any_way_in(client: Client):
    hide_everything(client)
    cache.clear()
    answers = {way: client.get(way) for way in WAYS}
    told = {way: answer.content.decode().lower() for way, answer in answers.items()}
    # What is asked is said again.
    told["/recherche/?q=secret"] = told["/recherche/?q=secret"].replace("secret", "")

    assert [way for way, words in told.items() if "secr" in words] == []
    assert {way for way, answer in answers.items() if answer.status_code == 404} == {
        "/articles/?annee=2020",
        "/archives/2020/",
        "/thematiques/secret/",
        "/personnes/nom-secret/",
        "/flux/thematiques/secret/atom.xml",
        "/flux/personnes/nom-secret/atom.xml",
    }
    assert "paru" in told["/flux/atom.xml"] and "paru" in told["/sitemap-1.xml"]


@pytest.mark.parametrize("which", range(4))
def test_nothing_hidden_is_given_by_its_number(client: Client, which):
    hide_everything(client)
    page = ArticlePage.objects.filter(title__startswith="Secret").order_by("pk")[which]

    assert client.get(f"/api/v2/publications/{page.pk}/").status_code == 404
    assert client.get(f"/articles/{page.slug}/index.md").status_code == 404
