"""Builds exports of WordPress: any number of posts, always the same for the same seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image as PillowImage

BLOG = "http://blog.exemple.fr"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>Le blog d’essai</title>
<link>{blog}</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>{blog}</wp:base_site_url>
<wp:base_blog_url>{blog}</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


@dataclass
class Comment:
    number: int
    text: str = "Merci pour ce texte."
    parent: int = 0
    author: str = "Lectrice"
    email: str = "lectrice@exemple.org"
    approved: str = "1"
    kind: str = "comment"
    user: int = 0
    date: str = "2014-09-14 08:00:00"

    def xml(self) -> str:
        return (
            f"<wp:comment><wp:comment_id>{self.number}</wp:comment_id>"
            f"<wp:comment_author>{cdata(self.author)}</wp:comment_author>"
            f"<wp:comment_author_email>{self.email}</wp:comment_author_email>"
            f"<wp:comment_author_url>https://exemple.org/</wp:comment_author_url>"
            f"<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>"
            f"<wp:comment_date>{self.date}</wp:comment_date><wp:comment_date_gmt>{self.date}</wp:comment_date_gmt>"
            f"<wp:comment_content>{cdata(self.text)}</wp:comment_content>"
            f"<wp:comment_approved>{self.approved}</wp:comment_approved><wp:comment_type>{self.kind}</wp:comment_type>"
            f"<wp:comment_parent>{self.parent}</wp:comment_parent>"
            f"<wp:comment_user_id>{self.user}</wp:comment_user_id></wp:comment>\n"
        )


@dataclass
class Item:
    number: int
    title: str = ""
    content: str = "<p>Nous décidons ensemble.</p>"
    type: str = "post"
    status: str = "publish"
    slug: str = ""
    excerpt: str = ""
    date: str = "2014-09-12 09:00:00"
    modified: str = ""
    creator: str = "camille"
    parent: int = 0
    order: int = 0
    password: str = ""
    sticky: bool = False
    comments_open: bool = True
    link: str = ""
    attachment_url: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)

    def xml(self) -> str:
        slug = self.slug or f"texte-{self.number}"
        link = self.link or f"{BLOG}/{self.date[:4]}/{self.date[5:7]}/{self.date[8:10]}/{slug}/"
        terms = "".join(
            f'<category domain="{taxonomy}" nicename="{key}">{cdata(name)}</category>'
            for taxonomy, key, name in self.terms
        )
        meta = "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
            for key, value in self.meta.items()
        )
        attachment = f"<wp:attachment_url>{self.attachment_url}</wp:attachment_url>" if self.attachment_url else ""
        title = self.title or f"Texte {self.number}"
        return (
            f"<item><title>{cdata(title if title != '-' else '')}</title><link>{escape(link)}</link>"
            f"<dc:creator>{cdata(self.creator)}</dc:creator>"
            f'<guid isPermaLink="false">{BLOG}/?p={self.number}</guid>'
            f"<content:encoded>{cdata(self.content)}</content:encoded>"
            f"<excerpt:encoded>{cdata(self.excerpt)}</excerpt:encoded><wp:post_id>{self.number}</wp:post_id>"
            f"<wp:post_date>{self.date}</wp:post_date><wp:post_date_gmt>{self.date}</wp:post_date_gmt>"
            f"<wp:post_modified_gmt>{self.modified or self.date}</wp:post_modified_gmt>"
            f"<wp:comment_status>{'open' if self.comments_open else 'closed'}</wp:comment_status>"
            f"<wp:post_name>{slug if slug != '-' else ''}</wp:post_name><wp:status>{self.status}</wp:status>"
            f"<wp:post_parent>{self.parent}</wp:post_parent><wp:menu_order>{self.order}</wp:menu_order>"
            f"<wp:post_type>{self.type}</wp:post_type><wp:post_password>{self.password}</wp:post_password>"
            f"<wp:is_sticky>{int(self.sticky)}</wp:is_sticky>{attachment}{terms}{meta}"
            f"{''.join(comment.xml() for comment in self.comments)}</item>\n"
        )


AUTHORS = {"camille": "Camille Morel", "sylvain": "Sylvain Œil"}
CATEGORIES = {"vie-coop": "Vie coopérative", "entretiens": "Entretiens", "non-classe": "Non classé"}
TAGS = {"scop": "Scop", "code": "Code"}


def head(version: str = "1.2", *, blog: str = BLOG) -> str:
    authors = "".join(
        f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
        for number, (login, name) in enumerate(AUTHORS.items(), start=1)
    )
    categories = "".join(
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent></wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
        for number, (slug, name) in enumerate(CATEGORIES.items(), start=3)
    )
    tags = "".join(
        f"<wp:tag><wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>\n"
        for slug, name in TAGS.items()
    )
    return HEAD.format(version=version, blog=blog) + authors + categories + tags


def export(*items: Item, version: str = "1.2", blog: str = BLOG) -> bytes:
    """A whole export of these items, as the WordPress of that version of the format wrote it."""
    return as_of(version, head(version, blog=blog) + "".join(item.xml() for item in items) + TAIL).encode()


def as_of(version: str, written: str) -> str:
    """What each version of the format has of its own (https://core.trac.wordpress.org, export.php of 2.7, 3.1, 6.4)."""
    if version == "1.2":
        meta = "<wp:{0}meta><wp:meta_key>x</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:{0}meta>"
        for kind, end in (("comment", "</wp:comment>"), ("term", "</wp:category>"), ("term", "</wp:tag>")):
            written = written.replace(end, meta.format(kind) + end)
        return written
    written = re.sub(r"<wp:post_modified_gmt>.*?</wp:post_modified_gmt>", "", written)
    if version == "1.0":
        # It lists no accounts, numbers no terms, says each one twice, and calls tags otherwise.
        written = re.sub(r"<wp:author>.*?</wp:author>\n", "", written)
        written = re.sub(r"<wp:(term_id|comment_user_id)>.*?</wp:\1>", "", written)
        written = written.replace('domain="post_tag"', 'domain="tag"')
        written = re.sub(r'(<category domain="[^"]+") nicename[^>]*(>.*?</category>)', r"\1\2\g<0>", written)
    return written


def write_pictures(folder: Path) -> None:
    """The `uploads` of the blog: three pictures, a file, a sound, a film."""
    target = folder / "2014" / "09"
    target.mkdir(parents=True, exist_ok=True)
    for name, colour in (("reunion", "#0f5a45"), ("atelier", "#a8543a"), ("jardin", "#d9a441")):
        PillowImage.new("RGB", (64, 48), colour).save(target / f"{name}.jpg")
    (target / "statuts.pdf").write_bytes(b"%PDF-1.4 statuts")
    (target / "voix.mp3").write_bytes(b"ID3 voix")
    (target / "film.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42 film")


def attachment(number: int, name: str, *, parent: int = 0, alt: str = "", caption: str = "") -> Item:
    return Item(
        number,
        title=name.partition(".")[0],
        type="attachment",
        status="inherit",
        content="",
        excerpt=caption,
        parent=parent,
        slug=f"fichier-{number}",
        attachment_url=f"{BLOG}/wp-content/uploads/2014/09/{name}",
        meta={"_wp_attached_file": f"2014/09/{name}", "_wp_attachment_image_alt": alt},
    )
