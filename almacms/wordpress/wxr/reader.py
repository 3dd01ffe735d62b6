"""From the XML to records, one at a time: an element is forgotten as soon as it has been read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .records import Author, Blog, Comment, Item, Term
from .stream import CleanStream, TooLarge

LARGEST_RECORD = 64 * 1024 * 1024
MOST_META = 400
"""Custom fields of one post: plugins write thousands; none of those is ours."""
LONGEST_META = 200_000

Record = Blog | Author | Term | Comment | Item


class Unreadable(Exception):  # noqa: N818 (it says what happened to the file)
    """The file cannot be read further; what came before was."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail = why, detail


def read(file: BinaryIO, told: Callable[[int], None] = lambda _position: None) -> Iterator[tuple[int, Record]]:
    """The records of an export, each with the number of the item it belongs to (0 for none).

    An item comes after its comments, of which only the item's own number says where they belong: they are given with
    the rank of their item in the file, as the item itself is.

    Args:
        file: open for reading bytes.
        told: how many bytes were read, now and then.

    Raises:
        Unreadable: it is not well-formed, defines entities, or is no export; what was given before holds.
    """
    stream = CleanStream(file, limit=LARGEST_RECORD)
    rank = 1
    found = False
    try:
        for record in _records(stream):
            found = True
            stream.settle()
            yield rank, record
            if isinstance(record, Item):
                rank += 1
                told(stream.position)
    except DefusedXmlException as error:
        raise Unreadable("forbidden") from error
    except ParseError as error:
        line, column = error.position
        raise Unreadable("malformed", f"{line}:{column + 1}") from error
    except TooLarge as error:
        raise Unreadable("too_large") from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise Unreadable("malformed") from error
    if not found:
        raise Unreadable("no_export")


def _records(stream: CleanStream) -> Iterator[Record]:
    stack: list[Element] = []
    channel: dict[str, str] = {}
    told_blog = False
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            stack.append(element)
            continue
        stack.pop()
        parent = stack[-1] if stack else None
        place = _local(parent.tag) if parent is not None else ""
        if place not in {"channel", "item", "rss"}:
            continue
        name = _local(element.tag)
        if place == "channel":
            if name in MAKERS and not told_blog:
                told_blog = True
                yield _blog(channel)
            channel.setdefault(name, (element.text or "") if name not in MAKERS else "")
        if (make := READERS.get((place, name))) and (record := make(element)) is not None:
            yield record
        if parent is not None and (make or place != "item"):
            parent.remove(element)
    if not told_blog and channel.get("wxr_version"):
        yield _blog(channel)


def _blog(channel: dict[str, str]) -> Blog:
    url = channel.get("base_blog_url") or channel.get("base_site_url") or channel.get("link") or ""
    return Blog(
        title=channel.get("title", "").strip(),
        url=url.strip().rstrip("/"),
        site_url=channel.get("base_site_url", "").strip().rstrip("/"),
        version=channel.get("wxr_version", "").strip(),
    )


def _local(tag: str) -> str:
    """A tag's name alone; but the two that two namespaces share keep which."""
    space, _brace, name = tag.rpartition("}")
    if name == "encoded":
        return "excerpt" if "excerpt" in space else "content"
    return name


def _texts(element: Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for child in element:
        texts.setdefault(_local(child.tag), child.text or "")
    return texts


def _author(element: Element) -> Author | None:
    texts = _texts(element)
    login = texts.get("author_login", "").strip()
    names = [
        texts.get("author_display_name", ""),
        f"{texts.get('author_first_name', '')} {texts.get('author_last_name', '')}",
    ]
    name = next((name.strip() for name in names if name.strip()), login)
    number = whole(texts.get("author_id", ""))
    return Author(login, name, texts.get("author_email", "").strip(), number) if login else None


def _category(element: Element) -> Term | None:
    texts = _texts(element)
    slug, name = texts.get("category_nicename", "").strip(), texts.get("cat_name", "").strip()
    parent, description = texts.get("category_parent", "").strip(), texts.get("category_description", "").strip()
    number = whole(texts.get("term_id", ""))
    return Term("category", slug or name, name, parent, description, number) if slug or name else None


def _tag(element: Element) -> Term | None:
    texts = _texts(element)
    slug, name = texts.get("tag_slug", "").strip(), texts.get("tag_name", "").strip()
    return Term("post_tag", slug or name, name, "", texts.get("tag_description", "").strip()) if slug or name else None


def _comment(element: Element) -> Comment | None:
    texts = _texts(element)
    number = whole(texts.get("comment_id", ""))
    if not number:
        return None
    return Comment(
        number=number,
        parent=whole(texts.get("comment_parent", "")),
        author=texts.get("comment_author", "").strip(),
        email=texts.get("comment_author_email", "").strip(),
        url=texts.get("comment_author_url", "").strip(),
        date=texts.get("comment_date", "").strip(),
        date_gmt=texts.get("comment_date_gmt", "").strip(),
        text=texts.get("comment_content", ""),
        approved=texts.get("comment_approved", "").strip(),
        kind=texts.get("comment_type", "").strip(),
        user=whole(texts.get("comment_user_id", "")),
    )


def _item(element: Element) -> Item | None:
    texts = _texts(element)
    item = Item(
        number=whole(texts.get("post_id", "")),
        type=texts.get("post_type", "").strip() or "post",
        title=texts.get("title", "").strip(),
        link=texts.get("link", "").strip(),
        guid=texts.get("guid", "").strip(),
        creator=texts.get("creator", "").strip(),
        content=texts.get("content", ""),
        excerpt=texts.get("excerpt", ""),
        date=texts.get("post_date", "").strip(),
        date_gmt=texts.get("post_date_gmt", "").strip(),
        modified_gmt=texts.get("post_modified_gmt", "").strip(),
        published=texts.get("pubDate", "").strip(),
        slug=texts.get("post_name", "").strip(),
        status=texts.get("status", "").strip(),
        parent=whole(texts.get("post_parent", "")),
        order=whole(texts.get("menu_order", "")),
        password=texts.get("post_password", "").strip(),
        is_sticky=texts.get("is_sticky", "").strip() == "1",
        comments_open=texts.get("comment_status", "").strip() == "open",
        attachment_url=texts.get("attachment_url", "").strip(),
    )
    for child in element:
        if _local(child.tag) == "category" and child.get("nicename"):
            # WXR 1.0 says “tag”, later versions “post_tag”.
            domain = {"tag": "post_tag"}.get(child.get("domain", ""), child.get("domain", ""))
            term = (domain, child.get("nicename", "").strip(), (child.text or "").strip())
            if term not in item.terms:
                item.terms.append(term)
        elif _local(child.tag) == "postmeta" and len(item.meta) < MOST_META:
            pair = _texts(child)
            key, value = pair.get("meta_key", "").strip(), pair.get("meta_value", "")[:LONGEST_META]
            item.meta.setdefault(key, value)
            if key == "_wp_old_slug" and value.strip():
                item.old_slugs.append(value.strip())
    return item


MAKERS = {"author", "category", "tag", "item"}
READERS: dict[tuple[str, str], Callable[[Element], Record | None]] = {
    ("channel", "author"): _author,
    ("channel", "category"): _category,
    ("channel", "tag"): _tag,
    ("channel", "item"): _item,
    ("item", "comment"): _comment,
}


def whole(text: str) -> int:
    """A number of the database, 0 for anything that cannot be one."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
