"""Builds exports of WordPress: any number of posts, always the same for the same seed."""

from __future__ import annotations

import random
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
    """A whole export of these items."""
    return (head(version, blog=blog) + "".join(item.xml() for item in items) + TAIL).encode()


def write_pictures(folder: Path) -> None:
    """The `uploads` of the blog: three pictures, a file, a sound."""
    target = folder / "2014" / "09"
    target.mkdir(parents=True, exist_ok=True)
    for name, colour in (("reunion", "#0f5a45"), ("atelier", "#a8543a"), ("jardin", "#d9a441")):
        PillowImage.new("RGB", (64, 48), colour).save(target / f"{name}.jpg")
    (target / "statuts.pdf").write_bytes(b"%PDF-1.4 statuts")
    (target / "voix.mp3").write_bytes(b"ID3 voix")


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


CLASSIC = f"""Nous avons <strong>gardé</strong> ce titre [1] après en avoir parlé.
Une seconde ligne du même paragraphe.

<!--more-->

<h3>Pourquoi écrire</h3>
[caption id="attachment_501" align="alignleft" width="300"]<a
href="{BLOG}/wp-content/uploads/2014/09/reunion.jpg"><img
class="alignleft size-medium wp-image-501" src="{BLOG}/wp-content/uploads/2014/09/reunion-300x200.jpg"
alt="La réunion" /></a>
Une réunion du lundi[/caption]

<blockquote>Ce choix nous a marqués. <cite>Livret des vingt-cinq ans, 2004</cite></blockquote>
Voir <a href="{BLOG}/?p=102">le texte suivant</a>, <a href="{BLOG}/category/vie-coop/">la rubrique</a> et
<a href="{BLOG}/wp-content/uploads/2014/09/statuts.pdf">les statuts</a> 😀.

https://www.youtube.com/watch?v=abcdefghijk

[gallery ids="501,502"]

<script>alert("non")</script>
<ul>
 <li>la parole</li>
 <li>le <a href="javascript:alert(1)">vote</a></li>
</ul>
<table><tr><th>Année</th><th>Personnes</th></tr><tr><td>2014</td><td>50</td></tr></table>
<pre><code class="language-python">print("bonjour")</code></pre>
[audio src="{BLOG}/wp-content/uploads/2014/09/voix.mp3"]

[formulaire id="3" nom="contact"]

[1] Longtemps discuté : c’était le premier.
"""

BLOCKS = f"""<!-- wp:paragraph -->
<p>Un texte de l’éditeur de blocs<sup data-fn="n-1" class="fn"><a href="#n-1" id="n-1-link">1</a></sup>.</p>
<!-- /wp:paragraph -->
<!-- wp:heading --><h2 class="wp-block-heading">Une partie</h2><!-- /wp:heading -->
<!-- wp:image {{"id":502,"align":"right"}} -->
<figure class="wp-block-image alignright"><img src="{BLOG}/wp-content/uploads/2014/09/atelier.jpg" alt="L’atelier"
class="wp-image-502"/><figcaption class="wp-element-caption">L’atelier, au matin</figcaption></figure>
<!-- /wp:image -->
<!-- wp:gallery --><figure class="wp-block-gallery"><!-- wp:image {{"id":501}} --><figure class="wp-block-image"><img
src="{BLOG}/wp-content/uploads/2014/09/reunion.jpg" alt="Réunion" class="wp-image-501"/></figure><!-- /wp:image -->
<!-- wp:image {{"id":502}} --><figure class="wp-block-image"><img src="{BLOG}/wp-content/uploads/2014/09/atelier.jpg"
alt="Atelier" class="wp-image-502"/></figure><!-- /wp:image --></figure><!-- /wp:gallery -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Une voix, une personne.</p><cite>Camille</cite>
</blockquote></figure><!-- /wp:pullquote -->
<!-- wp:quote --><blockquote class="wp-block-quote"><!-- wp:paragraph --><p>On écoute.</p><!-- /wp:paragraph -->
<cite>Sylvain</cite></blockquote><!-- /wp:quote -->
<!-- wp:list --><ul class="wp-block-list"><!-- wp:list-item --><li>premier</li><!-- /wp:list-item --></ul>
<!-- /wp:list -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td>
<td>2</td></tr></tbody></table><figcaption class="wp-element-caption">Un tableau</figcaption></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>a &lt; b</code></pre><!-- /wp:code -->
<!-- wp:embed {{"url":"https://vimeo.com/76979871"}} --><figure class="wp-block-embed"><div
class="wp-block-embed__wrapper">https://vimeo.com/76979871</div><figcaption>Un film</figcaption></figure>
<!-- /wp:embed -->
<!-- wp:file {{"id":504,"href":"{BLOG}/wp-content/uploads/2014/09/statuts.pdf"}} --><div class="wp-block-file"><a
href="{BLOG}/wp-content/uploads/2014/09/statuts.pdf">Les statuts</a></div><!-- /wp:file -->
<!-- wp:block {{"ref":600}} /-->
<!-- wp:latest-posts /-->
<!-- wp:acme/encart --><div class="encart" onclick="x()">Un <b>encart</b> d’ailleurs</div><!-- /wp:acme/encart -->
<!-- wp:footnotes /-->
"""

INTERVIEW = """<strong>Comment êtes-vous arrivée ici ?</strong>

<strong>Camille :</strong> Par une annonce, il y a dix ans, et par curiosité pour les coopératives.

<strong>Qu’est-ce qui vous a fait rester ?</strong>

<strong>Camille :</strong> Le temps que nous prenons pour décider ensemble de ce que nous faisons.

<strong>Que diriez-vous à quelqu’un qui hésite ?</strong>

<strong>Camille :</strong> De venir passer une journée avec nous, et de poser toutes ses questions.
"""


def everything(*, posts: int = 62) -> list[Item]:
    """An export that has a bit of everything: at least `posts` posts and 200 comments."""
    coop, tag = ("category", "vie-coop", "Vie coopérative"), ("post_tag", "scop", "Scop")
    items = [
        Item(101, "Bonjour, tout le monde", CLASSIC, terms=[coop, tag], comments_open=False, sticky=True,
             meta={"_thumbnail_id": "503"},
             comments=[Comment(1, "Très belle idée !"), Comment(2, "Merci <a href='https://exemple.org/x'>Vincent</a>",
             parent=1, author="Camille", user=2), Comment(3, "Lien retour", kind="pingback")]),
        Item(102, "Des blocs", BLOCKS, excerpt="Un extrait qui sert de chapô.", terms=[coop], creator="sylvain",
             meta={"footnotes": '[{"id":"n-1","content":"Une <em>note</em> de bloc."}]', "_thumbnail_id": "501"}),
        Item(103, "Brouillon", status="draft", date="0000-00-00 00:00:00"),
        Item(104, "En attente", status="pending"),
        Item(105, "Réservé", status="private"),
        Item(106, "À venir", status="future", date="2031-01-02 09:00:00"),
        Item(107, "Sous mot de passe", password="sésame"),
        Item(108, "À la corbeille", status="trash", comments=[Comment(4)]),
        Item(109, "Automatique", status="auto-draft"),
        Item(110, "Entretien avec Camille", INTERVIEW, terms=[("category", "entretiens", "Entretiens")]),
        Item(111, "-", "Sans titre ni adresse.", slug="-"),
        Item(112, "Un jour absurde", date="9999-99-99 99:99:99"),
        Item(113, "É" * 300, excerpt="Une phrase assez longue. " * 40),
        Item(114, "Même adresse", slug="texte-120"),
        Item(115, "Signé par personne de connu", creator="inconnue"),
        Item(116, "Emoji 🦄", "Un texte 🎉 avec un \x0b caractère interdit."),
        Item(101, "Le même numéro"),
        Item(201, "À propos", type="page", slug="a-propos", link=f"{BLOG}/a-propos/"),
        Item(202, "L’équipe", type="page", parent=201, slug="equipe", link=f"{BLOG}/a-propos/equipe/",
             comments=[Comment(5, kind="trackback")]),
        Item(203, "Orpheline", type="page", parent=999, slug="orpheline", link=f"{BLOG}/orpheline/"),
        Item(204, "Boucle A", type="page", parent=205, slug="boucle-a", link=f"{BLOG}/boucle-a/"),
        Item(205, "Boucle B", type="page", parent=204, slug="boucle-b", link=f"{BLOG}/boucle-b/"),
        Item(206, "Avec un mot réservé", type="page", slug="recherche", link=f"{BLOG}/recherche-2/"),
        attachment(501, "reunion.jpg", parent=101, alt="La réunion", caption="Le lundi"),
        attachment(502, "atelier.jpg", parent=101),
        attachment(503, "jardin.jpg", alt="Le jardin"),
        attachment(504, "statuts.pdf"),
        attachment(505, "voix.mp3"),
        attachment(506, "perdue.jpg"),
        Item(600, "Bloc réutilisable", "<p>Un bloc qui sert partout.</p>", type="wp_block"),
        Item(601, "Menu", type="nav_menu_item"),
        Item(0, "Sans numéro"),
    ]  # fmt: skip
    items += filler(120, posts - 18)
    return items


def filler(first: int, count: int, seed: int = 7) -> list[Item]:
    """Ordinary posts with their comments, each linking to another of them."""
    chance = random.Random(seed)  # noqa: S311 (a choice of words)
    number = 1000
    items = []
    for place in range(count):
        comments: list[Comment] = []
        for _turn in range(chance.randint(3, 6)):
            number += 1
            earlier = [comment.number for comment in comments]
            comments.append(
                Comment(
                    number,
                    chance.choice(["Merci.", "Je ne suis pas d’accord,\nmais c’est clair.", "Et la suite ?"]),
                    parent=chance.choice([0, *earlier]),
                    approved=chance.choice(["1", "1", "1", "0", "spam", "trash"]),
                )
            )
        other = first + chance.randrange(count)
        words = " ".join(chance.choice(["coopérer", "décider", "écrire", "partager", "métier"]) for _word in range(40))
        items.append(
            Item(
                first + place,
                f"Le texte numéro {first + place}",
                f'{words.capitalize()}.\n\nVoir <a href="{BLOG}/?p={other}">un autre texte</a> [1].\n\n[1] Une note.',
                date=f"20{14 + place % 9:02d}-{1 + place % 12:02d}-{1 + place % 28:02d} 10:00:00",
                terms=[("category", "vie-coop", "Vie coopérative")] if place % 2 else [("post_tag", "code", "Code")],
                comments=comments,
            )
        )
    return items
