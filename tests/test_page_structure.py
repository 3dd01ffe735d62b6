"""What the pages tell those who do not see them: their outline, their landmarks, their titles, where links lead."""

from collections import defaultdict
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.public_site import LEADS_ELSEWHERE, make_public_site

# The same page as another, asked for in another way.
SAME_PAGE = {"passing on by a server", "search narrowed"}


@pytest.fixture
def pages(db: None, client: Client) -> dict[str, BeautifulSoup]:
    """Every public page, but the one that browsers leave at once."""
    found = {
        name: BeautifulSoup(client.get(path).content, "html.parser")
        for name, path in make_public_site().items()
        if name != LEADS_ELSEWHERE
    }
    assert len(found) > 20
    return found


def words(element: Tag) -> str:
    return str(element.get("aria-label") or " ".join(element.get_text(" ").split()))


def test_headings_are_an_outline(pages: dict[str, BeautifulSoup]) -> None:
    """One of the first level, none empty, and no level passed over."""
    wrong = {}
    for name, page in pages.items():
        headings = page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
        levels = [int(heading.name[1]) for heading in headings]
        is_whole = levels.count(1) == 1 and all(words(heading) for heading in headings)
        if not is_whole or any(below > above + 1 for above, below in pairwise(levels)):
            wrong[name] = levels
    assert wrong == {}


def test_every_page_has_its_landmarks(pages: dict[str, BeautifulSoup]) -> None:
    """A header, a main part and a footer; navigations have names, each its own."""
    wrong = {}
    for name, page in pages.items():
        counts = [len(page.select(selector)) for selector in ("body > header", "main", "body > footer")]
        names = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.find_all("nav")]
        if counts != [1, 1, 1] or None in names or len(set(names)) != len(names):
            wrong[name] = (counts, names)
    assert wrong == {}


def test_every_title_says_which_page_it_is(pages: dict[str, BeautifulSoup]) -> None:
    named = defaultdict(list)
    for name in pages.keys() - SAME_PAGE:
        title = pages[name].title
        assert title and words(title) and not words(title).startswith("–"), name
        named[words(title)].append(name)
    assert [names for names in named.values() if len(names) > 1] == []


def test_no_link_of_a_template_is_ambiguous(pages: dict[str, BeautifulSoup]) -> None:
    """Outside of what people wrote, one name leads to one address; and no link opens a window."""
    wrong: dict[str, set[str]] = {}
    for name, page in pages.items():
        leads: dict[str, set[str]] = defaultdict(set)
        for link in page.select("a[href]"):
            if link.get("target") or not (words(link) or link.find("img", alt=True)):
                wrong[f"{name}: {link}"] = {"opens a window, or says nothing"}
            if not link.find_parent(class_=["prose", "transcript"]):
                leads[words(link)].add(str(link["href"]))
        wrong |= {f"{name}: {text}": found for text, found in leads.items() if len(found) > 1}
    assert wrong == {}


def test_search_is_at_the_same_place_everywhere(pages: dict[str, BeautifulSoup]) -> None:
    """So are the menu, the map of the site, and the way to reach us: same names, in the same order."""
    feet = {tuple(words(link) for link in page.select("footer nav a")) for page in pages.values()}
    menus = {tuple(words(link) for link in page.select("header.masthead nav a")) for page in pages.values()}
    assert (len(feet), len(menus)) == (1, 1)
    assert len(feet.pop()) >= 4
    forms = {name: [words(form) for form in page.select(".search-box")] for name, page in pages.items()}
    assert len({tuple(found) for found in forms.values()}) == 1
    assert all(len(found) == 1 for found in forms.values())
