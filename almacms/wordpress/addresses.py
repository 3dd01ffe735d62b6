"""The addresses that things had in the blog, in one form by which they are known again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.utils.text import slugify

from almacms.publications.moved_addresses import asked_for

from .mapping import Mapping
from .wxr import Author, Blog, Item, Spool, Term

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
    """An address of the blog in its one form: its path, with what its parameters ask for; None for any other.

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
    try:
        asked = asked_for(dict(parse_qsl(parts.query, max_num_fields=20)))
    except ValueError:
        return path
    return f"{path}?{asked}" if asked else path


def base_path(blog: Blog) -> str:
    """Where the blog stands on its host: empty at its root, else « /blog »."""
    return urlsplit(blog.url).path.rstrip("/")


def item_paths(item: Item, blog: Blog) -> list[str]:
    """Every address that an item had."""
    home = base_path(blog) or "/"
    found = [path for url in (item.link, item.guid) if url and (path := path_of(url, blog))]
    if item.number:
        found.append(f"{home}?p={item.number}")
    folder, slash, slug = found[0].rpartition("/") if found else ("", "", "")
    if slug == unquote(item.slug):
        found += [f"{folder}{slash}{unquote(old)}" for old in item.old_slugs]
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


def term_paths(term: Term, blog: Blog, mapping: Mapping, spool_terms: dict[str, Term]) -> list[str]:
    """Every address of an archive: the one that is read, and the one that every blog answers at."""
    short = f"cat={term.number}" if term.taxonomy == "category" else urlencode({"tag": term.slug})
    known = term.number or term.taxonomy != "category"
    home = base_path(blog) or "/"
    return [term_path(term, blog, mapping, spool_terms), *([f"{home}?{short}"] if known else [])]


def author_paths(author: Author, blog: Blog, mapping: Mapping) -> list[str]:
    """Every address of what somebody signed."""
    short = [f"{base_path(blog) or '/'}?author={author.number}"] if author.number else []
    return [author_path(author, blog, mapping), *short]


def feed_path(path: str) -> str:
    """The address of the feed of what has this one."""
    path, _mark, query = path.partition("?")
    return f"{path}?{urlencode(sorted([*parse_qsl(query), ('feed', 'rss2')]))}" if query else f"{path}/feed"


def author_path(author: Author, blog: Blog, mapping: Mapping) -> str:
    return f"{base_path(blog)}/{mapping.author_base}/{slugify(author.login.replace('.', '-').replace('@', ''))}"


def known_addresses(spool: Spool, mapping: Mapping) -> Iterator[tuple[str, str, str]]:
    """Every address of the blog with what stood there: a path, a kind and a key."""
    blog = spool.blog
    terms = spool.terms()
    by_slug = {term.slug: term for term in terms if term.taxonomy == "category"}
    for term in terms:
        for path in term_paths(term, blog, mapping, by_slug):
            yield path, term.taxonomy, term.slug
    for author in spool.authors():
        for path in author_paths(author, blog, mapping):
            yield path, "author", author.login
    for _rank, item in spool.each():
        if not item.number:
            continue
        for path in item_paths(item, blog):
            yield path, "attachment" if item.type == "attachment" else "item", str(item.number)
        if item.type == "attachment":
            for path in file_paths(item, blog):
                yield path, "file", str(item.number)
