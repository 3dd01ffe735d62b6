"""At most ten queries for anything readers or programs ask for, computed afresh; none twice, none that writes.

And as many of them whatever the site holds: a list of ten thousand publications asks what a list of thirty asks.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from wagtail.models import Site

from almacms.publications.listing import PER_PAGE
from articles.models import ArticlePage
from bench.loading import Library, ensure_library, load
from home.furniture import read_ahead
from home.models import SiteSettings
from tests.builders import make_content_page, make_interview, make_person
from tests.public_site import make_public_site

BUDGET = 10
FEW, MANY = 30, 330
NOT_FOR_EVERYBODY = {
    # For those who have signed in, who were sent a link, who gave a password, who may read a document.
    "conversation_confirm",
    "conversation_unfollow",
    "shared_draft",
    "speakers_agreement",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "wagtaildocs_authenticate_with_password",
    "wagtaildocs_serve",
}
PRIVATE = ("admin/", "footnotes/", "media/")


def addresses(library: Library, capture: Any) -> dict[str, str]:
    """Every kind of page, on a site where each has all it can have."""
    # What publishing prepares once it is stored, the files of pictures for one, is there too.
    with capture(execute=True):
        shown = make_public_site()
        about = make_content_page(title="À propos")
        links = [("link", {"page": about, "address": "", "label": ""})]
        SiteSettings.objects.update_or_create(
            site=Site.objects.get(), defaults={"header_links": links, "footer_links": links}
        )
    made = load(library, start=0, count=FEW)
    interview, article = made[0].page, made[1].page
    person, topic = library.people[0], library.topics[0]
    [question] = [each for each in made[0].answers if each.position == 0][:1]
    lists = {
        f"{name}, {way}": f"{path}{query}"
        for name, path, who in (
            ("articles", "/articles/", library.people[1].slug),
            ("interviews", "/entretiens/", person.slug),
        )
        for way, query in {
            "of somebody": f"?personne={who}",
            "of a topic": f"?theme={topic.slug}",
            "of a year": "?annee=2026",
            "of all three": f"?personne={who}&theme={topic.slug}&annee=2026",
        }.items()
    }
    feeds = {
        f"feed of {name} as {file}": f"/flux/{of}{file}"
        for name, of in {
            "the site": "",
            "articles": "articles/",
            "interviews": "entretiens/",
            "a topic": f"thematiques/{topic.slug}/",
            "somebody": f"personnes/{person.slug}/",
        }.items()
        for file in ("atom.xml", "rss.xml", "feed.json")
    }
    return {
        **shown,
        "plain page": about.url,
        **lists,
        **feeds,
        "last page of the list": "/articles/?page={last}",
        "made-up article": article.url,
        "made-up interview": interview.url,
        "article in Markdown": f"{article.url}index.md",
        "interview in Markdown": f"{interview.url}index.md",
        "rich article in Markdown": f"{shown['article']}index.md",
        "rich interview in Markdown": f"{shown['interview of six']}index.md",
        **{f"interview as {kind}": f"{interview.url}telecharger.{kind}" for kind in ("docx", "txt", "md")},
        "question": f"{interview.url}q/{question.exchange[:8]}/",
        "somebody who speaks a great deal": person.get_absolute_url(),
        "topic of many": topic.get_absolute_url(),
        "archives": "/archives/",
        "archives of a year": "/archives/2026/",
        "archives of a month": "/archives/2026/8/",
        "site map": "/plan-du-site/",
        "robots.txt": "/robots.txt",
        "llms.txt": "/llms.txt",
        "sitemap.xml": "/sitemap.xml",
        "sitemap of pages": "/sitemap-pages.xml",
        "sitemap of publications": "/sitemap-1.xml",
        "suggestions of search": "/recherche/suggestions/?q=coop",
        "search, empty": "/recherche/",
        "search": "/recherche/?q=coop%C3%A9rative",
        "search, by date": "/recherche/?q=coop%C3%A9rative&tri=date",
        "search, narrowed": f"/recherche/?q=coop%C3%A9rative&genre=interview&theme={topic.slug}",
        "search, misspelt": "/recherche/?q=permacolture",
        "search, found nowhere": "/recherche/?q=xylophage",
        "API, list": "/api/v2/publications/",
        "API, list with bodies": "/api/v2/publications/?fields=body",
        "API, article": f"/api/v2/publications/{article.pk}/",
        "API, interview": f"/api/v2/publications/{interview.pk}/",
        "not found under a list": "/articles/rien-de-tel/",
        "way to the Markdown of an article": f"{article.url.rstrip('/')}.md",
    }


def public_names() -> set[str]:
    """The name of every address that anybody may ask for."""
    return set(_names(get_resolver().url_patterns)) - NOT_FOR_EVERYBODY


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if str(pattern.pattern).startswith(PRIVATE):
            continue
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


@pytest.fixture(autouse=True)
def nothing_kept(settings: Any) -> None:
    settings.PAGE_CACHE = False


@pytest.fixture
def library(db: None) -> Library:
    return ensure_library(people=5, topics=3, covers=1)


def queries_of(client: Client, path: str, *, status: int = 200) -> list[str]:
    """What a page asks of the database when nothing is kept of it: only of the site around it."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        b"".join(response) if response.streaming else response.content
    assert response.status_code == status, path
    return [query["sql"] for query in captured]


def writes(sql: str) -> bool:
    return not sql.lstrip("(").startswith(("SELECT", "WITH"))


def measured(client: Client, paths: dict[str, str]) -> dict[str, list[str]]:
    last = -(-ArticlePage.objects.live().count() // PER_PAGE)
    statuses = {"not found": 404, "way to": 301}
    return {
        name: queries_of(
            client,
            path.format(last=last),
            status=next((status for start, status in statuses.items() if name.startswith(start)), 200),
        )
        for name, path in paths.items()
    }


def test_pages_keep_to_their_queries_however_much_there_is(
    library: Library, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    paths = addresses(library, django_capture_on_commit_callbacks)
    # What surrounds every page is read once, and kept.
    client.get("/")
    few = measured(client, paths)
    load(library, start=FEW, count=MANY - FEW)
    many = measured(client, paths)

    assert public_names() - {resolve(path.partition("?")[0]).url_name for path in paths.values()} == set()
    assert {name: len(sql) for name, sql in many.items() if len(sql) > BUDGET} == {}
    assert {name: sql for name, sql in many.items() if len(set(sql)) < len(sql)} == {}
    assert {name: sql for name, sql in many.items() if any(map(writes, sql))} == {}
    assert {name: (len(few[name]), len(sql)) for name, sql in many.items() if len(sql) != len(few[name])} == {}


@pytest.mark.django_db
def test_the_first_page_of_a_process_that_starts_costs_what_the_next_ones_do(client: Client) -> None:
    shown = make_public_site()
    paths = {name: shown[name] for name in ("home", "article", "interviews", "interview of six", "search results")}
    counts = {}
    for name, path in paths.items():
        # The first reader has the files of pictures made.
        client.get(path)
        cache.clear()
        read_ahead()
        counts[name] = [len(queries_of(client, path)) for _ in range(2)]
    assert {name: (first, next_) for name, (first, next_) in counts.items() if first != next_ or first > BUDGET} == {}


@pytest.mark.django_db
def test_what_surrounds_pages_costs_three_queries_to_whoever_finds_none_of_it(client: Client) -> None:
    """The settings, the pages that menus name, and the roots of sites, which Wagtail keeps."""
    path = make_public_site()["article"]
    client.get(path)
    cache.clear()
    cold, warm = (queries_of(client, path) for _ in range(2))
    assert len(set(cold)) == len(cold) == len(warm) + 3


@pytest.mark.django_db
def test_an_interview_of_three_hundred_turns_costs_what_one_of_three_does(client: Client) -> None:
    people = [make_person(f"Personne {number}") for number in range(3)]
    turns = [("turn", {"speaker": person.pk, "text": "<p>Nous décidons ensemble.</p>"}) for person in people]
    exchange = ("exchange", {"question": "Comment décidez-vous ?", "replies": turns})
    short = make_interview(speakers=people, body=[exchange])
    long = make_interview(speakers=people, body=[exchange] * 100)
    client.get("/")

    few, many = (queries_of(client, page.url) for page in (short, long))

    assert client.get(long.url).content.count(b'class="turn') >= 300
    assert len(few) == len(many) <= BUDGET
