"""From the blog's addresses to those of this site."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .addresses import author_paths, base_path, feed_path, file_paths, item_paths, term_paths
from .mapping import Mapping
from .models import Origin
from .reasons import Reason
from .surroundings import SiteSurroundings
from .tally import Outcome
from .wxr import Author, Item, Term

LONGEST = 255
BLOG_FEEDS = ("/feed", "/comments/feed", "?feed=rss2")


def leave(path: str, target: Page | str, *, is_dry: bool, outcome: Outcome) -> None:
    """Lead from an old address to a page or a path; an address that somebody led elsewhere is left alone."""
    old = Redirect.normalise_path(path)
    link = "" if isinstance(target, Page) else target
    if len(old) > LONGEST or len(link) > LONGEST:
        outcome.skip("redirects", Reason.ADDRESS_TOO_LONG, path)
        return
    wanted: dict[str, Any] = {
        "redirect_page_id": target.pk if isinstance(target, Page) else None,
        "redirect_link": link,
    }
    here = link or getattr(target, "url", None) or ""
    standing = Redirect.objects.filter(old_path=old, site=None).first()
    if standing is None and here.rstrip("/") == old:
        outcome.count("redirects", "unchanged")
    elif standing is None:
        outcome.count("redirects", "created")
        if not is_dry:
            Redirect.objects.create(old_path=old, site=None, automatically_created=True, **wanted)
    elif all(getattr(standing, name) == value for name, value in wanted.items()):
        outcome.count("redirects", "unchanged")
    elif not standing.automatically_created:
        outcome.skip("redirects", Reason.ADDRESS_TAKEN, path)
    else:
        outcome.count("redirects", "updated")
        if not is_dry:
            Redirect.objects.filter(pk=standing.pk).update(**wanted)


def redirect_item(item: Item, around: SiteSurroundings, *, is_dry: bool, outcome: Outcome) -> None:
    """Lead from the addresses of a post or a page that readers may have, and from its feed."""
    origin = around.origin("item", item.number)
    page = Page.objects.filter(pk=origin.target, live=True).first() if origin else None
    if page is None:
        return
    for path in item_paths(item, around.blog):
        leave(path, page, is_dry=is_dry, outcome=outcome)
        if "?" not in path:
            leave(feed_path(path), page, is_dry=is_dry, outcome=outcome)


def redirect_file(item: Item, around: SiteSurroundings, *, is_dry: bool, outcome: Outcome) -> None:
    """Lead from a file's addresses to the file, and from its own page to what it was attached to."""
    origin = around.origin("attachment", item.number)
    if origin is None:
        return
    address = around.address(origin)
    parent = around.origin("item", item.parent) if item.parent else None
    page = Page.objects.filter(pk=parent.target, live=True).first() if parent else None
    for path in file_paths(item, around.blog):
        if address:
            leave(path, address, is_dry=is_dry, outcome=outcome)
    files = set(file_paths(item, around.blog))
    for path in item_paths(item, around.blog):
        if path not in files and (page or address):
            leave(path, page or address, is_dry=is_dry, outcome=outcome)


def redirect_archives(
    terms: list[Term],
    authors: list[Author],
    mapping: Mapping,
    around: SiteSurroundings,
    *,
    is_dry: bool,
    outcome: Outcome,
) -> None:
    """Lead from the archives of categories, tags and authors, from their feeds, and from the blog's."""
    blog = around.blog
    categories = {term.slug: term for term in terms if term.taxonomy == "category"}
    named = [(term_paths(term, blog, mapping, categories), around.origin(term.taxonomy, term.slug)) for term in terms]
    named += [(author_paths(author, blog, mapping), around.origin("author", author.login)) for author in authors]
    for paths, origin in named:
        address = around.address(origin) if origin else ""
        for path in paths if address else ():
            leave(path, address, is_dry=is_dry, outcome=outcome)
            leave(feed_path(path), feed_of(origin, address), is_dry=is_dry, outcome=outcome)
    for feed in BLOG_FEEDS:
        leave(f"{base_path(blog)}{feed}", feed_of(None, ""), is_dry=is_dry, outcome=outcome)


def feed_of(origin: Origin | None, address: str) -> str:
    """The path of the feed of a person or a topic, or of the site."""
    if origin is None:
        return reverse("site_feed", args=["rss.xml"])
    name = "person_feed" if origin.kind == Origin.Kind.PERSON else "topic_feed"
    return reverse(name, args=[address.strip("/").rpartition("/")[2], "rss.xml"])
