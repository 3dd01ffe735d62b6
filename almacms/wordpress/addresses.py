"""The addresses that things had in the blog, in one form by which they are known again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.text import slugify

from .mapping import Mapping
from .wxr import Author, Blog, Item, Spool, Term

NUMBERED = ("p", "page_id", "attachment_id")
SIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}$)")
SCALED = re.compile(r"-(?:scaled|rotated|e\d{10,})(?=\.\w{2,5}$)")
RENDITION = re.compile(r'"file";s:\d+:"([^"/\\]+)"')
MOST_RENDITIONS = 40
IN_PHP = re.compile(r"/wp-(?:content|includes|admin)/")


def host_of(url: str) -> str:
    """The host of an address without “www.”, empty for one that cannot be read."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ""


def path_of(address: str, blog: Blog) -> str | None:
    """An address of the blog in its one form: its path, with the number it asks for if it does; None for any other.

    « https://www.exemple.fr/2014/09/bonjour/#suite » gives « /2014/09/bonjour », « /?p=12&x=1 » gives « /?p=12 ».
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in {"", "http", "https"} or (parts.scheme and not parts.netloc):
        return None
    hosts = {host_of(blog.url), host_of(blog.site_url)} - {""}
    if parts.netloc and host_of(address) not in hosts:
        return None
    if not parts.netloc and not parts.path.startswith("/") and not parts.query:
        return None
    path = "/" + unquote(parts.path).strip("/")
    for name, value in parse_qsl(parts.query):
        if name in NUMBERED and value.isascii() and value.isdecimal():
            return f"{path}?p={value}" if path != "/" else f"/?p={value}"
    return path


def base_path(blog: Blog) -> str:
    """Where the blog stands on its host: empty at its root, else « /blog »."""
    return urlsplit(blog.url).path.rstrip("/")


def item_paths(item: Item, blog: Blog) -> list[str]:
    """Every address that an item had."""
    home = base_path(blog) or "/"
    found = [path for url in (item.link, item.guid) if url and (path := path_of(url, blog))]
    if item.number:
        found.append(f"{home}?p={item.number}")
    return [path for path in dict.fromkeys(found) if path not in {"/", home}]


def file_paths(item: Item, blog: Blog) -> list[str]:
    """Every address that an attachment's file had, its smaller sizes included."""
    path = path_of(item.attachment_url, blog) if item.attachment_url else None
    if not path:
        return []
    folder = path.rpartition("/")[0]
    sizes = RENDITION.findall(item.meta.get("_wp_attachment_metadata", ""))[:MOST_RENDITIONS]
    return list(dict.fromkeys([path, *(f"{folder}/{name}" for name in sizes)]))


def plain_file(path: str) -> list[str]:
    """What a picture's address may be the smaller size of."""
    return [SIZED.sub("", path), SCALED.sub("", SIZED.sub("", path))]


def term_path(term: Term, blog: Blog, mapping: Mapping, spool_terms: dict[str, Term]) -> str:
    """The address of a category's or tag's archive, under those above it."""
    base = mapping.category_base if term.taxonomy == "category" else mapping.tag_base
    slugs = [term.slug]
    parent = spool_terms.get(term.parent) if term.taxonomy == "category" else None
    while parent is not None and parent.slug not in slugs and len(slugs) < 20:
        slugs.insert(0, parent.slug)
        parent = spool_terms.get(parent.parent)
    return unquote(f"{base_path(blog)}/{base}/{'/'.join(slugs)}")


def author_path(author: Author, blog: Blog, mapping: Mapping) -> str:
    return f"{base_path(blog)}/{mapping.author_base}/{slugify(author.login.replace('.', '-').replace('@', ''))}"


def known_addresses(spool: Spool, mapping: Mapping) -> Iterator[tuple[str, str, str]]:
    """Every address of the blog with what stood there: a path, a kind and a key."""
    blog = spool.blog
    terms = spool.terms()
    by_slug = {term.slug: term for term in terms if term.taxonomy == "category"}
    for term in terms:
        yield term_path(term, blog, mapping, by_slug), term.taxonomy, term.slug
    for author in spool.authors():
        yield author_path(author, blog, mapping), "author", author.login
    for _rank, item in spool.each():
        if not item.number:
            continue
        for path in item_paths(item, blog):
            yield path, "attachment" if item.type == "attachment" else "item", str(item.number)
        if item.type == "attachment":
            for path in file_paths(item, blog):
                yield path, "file", str(item.number)
