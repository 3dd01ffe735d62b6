"""Every act of the newsroom makes new what it changes, everywhere and at once, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from almacms.images.models import CustomImage
from almacms.page_cache.cache import PageCache
from almacms.page_cache.remembered import forget
from almacms.people.models import Person
from almacms.publications.models import PublicationTopic, Topic
from articles.models import ArticlePage
from home.models import ContentPage, HomePage, SiteSettings
from interviews.consent import withdraw_consent
from interviews.models import InterviewPage
from tests.builders import (
    make_article,
    make_content_page,
    make_image,
    make_interview,
    make_person,
    make_site,
    make_topic,
    moment,
)
from tests.page_cache.expected import CHANGED, IN_VAIN, MORE_IN_VAIN

pytestmark = pytest.mark.django_db

FEEDS = ("atom.xml", "rss.xml", "feed.json")


@dataclass
class Newsroom:
    """A small site: articles A1 to A5, oldest first, A1 to A3 on wood, A4 and A5 on water; two interviews."""

    image: CustomImage
    portrait: CustomImage
    ada: Person
    bea: Person
    cleo: Person
    wood: Topic
    water: Topic
    articles: list[ArticlePage]
    chosen: ArticlePage
    duet: InterviewPage
    solo: InterviewPage
    legal: ContentPage
    team: ContentPage

    def addresses(self) -> dict[str, str]:
        """Everything that readers and programs may ask for, by name."""
        found = {f"A{number}": page.url for number, page in enumerate(self.articles, start=1)}
        found |= {f"A{number}.md": f"{page.url}index.md" for number, page in enumerate(self.articles, start=1)}
        question = self.duet.permalink(self.duet.body[0].id)
        found |= {"chosen": self.chosen.url, "duet": self.duet.url, "solo": self.solo.url, "question": question}
        found |= {"duet.md": f"{self.duet.url}index.md", "duet.txt": f"{self.duet.url}telecharger.txt"}
        found |= {"legal": self.legal.url, "team": self.team.url}
        for person in (self.ada, self.bea, self.cleo):
            found[person.slug] = person.get_absolute_url()
        found |= {
            f"feed of {person.slug}": f"/flux/personnes/{person.slug}/atom.xml" for person in (self.ada, self.bea)
        }
        for topic in (self.wood, self.water):
            found[topic.slug] = topic.get_absolute_url()
            found[f"feed of {topic.slug}"] = f"/flux/thematiques/{topic.slug}/atom.xml"
        found |= {f"feed {file}": f"/flux/{file}" for file in FEEDS}
        found |= {"feed of articles": "/flux/articles/atom.xml", "feed of interviews": "/flux/entretiens/atom.xml"}
        return {
            **found,
            "home": "/",
            "articles": "/articles/",
            "articles of ada": f"/articles/?personne={self.ada.slug}",
            "articles on wood": f"/articles/?theme={self.wood.slug}",
            "interviews": "/entretiens/",
            "topics": "/thematiques/",
            "archives": "/archives/",
            "2020": "/archives/2020/",
            "2021": "/archives/2021/",
            "2021-03": "/archives/2021/3/",
            "site map": "/plan-du-site/",
            "sitemap": "/sitemap.xml",
            "sitemap of pages": "/sitemap-pages.xml",
            "sitemap of publications": "/sitemap-1.xml",
            "llms": "/llms.txt",
            "robots": "/robots.txt",
        }


def make_newsroom() -> Newsroom:
    make_site()
    image, portrait = make_image("Une grange", description="Une grange"), make_image("Un visage")
    ada, bea, cleo = make_person("Ada"), make_person("Béa", portrait=portrait), make_person("Cléo")
    wood, water = make_topic("Bois"), make_topic("Eau")
    articles = [
        make_article(
            title=f"Article {number}",
            authors=[ada] if number < 4 else [bea],
            topics=[wood] if number < 4 else [water],
            cover=image if number == 2 else None,
            publication_date=moment(2020 if number < 3 else 2021, number, 1),
        )
        for number in range(1, 6)
    ]
    chosen = make_article(title="À part", authors=[], related=[articles[0]], publication_date=moment(2019, 1, 1))
    duet = make_interview(title="Duo", speakers=[bea, cleo], topics=[water], publication_date=moment(2021, 6, 1))
    solo = make_interview(title="Seule", speakers=[cleo], publication_date=moment(2021, 7, 1))
    legal, team = make_content_page(title="Mentions"), make_content_page(title="Équipe")
    settings = SiteSettings.for_site(Site.objects.get())
    settings.footer_links = [("link", {"page": legal.page_ptr, "label": "", "address": ""})]
    settings.save()
    return Newsroom(image, portrait, ada, bea, cleo, wood, water, articles, chosen, duet, solo, legal, team)


def published(page: Page, **changes: Any) -> None:
    """Change a page and publish it, as its editor does."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def saved(instance: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(instance, name, value)
    instance.save()


def drafted(page: Page, **changes: Any) -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()


def ask_all(client: Client, addresses: dict[str, str], **options: Any) -> dict[str, Any]:
    return {name: client.get(address, **options) for name, address in addresses.items()}


def said(responses: dict[str, Any]) -> dict[str, tuple[int, bytes]]:
    return {name: (response.status_code, response.content) for name, response in responses.items()}


Act = Callable[[Newsroom], object]
ACTS: dict[str, Act] = {
    "nothing": lambda _: None,
    "a draft of an article": lambda site: drafted(site.articles[4], title="Autre"),
    "the text of an article": lambda site: published(site.articles[3], body=[("paragraph", "<p>Autrement.</p>")]),
    "the title of an article": lambda site: published(site.articles[1], title="Grange"),
    "a new article on wood": lambda site: make_article(title="Neuf", topics=[site.wood], authors=[site.ada]),
    "a new article on nothing": lambda _: make_article(title="Neuf"),
    "a new article of long ago": lambda _: make_article(title="Vieux", publication_date=moment(2018, 1, 1)),
    "a new interview": lambda site: make_interview(title="Trio", speakers=[site.bea]),
    "an article taken down": lambda site: site.articles[2].unpublish(),
    "an article deleted": lambda site: site.articles[0].delete(),
    "another address": lambda site: published(site.articles[3], slug="ailleurs"),
    "another date": lambda site: published(site.articles[0], publication_date=moment(2021, 9, 1)),
    "another topic": lambda site: published(site.articles[3], topic_links=[PublicationTopic(topic=site.wood)]),
    "a restriction": lambda site: PageViewRestriction.objects.create(
        page=site.articles[4], restriction_type=PageViewRestriction.LOGIN
    ),
    "a restriction above": lambda site: PageViewRestriction.objects.create(
        page=site.duet.get_parent(), restriction_type=PageViewRestriction.LOGIN
    ),
    "a person's name": lambda site: saved(site.ada, name="Ada Lovelace"),
    "a person's biography": lambda site: saved(site.cleo, biography="<p>Mathématicienne.</p>"),
    "a person's address": lambda site: saved(site.ada, slug="ada-l"),
    "a topic's name": lambda site: saved(site.wood, name="Forêt"),
    "a topic's description": lambda site: saved(site.water, description="Ce qui coule."),
    "a picture's words": lambda site: saved(site.image, description="Une vieille grange"),
    "a picture's focal point": lambda site: saved(
        site.image, focal_point_x=8, focal_point_y=8, focal_point_width=8, focal_point_height=8
    ),
    "a picture deleted": lambda site: site.image.delete(),
    "a portrait": lambda site: saved(site.portrait, title="Un autre visage"),
    "the text of a plain page": lambda site: published(site.team, body=[("paragraph", "<p>Nous.</p>")]),
    "the title of a plain page": lambda site: published(site.team, title="Nous"),
    "the title of a page of the menu": lambda site: published(site.legal, title="Informations"),
    "a plain page taken down": lambda site: site.team.unpublish(),
    "a plain page moved": lambda site: site.team.move(site.legal, "last-child"),
    "the introduction of a list": lambda site: published(site.duet.get_parent(), introduction="<p>Ils parlent.</p>"),
    "the title of a list": lambda site: published(site.duet.get_parent(), title="Conversations"),
    "the address of a list": lambda site: published(site.duet.get_parent(), slug="conversations"),
    "the introduction of the site": lambda _: published(HomePage.objects.get(), introduction="<p>Nous.</p>"),
    "the feature": lambda site: published(HomePage.objects.get(), feature=site.articles[0]),
    "the name of the site": lambda _: saved(SiteSettings.objects.get(), name="Almanach"),
    "the same settings": lambda _: saved(SiteSettings.objects.get()),
    "a consent withdrawn": lambda site: withdraw_consent(
        page=site.duet, person=site.bea, words="une salariée", user=None
    ),
}


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("act", ACTS)
def test_an_act_makes_new_what_it_changes_and_nothing_else(
    pages: PageCache, django_capture_on_commit_callbacks: Any, act: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        site = make_newsroom()
    addresses, client = site.addresses(), Client()
    # The first time makes the files of pictures, which changes what shows them.
    for _ in range(2):
        ask_all(client, addresses)
    before = ask_all(client, addresses)
    assert {name for name in before if before[name].get("X-Page-Cache") != "hit"} == set()
    with django_capture_on_commit_callbacks(execute=True):
        ACTS[act](site)
    after = ask_all(client, addresses)
    forget()
    fresh = ask_all(client, addresses, headers={"authorization": "none"})
    assert {name for name in addresses if said(after)[name] != said(fresh)[name]} == set(), "stale"
    changed = {name for name in addresses if said(fresh)[name] != said(before)[name]}
    made_again = {name for name in addresses if after[name].get("X-Page-Cache") != "hit"}
    assert changed == names(CHANGED[act])
    # What is made again though it comes out the same: few pages, and known ones.
    assert made_again - changed <= names(IN_VAIN) | names(MORE_IN_VAIN.get(act, ""))


def names(line: str) -> set[str]:
    return set(filter(None, line.split(" | ")))


def test_the_command_makes_everything_new(pages: PageCache, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_site()
    client = Client()
    client.get("/")
    assert client.get("/")["X-Page-Cache"] == "hit"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clear_page_cache", verbosity=0)
    assert client.get("/")["X-Page-Cache"] == "miss"
