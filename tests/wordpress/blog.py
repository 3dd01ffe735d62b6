"""The blog of the tests: one of everything that an export holds, then ordinary texts, always the same."""

from __future__ import annotations

from .chronicles import chronicles
from .exports import BLOG, Comment, Item, attachment

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


MEDIA = f"""[embed width="640"]https://vimeo.com/76979871[/embed]

Puis celui-ci :

[embed]https://autre.exemple.net/film[/embed]

[video width="640" height="360" mp4="{BLOG}/wp-content/uploads/2014/09/film.mp4"][/video]

[video src="https://www.youtube.com/watch?v=abcdefghijk"]

[audio mp3="{BLOG}/wp-content/uploads/2014/09/voix.mp3"][/audio]

<!--nextpage-->

<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Une visite"></iframe>

<figure class="wp-block-video"><video controls src="{BLOG}/wp-content/uploads/2014/09/film.mp4"></video>
<figcaption>Le film de la visite</figcaption></figure>

[video mp4="{BLOG}/wp-content/uploads/2014/09/disparu.mp4"][/video]
"""

TANGLED = [
    Comment(11, "Je réponds à moi-même.", parent=11),
    Comment(12, "Je réponds à 13.", parent=13),
    Comment(13, "Je réponds à 12.", parent=12),
    Comment(14, "Je réponds à personne de connu.", parent=999_999),
    Comment(15, "😀 " * 40, author="", email="pas une adresse", date="0000-00-00 00:00:00"),
    Comment(16, "", author="Sans rien à dire"),
    Comment(17, "Acheter ici", approved="spam"),
    Comment(18, "Jetée", approved="post-trashed"),
    Comment(19, "Un lien", kind="trackback"),
    Comment(12, "Le même numéro."),
]


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
        Item(117, "Des films et des sons", MEDIA),
        Item(118, "Une conversation emmêlée", comments=TANGLED),
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
        attachment(507, "film.mp4"),
        Item(600, "Bloc réutilisable", "<p>Un bloc qui sert partout.</p>", type="wp_block"),
        Item(601, "Menu", type="nav_menu_item"),
        Item(0, "Sans numéro"),
    ]  # fmt: skip
    return items + chronicles(120, max(0, posts - 20))
